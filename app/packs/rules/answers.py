"""Coded answers of a pack: which are told, and what a person decides about one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.problems import Fault, Invalid


@dataclass(frozen=True, slots=True)
class Answer:
    """One coded answer in the form's own words, whether it points at a family, and whether it is told."""

    id: str
    source: str
    form: str
    section: str
    question: str
    answer: str
    points: bool
    told: bool

    def said(self) -> dict[str, str]:
        """Return what the pack says of it."""
        return {
            "source": self.source, "form": self.form, "section": self.section,
            "question": self.question, "answer": self.answer,
        }  # fmt: skip


def kept(said: Mapping[str, Any]) -> Answer:
    """Return an answer as it was sealed."""
    return Answer(**said)


def told(answers: Iterable[Answer]) -> list[dict[str, str]]:
    """Return what a pack tells of its answers."""
    return [one.said() for one in answers if one.told]


def decide(answers: Sequence[Answer], decided: Sequence[tuple[str, bool]]) -> tuple[Answer, ...]:
    """Return the answers as these decisions leave them."""
    known = {one.id for one in answers}
    faults = [
        Fault(f"/answers/{number}/answer", "no-such-answer", "Name one of this pack.")
        for number, (name, _) in enumerate(decided)
        if name not in known
    ]
    if faults:
        raise Invalid(errors=faults)
    last = dict(decided)
    return tuple(replace(one, told=last.get(one.id, one.told)) for one in answers)
