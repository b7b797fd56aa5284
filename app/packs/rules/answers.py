"""Coded answers of a pack: which are told, and what a person decides about one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.problems import Fault, Invalid

_NUMBERED = re.compile(r" \([0-9]+ of [0-9]+\)\Z")


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


def left_out(answers: Iterable[Answer], before: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return the answers without those that a person had left out of the version before."""
    out = {_asked(one) for one in before if not (one.told or one.points)}
    return tuple(replace(one, told=one.told and _asked(one) not in out) for one in answers)


def _asked(one: Answer) -> tuple[str, str, str, str]:
    """Return which question an answer is to, whichever agency of a kind gave it."""
    return one.source, one.form, unnumbered(one.section), one.question


def unnumbered(section: str) -> str:
    """Return a section as its form names it, without which of several agencies of a kind answered."""
    return _NUMBERED.sub("", section)


def decide(answers: Sequence[Answer], decided: Sequence[tuple[str, bool]]) -> tuple[Answer, ...]:
    """Return the answers as these decisions leave them."""
    known = {one.id: one.told for one in answers}
    faults = [
        Fault(f"/answers/{number}/answer", "no-such-answer", "Name one of this pack.")
        if name not in known
        else Fault(f"/answers/{number}/tell", "unchanged", "It is so already.")
        for number, (name, tell) in enumerate(decided)
        if known.get(name) in {None, tell}
    ]
    if faults:
        raise Invalid(errors=faults)
    last = dict(decided)
    return tuple(replace(one, told=last.get(one.id, one.told)) for one in answers)
