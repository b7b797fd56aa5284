"""What was sent from the review page, as decisions that the service takes."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import ValidationError

from app.packs.rules.verdicts import Verdict
from app.packs.schemas import PackChange, VerdictIn
from app.problems import Fault, Invalid, Malformed

MOST_SECONDS = 86_400
LABELLED = (Verdict.EXTEND, Verdict.REPLACE)


class Sent(NamedTuple):
    """One decision as a form sends it; `opened` is when its page was made, `seconds` what a script took."""

    narrative: str
    start: int
    end: int
    verdict: str
    label: str = ""
    reason: str = ""
    everywhere: str = ""
    opened: str = ""
    seconds: str = ""


def decision(sent: Sent, now: float) -> VerdictIn:
    """Return a decision, or say what is wrong with it."""
    if sent.verdict not in set(Verdict):
        raise Malformed("Open the page again, and decide from there.")
    verdict = Verdict(sent.verdict)
    label = bracketed(sent.label) if verdict in LABELLED else ""
    try:
        return VerdictIn(
            narrative=sent.narrative,
            start=sent.start,
            end=sent.end,
            verdict=verdict,
            replacement=label or None,
            reason=sent.reason.strip(),
            all=sent.everywhere == "yes" and verdict is not Verdict.RESTORE,
            seconds=taken(sent, now),
        )
    except ValidationError as fault:
        raise _told(fault) from None


def change(decisions: Iterable[VerdictIn]) -> PackChange:
    """Return the decisions of one form."""
    try:
        return PackChange(verdicts=tuple(decisions))
    except ValidationError:
        raise Invalid(errors=[Fault("", "many", "Choose fewer places, and the rest afterwards.")]) from None


def taken(sent: Sent, now: float) -> int | None:
    """Return how long somebody looked: what their browser counted, else since the page was made."""
    if sent.seconds.isdecimal() and sent.seconds.isascii():
        return min(int(sent.seconds[:6]), MOST_SECONDS)
    if sent.opened.isdecimal() and sent.opened.isascii():
        return max(0, min(int(now) - int(sent.opened[:12]), MOST_SECONDS))
    return None


def bracketed(label: str) -> str:
    """Return a label as the pack writes it: words without brackets get them."""
    words = " ".join(label.split())
    if not words or words.startswith(("[", "D0", "D+", "D-")):
        return words
    return f"[{words}]"


def _told(fault: ValidationError) -> Invalid | Malformed:
    places = {str(error["loc"][0]) for error in fault.errors() if error["loc"]}
    if "replacement" in places:
        said = "A label is up to 60 letters and digits, such as [nurse A]."
        return Invalid(errors=[Fault("/replacement", "label", said)])
    if "reason" in places:
        return Invalid(errors=[Fault("/reason", "long", "Give a reason of at most 2,000 characters.")])
    return Malformed("Open the page again, and decide from there.")
