"""What the page of coded answers shows: source by source what was asked, answered, and is in the pack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.documents.words import label
from app.packs.history import Decided
from app.packs.schemas import AnswerOut, PackDraft
from app.portal.attempts import told
from app.portal.desk.refused import STALE
from app.problems import Problem

SAID = {
    "told": "What you chose is in the pack now.",
    "left_out": "What you chose is no longer in the pack.",
}
KEPT, LEFT = "kept", "left"
TOP = "#answers"


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: `out` says why it is not in the pack, `why` who decided about it last, and the reason."""

    id: str
    question: str
    answer: str
    out: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one section of a form."""

    heading: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Source:
    """The answers of one source."""

    name: str
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class Page:
    """All answers of a pack, how many are told, and those that wait for somebody to find them needed."""

    sources: list[Source]
    count: str
    first: str
    kept: list[Row]


def page(draft: PackDraft, decided: Iterable[Decided], names: Mapping[UUID, str]) -> Page:
    """Return the answers, by sources as in the pack; `decided` are decisions about them, latest first."""
    last: dict[str, str] = {}
    for one in decided:
        who, reason = names.get(one.who, "somebody"), one.said.get("reason", "")
        last.setdefault(one.said.get("answer", ""), f"{who}: “{reason}”")
    found: dict[str, dict[str, list[Row]]] = {label(one.source): {} for one in draft.narratives}
    for each in draft.answers:
        row = Row(each.id, each.question, each.answer, _out(each), last.get(each.id, ""))
        found.setdefault(label(each.source), {}).setdefault(each.section, []).append(row)
    rows = [row for sections in found.values() for listed in sections.values() for row in listed]
    return Page(
        sources=[
            Source(name, [Section(heading, listed) for heading, listed in sections.items()])
            for name, sections in found.items()
            if sections
        ],
        count=count(draft.answers),
        first=rows[0].id if rows else "",
        kept=[row for row in rows if row.out == KEPT],
    )


def count(answers: Sequence[AnswerOut]) -> str:
    """Return how many answers are told and how many are not, or nothing when there are none."""
    if not answers:
        return ""
    outs = [_out(one) for one in answers]
    kept, left = outs.count(KEPT), outs.count(LEFT)
    said = [f"{outs.count('')} told"]
    said += [f"{kept} kept back"] if kept else []
    said += [f"{left} left out"] if left else []
    return ", ".join(said)


def errors(problem: Problem | None, first: str) -> list[dict[str, str]]:
    """Return why nothing was done, each with a link to the field that it is about; `first` is an answer."""
    if problem is None:
        return []
    if not problem.errors:
        return [{"href": TOP, "text": one} for one in told(problem, STALE)]
    fields = {"/reason": "#reason", "/answers": f"#{first or 'answers'}"}
    return [{"href": fields.get(one.pointer, TOP), "text": one.message} for one in problem.errors]


def _out(one: AnswerOut) -> str:
    """Return why an answer is not in the pack, or nothing when it is."""
    if one.told:
        return ""
    return KEPT if one.points else LEFT
