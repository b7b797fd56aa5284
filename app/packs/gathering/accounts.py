"""What was told beside the forms: certification, Joint Agency Response, other reviews, minutes, analysis."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.analysis.schemas import Content
from app.catalogue import rules as catalogue
from app.packs.rules import head

CDRM, JAR = "child death review meeting", "joint agency response"
MEETINGS = {"cdrm": CDRM, "jar": JAR}


class Account(NamedTuple):
    """What one source told, under which form and section."""

    source: str
    form: str
    section: str
    words: str


def of_record(kind: str, said: Mapping[str, Any]) -> Iterator[Account]:
    """Yield what a record of a case tells a panel; holds, transfers and the family's page tell it nothing."""
    for section, words in OF_RECORD[kind](said) if kind in OF_RECORD else ():
        if words:
            yield Account(SOURCES[kind], "", section, words)


def _certified(said: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    cause, coroner, inquest = (said.get(name) or {} for name in ("registered_cause", "coroner", "inquest"))
    lines = (cause.get("lines") or {}).items()
    yield "registered cause", "\n".join(f"{_line(name)}: {words}" for name, words in lines if words)
    yield "why no cause is registered", cause.get("unobtainable")
    yield "coroner", coroner.get("reason")
    yield "inquest", inquest.get("conclusion")


def _line(name: str) -> str:
    return name.removeprefix("line_")


def _responded(said: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    yield "decisions", said.get("decisions")
    yield "reason", said.get("reason")


def _reviewed(said: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    label = catalogue.labels("parallel_review").get(said["code"], said["code"])
    yield label, said.get("report")
    yield f"{label}: why nobody was told", said.get("not_notified_reason")


def of_analysis(content: Content | None) -> Iterator[Account]:
    """Yield what the draft analysis form tells: what its factors are called is on the form already."""
    if content is None:
        return
    told = {
        "cause as understood": content.cause.as_understood if content.cause else "",
        "summary": content.summary,
        "issues": "\n".join(content.learning.issues),
        "learning points": "\n".join(content.learning.points),
        "good practice": "\n".join(content.learning.good_practice),
        "follow-up of the family": content.family_follow_up,
        "quality of the process": content.process_notes,
    }
    for section, words in told.items():
        if words:
            yield Account(CDRM, "analysis", section, words)
    for factor in content.factors:
        if factor.narrative:
            yield Account(CDRM, "analysis", head.factor_name(factor), factor.narrative)


OF_RECORD = {"certification": _certified, "jar": _responded, "review": _reviewed}
SOURCES = {"certification": "certification", "jar": JAR, "review": "other review"}
