"""What the overview of a pack shows: its header, its figures in plain words, its history, what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from pydantic import ValidationError

from app.documents.words import label
from app.packs import history
from app.packs.history import Decided
from app.packs.rules.finished import State
from app.packs.schemas import HeaderIn, PackChange, PackDraft
from app.policy import Permission, grants_of
from app.portal import words
from app.portal.desk.review.text import family
from app.portal.desk.review.views import Account, list_accounts
from app.portal.desk.telling import ASSURED, DONE, HEADER, per
from app.portal.desk.views import STATES, came_in
from app.problems import Fault, Invalid
from app.work import Work

SAID = {
    "prepared": "The pack is prepared. Look at each place that waits; then somebody else approves it.",
    "there": "This case has a pack for this meeting already. To make it anew, withdraw this one first.",
    "looked": "Every place was looked at. Who neither prepared nor changed the pack can approve it now.",
    "approved": "The pack is approved. It can be released to its meeting.",
    "released": "The pack is released. Members who have declared no interest can read it.",
    "withdrawn": "The pack is withdrawn. Nobody reads it any more.",
    "header": "The header of the pack is changed.",
}


@dataclass(frozen=True, slots=True)
class May:
    """What the visitor may do with a pack now, and why they may not approve it."""

    approve: bool
    why_not: str
    release: bool
    withdraw: bool
    anew: bool
    change: bool
    trace: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of the history."""

    who: str
    what: str
    at: str
    where: str
    href: str
    reason: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class View:
    """The overview of a pack."""

    state: str
    colour: str
    people: list[tuple[str, str]]
    header: list[tuple[str, str]]
    asked: list[tuple[str, str, str]]
    fields: Mapping[str, str]
    assured: list[tuple[str, str]]
    measured_on: str
    kinds: list[tuple[str, int]]
    accounts: list[Account]
    done: int
    total: int
    late: str
    lines: list[Line]
    may: May


def overview(work: Work, draft: PackDraft, decided: Sequence[Decided]) -> View:
    """Return all that the overview shows."""
    people = [draft.prepared_by, *draft.edited_by, draft.approved_by, draft.released_by]
    names = history.names(work, [*people, *(one.who for one in decided)])
    accounts = list_accounts(draft)
    total, waiting = sum(one.total for one in accounts), sum(one.waiting for one in accounts)
    return View(
        state=STATES[draft.state][0],
        colour=STATES[draft.state][1],
        people=_people(draft, names),
        header=[(said, str(draft.summary[name])) for name, said in HEADER.items() if name in draft.summary],
        asked=[(words.FIELDS[one.field], one.reason, _chair(one.chair_approved)) for one in draft.header],
        fields=words.FIELDS,
        assured=[
            (f"{per(draft.assurance[name])}", said) for name, said in ASSURED if name in draft.assurance
        ],
        measured_on=str(draft.assurance.get("corpus", "")),
        kinds=_kinds(draft),
        accounts=accounts,
        done=total - waiting,
        total=total,
        late=came_in(draft.outdated_by),
        lines=_gathered(_line(draft, one, names) for one in decided),
        may=may(work, draft),
    )


def may(work: Work, draft: PackDraft) -> May:
    """Return what the visitor may do now. The service asks again."""
    granted = grants_of(work.actor.roles)
    why_not = _why_not(work, draft)
    is_draft = draft.state is State.DRAFT
    can_release = Permission.PACK_RELEASE in granted and work.actor.id != draft.prepared_by
    return May(
        approve=is_draft and Permission.PACK_APPROVE in granted and not why_not,
        why_not=why_not if is_draft else "",
        release=draft.state is State.APPROVED and can_release,
        withdraw=draft.state is not State.WITHDRAWN,
        anew=draft.state is not State.RELEASED and Permission.PACK_PREPARE in granted,
        change=draft.state in {State.DRAFT, State.APPROVED},
        trace=bool(draft.released_by) and Permission.PACK_TRACE in granted,
    )


def _why_not(work: Work, draft: PackDraft) -> str:
    if Permission.PACK_APPROVE not in grants_of(work.actor.roles):
        return "The designated doctor or the manager approves it."
    if work.actor.id == draft.prepared_by:
        return "You prepared this pack, so another person approves it."
    if work.actor.id in draft.edited_by:
        return "You changed this pack, so another person approves it."
    if draft.counts.for_review:
        return "It can be approved when every place was looked at."
    return "Prepare it anew first: something came in since." if draft.outdated else ""


def asked(field: str, include: str, reason: str) -> PackChange:
    """Return what a form asks of the header."""
    said = {"field": field, "include": include == "yes", "reason": reason.strip()}
    try:
        return PackChange(header=(HeaderIn.model_validate(said),))
    except ValidationError:
        fault = Fault("/header", "missing", "Select a field of the header, and give the reason")
        raise Invalid(errors=[fault]) from None


def _people(draft: PackDraft, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    lines: list[tuple[str, Sequence[UUID | None]]] = [
        ("Prepared by", [draft.prepared_by]),
        ("Changed by", draft.edited_by),
        ("Approved by", [draft.approved_by]),
        ("Released by", [draft.released_by]),
    ]
    said = [(what, ", ".join(names.get(one, "somebody") for one in who if one)) for what, who in lines]
    return [(what, who) for what, who in said if who]


def _chair(approved: bool | None) -> str:
    if approved is None:
        return "no ruling of the chair is needed"
    return "the chair approves it" if approved else "the chair has not approved it"


def _kinds(draft: PackDraft) -> list[tuple[str, int]]:
    found = [(label(family(kind)[1]), number) for kind, number in draft.counts.changes.items()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _gathered(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with those that say the same one after the other told once."""
    told: list[Line] = []
    for line in lines:
        last = told[-1] if told else None
        if last and (last.who, last.what, last.where, last.reason) == (
            line.who,
            line.what,
            line.where,
            line.reason,
        ):
            told[-1] = replace(last, times=last.times + 1, href="")
        else:
            told.append(line)
    return told


def _line(draft: PackDraft, one: Decided, names: Mapping[UUID, str]) -> Line:
    said = one.said
    numbers = {told.id: number for number, told in enumerate(draft.narratives, 1)}
    narrative = said.get("narrative", "")
    where = f"account {numbers[narrative]}" if narrative in numbers else ""
    at = f"{said['start']}-{said['end']}" if where else ""
    return Line(
        who=names.get(one.who, "somebody"),
        what=DONE.get(one.verdict, one.verdict) + (", everywhere" if said.get("all") else ""),
        at=f"{words.day(one.at)}, {words.time(one.at)}",
        where=where or words.FIELDS.get(said.get("field", ""), ""),
        href=f"/packs/{draft.id}/review?n={narrative}&at={at}#look" if where else "",
        reason=said.get("reason", ""),
    )
