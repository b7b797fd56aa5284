"""What a case pack shows, in order: the one reading of its JSON that the page and the PDF share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.documents.errors import DocumentError
from app.documents.marks import Copy, on_paper
from app.documents.pack_sources import Row, Source, sources
from app.documents.words import clean, label, share

TITLE = "De-identified case pack"
MARK = "De-identified, not anonymous in law"
NOTICE = (
    "This pack names nobody, but a story can be recognised. Read it for this meeting only. Do not copy it,"
    " forward it or try to find out who it is about. Every opening is recorded, and every copy carries a mark"
    " of its reader, also where nothing can be seen."
)
KEY = (
    "Words in brackets stand for what was removed, such as [mother], [nurse A] or [address]. D0 is the day of"
    " death; D-3 is three days before it, D+2 weeks is two weeks after."
)
_ABOUT = {
    "age": "Age at death",
    "sex": "Sex",
    "expected": "Expected or not",
    "period": "Period of death",
    "place_of_death": "Place of death",
    "deprivation_quintile": "Deprivation quintile (1 is the most deprived)",
    "ethnicity": "Ethnic group",
    "county": "County",
}
_ASSURANCE = {
    "rules_version": "Rules version",
    "corpus": "Measured on",
    "recall_known": "Direct identifiers known to the record that the rules remove",
    "recall_unknown": "Direct identifiers unknown to the record that the rules remove",
    "prepared_by_role": "Prepared by",
    "approved_by_role": "Approved by",
    "sha256": "Approved bytes (SHA-256)",
}


@dataclass(frozen=True)
class Event:
    """One line of the chronology: when from the death, who tells it, and what."""

    when: str
    source: str
    what: str


@dataclass(frozen=True)
class Factor:
    """One factor of the draft analysis form."""

    domain: str
    factor: str
    level: str
    modifiable: str


@dataclass(frozen=True)
class PackView:
    """The whole pack as a reader sees it. It holds no date, id or other reader's detail."""

    title: str
    mark: str
    notice: str
    key: str
    reader_code: str
    pseudonym: str
    version: str
    about: list[Row]
    chronology: list[Event]
    sources: list[Source]
    factors: list[Factor]
    category: str
    assurance: list[Row]


def pack_view(copy: Copy, *, paper: bool = False) -> PackView:
    """Return what a reader's copy shows. Fields that this room does not know are left out.

    Release and expiry stay out too: the gate reads the document before they exist, and what is served
    later must be the same text but for the reader's code and mark.
    """
    try:
        told = copy.told_in(clean(copy.pack))
        return _view(on_paper(told, frozenset(NOTICE + KEY)) if paper else told, copy.code)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DocumentError("The pack does not have the shape of a pack.") from None


def _view(pack: Mapping[str, Any], reader_code: str) -> PackView:
    analysis = pack.get("analysis") or {}
    return PackView(
        title=TITLE,
        mark=MARK,
        notice=NOTICE,
        key=KEY,
        reader_code=reader_code,
        pseudonym=str(pack["pseudonym"]),
        version=str(pack["version"]),
        about=_rows(pack["summary"], _ABOUT),
        chronology=[_event(each) for each in pack.get("chronology") or []],
        sources=sources(pack["narratives"], pack.get("answers") or []),
        factors=[_factor(each) for each in analysis.get("factors") or []],
        category=label(analysis.get("category") or analysis.get("proposed_category") or "none proposed"),
        assurance=_rows(pack["assurance"], _ASSURANCE),
    )


def _rows(values: Mapping[str, Any], labels: Mapping[str, str]) -> list[Row]:
    return [
        Row(words, _value(key, values[key]), is_code=key in {"rules_version", "sha256"})
        for key, words in labels.items()
        if values.get(key) is not None
    ]


def _value(key: str, value: Any) -> str:
    if key.startswith("recall_"):
        return share(value)
    return str(value) if key in {"rules_version", "sha256", "corpus"} else label(value)


def _event(event: Mapping[str, Any]) -> Event:
    return Event(str(event["when"]), label(event["source"]), " ".join(str(event["text"]).split()))


def _factor(factor: Mapping[str, Any] | str) -> Factor:
    if isinstance(factor, str):
        return Factor("Not stated", label(factor), "Not stated", "Not stated")
    named = factor.get("factor") or factor.get("text") or factor["code"]
    answers = {True: "Yes", False: "No", None: "Not stated"}
    level, modifiable = factor.get("level"), factor.get("modifiable")
    return Factor(
        domain=label(factor.get("domain") or "Not stated"),
        factor=label(named),
        level="Not stated" if level is None else label(level),
        modifiable=answers[modifiable] if modifiable in answers else label(modifiable),
    )
