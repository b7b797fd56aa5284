"""What each source told and answered, as a pack shows it: the accounts first, then the coded answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.documents.words import label, paragraphs


@dataclass(frozen=True)
class Row:
    """One line of a two-column table."""

    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Narrative:
    """One section of what a source told, as paragraphs of lines."""

    heading: str
    paragraphs: list[list[str]]


@dataclass(frozen=True)
class Answers:
    """The coded answers of one section of a source's form: what was asked, and what was answered."""

    heading: str
    rows: list[Row]


@dataclass(frozen=True)
class Source:
    """Everything that one source told, in the pack's order, and where a page links to it."""

    anchor: str
    name: str
    narratives: list[Narrative]
    answers: list[Answers]


def sources(narratives: list[Mapping[str, str]], answers: list[Mapping[str, str]]) -> list[Source]:
    """Return the sources of a pack, in the order of their first account."""
    told: dict[str, list[Narrative]] = {}
    asked: dict[str, dict[str, list[Row]]] = {}
    for each in narratives:
        heading = _heading(each, label(each.get("section") or "Account"))
        told.setdefault(label(each["source"]), []).append(Narrative(heading, paragraphs(each["text"])))
    for each in answers:
        sections = asked.setdefault(label(each["source"]), {})
        rows = sections.setdefault(each["section"], [])
        rows.append(Row(each["question"], each["answer"]))
    return [
        Source(
            f"source-{number}",
            name,
            told.get(name, []),
            [Answers(heading, rows) for heading, rows in asked.get(name, {}).items()],
        )
        for number, name in enumerate(dict.fromkeys([*told, *asked]), 1)
    ]


def _heading(each: Mapping[str, str], section: str) -> str:
    form = label(each.get("form") or "")
    return f"{section} ({form.lower()} form)" if form else section
