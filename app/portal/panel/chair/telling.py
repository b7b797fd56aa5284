"""Words of the chair's page: what others have declared, and what can be ruled and said."""

from collections.abc import Mapping

from app.meetings.rules.standing import Interest, Ruling

INTERESTS: Mapping[Interest, str] = {
    Interest.NONE: "Says now that they have no interest",
    Interest.KNEW_CHILD: "Knew the child through their work",
    Interest.KNEW_FAMILY: "Knows the family",
    Interest.INVOLVED_IN_CARE: "Was involved in the child's care, or in what happened around the death",
    Interest.LINE_MANAGES: "Manages somebody who was involved",
    Interest.OTHER: "Has another interest",
}
RULINGS: Mapping[Ruling, tuple[str, str]] = {
    Ruling.STAY: ("Stay", "They read the pack, take part, and count for the quorum."),
    Ruling.OBSERVE: ("Observe", "They read the pack and listen, and do not count for the quorum."),
    Ruling.RECUSE: ("Keep out", "The item is gone from their agenda. They cannot declare this away."),
}
RULED: Mapping[Ruling, str] = {
    Ruling.STAY: "stays",
    Ruling.OBSERVE: "observes",
    Ruling.RECUSE: "keeps out",
}
INSTEAD: Mapping[str, str] = {
    "county": "Without it, the pack says nothing of where.",
    "quarter": "Without it, the pack says the year alone.",
}
WORDS: Mapping[str, tuple[str, str]] = {
    "approve": ("Approve", "The pack may say it once it is released."),
    "refuse": ("Refuse", "The pack is not released while it says it."),
}
ANSWERED: Mapping[bool | None, str] = {None: "", True: "approved", False: "refused"}
SAID: Mapping[str, str] = {
    "ruled": "Your ruling is kept, and holds at once.",
    "approved": "Your word is kept: the pack may say it.",
    "refused": "Your word is kept: the pack is not released while it says it.",
}


def waiting(declarations: int, questions: int) -> list[str]:
    """Return in words how much waits for the chair."""
    said = [
        (declarations, "declaration waits", "declarations wait", "for your ruling."),
        (questions, "question about a header waits", "questions about headers wait", "for your word."),
    ]
    lines = [f"{number} {one if number == 1 else many} {what}" for number, one, many, what in said if number]
    return lines or ["Nothing waits for you."]
