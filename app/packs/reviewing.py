"""Deciding place by place about what the anonymiser did: accepted, extended, given back, replaced, undone."""

from collections.abc import Sequence
from dataclasses import replace

from app.anonymise.gate import Inspector
from app.cases.models import Case
from app.packs import log
from app.packs.desk import Draft
from app.packs.models import Pack
from app.packs.rules import answers, verdicts, wording
from app.packs.rules.narratives import Narrative
from app.packs.rules.verdicts import Given
from app.packs.schemas import AnswerIn, VerdictIn
from app.problems import Fault, Invalid
from app.work import Work


def decide(work: Work, case: Case, pack: Pack, draft: Draft, given: Sequence[VerdictIn]) -> Draft:
    """Return the draft as these verdicts leave it. Each is logged: where, why and for how long are sealed."""
    _check_labels(draft, given)
    told = list(draft.narratives)
    for number, one in enumerate(given):
        pointer = f"/verdicts/{number}"
        decided = _decided(told, one, pointer)
        places = sum(len(new.steps) != len(old.steps) for old, new in zip(told, decided, strict=True))
        account = one.model_dump(mode="json", exclude={"verdict", "replacement"}, exclude_none=True)
        log.write(work, case, pack, one.verdict.value, account | ({"narratives": places} if one.all else {}))
        told = decided
    return replace(draft, narratives=tuple(told))


def tell(work: Work, case: Case, pack: Pack, draft: Draft, given: Sequence[AnswerIn]) -> Draft:
    """Return the draft with coded answers told or left out as decided; the log seals which, and why."""
    decided = answers.decide(draft.answers, [(one.answer, one.tell) for one in given])
    for one in given:
        log.write(work, case, pack, "tell" if one.tell else "leave_out", one.model_dump(exclude={"tell"}))
    return replace(draft, answers=decided)


def _decided(told: list[Narrative], one: VerdictIn, pointer: str) -> list[Narrative]:
    if one.narrative not in {narrative.id for narrative in told}:
        raise Invalid(errors=[Fault(f"{pointer}/narrative", "no-such-narrative", "Name one of this pack.")])
    given = Given(one.verdict, one.start, one.end, one.replacement, one.reason)
    if one.all:
        return verdicts.everywhere(told, one.narrative, given, pointer)
    return [verdicts.decide(each, given, pointer) if each.id == one.narrative else each for each in told]


def _check_labels(draft: Draft, given: Sequence[VerdictIn]) -> None:
    """Return if nothing that a person typed names anybody: the gate looks later, and again."""
    typed = [(number, one.replacement) for number, one in enumerate(given) if one.replacement]
    if not typed:
        return
    looks, names = Inspector(draft.record), wording.names_of(draft.record)
    faults = [
        Fault(f"/verdicts/{number}/replacement", "label", "A label is made of common words that name nobody.")
        for number, label in typed
        if not wording.is_general(label) or wording.is_a_name(label, names) or looks.inspect(label)
    ]
    if faults:
        raise Invalid(errors=faults)
