"""Declaring an interest before reading, and the chair's ruling on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.vault import Cell
from app.db.locking import lock
from app.facts import vault as facts_vault
from app.meetings import found
from app.meetings.models import Declaration, Item, Meeting
from app.meetings.rules import standing as standings
from app.meetings.rules.course import State
from app.meetings.rules.standing import Interest, Ruling, Standing
from app.meetings.rules.words import prompt
from app.meetings.schemas import DeclarationIn, DeclarationOut, EarlierInterest, RulingIn
from app.policy import Permission, panels_where, require, require_another
from app.problems import Conflict, NotFound
from app.work import Work

TABLE = "meeting_declaration"


def list_declarations(work: Work, meeting_id: UUID) -> list[DeclarationOut]:
    """Return what the actor has declared or has to; for a chair also what waits for a ruling.

    The office sees every declaration.
    """
    meeting = found.meeting(work, meeting_id)
    trail.record(work, trail.Event.MEETING_READ, fields=["declarations"])
    listed = []
    for item in found.items(work, meeting):
        declared = found.declarations(work, item)
        mine = found.stands(work, item, work.actor.id, declared.get(work.actor.id))
        if _declares(work, meeting) and standings.may_declare(mine):
            listed.append(show(work, meeting, item, work.actor.id, declared.get(work.actor.id)))
        others = [kept for person, kept in declared.items() if person != work.actor.id]
        listed += [
            show(work, meeting, item, kept.person_id, kept)
            for kept in others
            if found.is_office(work, meeting.panel_id) or (rules_on(work, meeting, mine) and kept.conflict)
        ]
    return listed


def read_own(work: Work, meeting_id: UUID, pseudonym: str) -> DeclarationOut:
    """Return what the actor has declared on one item, or has to: the prompt of no other item is opened."""
    meeting = found.meeting(work, meeting_id)
    item = found.item(work, meeting, pseudonym)
    made = found.declarations(work, item).get(work.actor.id)
    if not (
        _declares(work, meeting) and standings.may_declare(found.stands(work, item, work.actor.id, made))
    ):
        raise NotFound
    trail.record(work, trail.Event.MEETING_READ, fields=["declaration"])
    return show(work, meeting, item, work.actor.id, made)


def declare(work: Work, meeting_id: UUID, form: DeclarationIn) -> DeclarationOut:
    """Declare an interest, or none. A later declaration supersedes an earlier one, and bites at once.

    Only the chair lifts what an earlier one has brought about: none after an interest is kept, and waits.
    """
    meeting = found.meeting(work, meeting_id)
    require(work.actor, Permission.MEETING_DECLARE, meeting.panel_id)
    if found.seat(work, meeting, work.actor.id) is None or meeting.state == State.CLOSED:
        raise NotFound
    item = found.item(work, meeting, form.pseudonym)
    lock(work.session, item)
    before = found.declarations(work, item).get(work.actor.id)
    if not standings.may_declare(found.stands(work, item, work.actor.id, before)):
        raise NotFound
    if before is not None:
        before.superseded = True
        work.session.flush()
    made = _new(work, item, form, before)
    return show(work, meeting, item, work.actor.id, made)


def _new(work: Work, item: Item, form: DeclarationIn, before: Declaration | None) -> Declaration:
    case, made_id = cases.case_behind(work, item.case_id), uuid4()
    holds = standings.following(found.said(before), form.interest)
    account = {
        "interest": form.interest.value,
        "note": form.note,
        "at": work.now.isoformat(),
        "reason": None,
    }
    made = Declaration(
        id=made_id,
        item_id=item.id,
        person_id=work.actor.id,
        conflict=holds.conflict,
        superseded=False,
        ruling=holds.ruling,
        ruled_by=before.ruled_by if before and holds.ruling else None,
        account=vault.seal(work, case.subject, TABLE, made_id, {"account": account})["account"],
    )
    work.session.add(made)
    work.session.flush()
    trail.record(work, trail.Event.DECLARATION_MADE, case.key_id)
    return made


def rule(work: Work, meeting_id: UUID, declaration_id: UUID, form: RulingIn) -> DeclarationOut:
    """Rule on somebody's declaration: stay, observe or recuse. Nobody rules on their own."""
    meeting = found.meeting(work, meeting_id)
    require(work.actor, Permission.MEETING_RULE, meeting.panel_id)
    declared, item = _to_rule_on(work, meeting, declaration_id)
    require_another(work.actor, declared.person_id, "rule on this declaration")
    if declared.superseded:
        raise Conflict("There is a later declaration: rule on that one.")
    case = cases.case_behind(work, item.case_id)
    cell = Cell(TABLE, declared.id, "account", declared.account)
    _, declared.account = vault.revise(
        work, Permission.MEETING_RULE, case.subject, cell, lambda kept: kept | {"reason": form.reason}
    )
    declared.ruling, declared.ruled_by = form.ruling.value, work.actor.id
    work.session.flush()
    trail.record(work, trail.Event.DECLARATION_RULED, case.key_id, fields=[form.ruling.value])
    return show(work, meeting, item, declared.person_id, declared)


def _to_rule_on(work: Work, meeting: Meeting, declaration_id: UUID) -> tuple[Declaration, Item]:
    declared = work.session.get(Declaration, declaration_id)
    item = work.session.get_one(Item, declared.item_id) if declared else None
    if declared is None or item is None or item.meeting_id != meeting.id or meeting.state == State.CLOSED:
        raise NotFound
    own = declared.person_id == work.actor.id
    if not own and not standings.is_listed(found.standing_of(work, item, work.actor.id)):
        raise NotFound
    return declared, item


def _declares(work: Work, meeting: Meeting) -> bool:
    may = meeting.panel_id in panels_where(work.actor, Permission.MEETING_DECLARE)
    return may and meeting.state != State.CLOSED and found.seat(work, meeting, work.actor.id) is not None


def rules_on(work: Work, meeting: Meeting, mine: Standing) -> bool:
    """Return whether the actor rules on what others have declared on an item where they stand like this."""
    may = meeting.panel_id in panels_where(work.actor, Permission.MEETING_RULE)
    return may and meeting.state != State.CLOSED and standings.is_listed(mine)


def show(
    work: Work, meeting: Meeting, item: Item, person_id: UUID, declared: Declaration | None
) -> DeclarationOut:
    """Return a declaration as whoever declares, rules or arranges sees it."""
    case = cases.case_behind(work, item.case_id)
    account = _open(work, case, [declared])[0] if declared else {}
    prompts = meeting.panel_id in panels_where(work.actor, Permission.MEETING_DECLARE)
    interest = account.get("interest")
    return DeclarationOut(
        id=declared.id if declared else None,
        pseudonym=item.pseudonym,
        person_id=person_id,
        status=standings.said_to_reader(found.stands(work, item, person_id, declared)),
        prompt=_prompt(work, case) if prompts else None,
        interest=Interest(interest) if interest else None,
        note=account.get("note"),
        earlier=_earlier(work, case, declared) if declared and declared.conflict else [],
        ruling=Ruling(declared.ruling) if declared and declared.ruling else None,
    )


def _open(work: Work, case: Case, declared: Iterable[Declaration]) -> list[dict[str, Any]]:
    cells = [Cell(TABLE, one.id, "account", one.account) for one in declared]
    return vault.disclose_all(work, Permission.MEETING_READ, case.subject, cells) if cells else []


def _earlier(work: Work, case: Case, declared: Declaration) -> list[EarlierInterest]:
    """Return the interests of earlier declarations, so that the chair knows what a later one leaves out."""
    wanted = select(Declaration).filter_by(
        item_id=declared.item_id, person_id=declared.person_id, superseded=True, conflict=True
    )
    accounts = _open(work, case, work.session.scalars(wanted).all())
    return [
        EarlierInterest(interest=Interest(one["interest"]), note=one["note"])
        for one in sorted(accounts, key=lambda one: datetime.fromisoformat(one["at"]))
        if one["interest"] != Interest.NONE
    ]


def _prompt(work: Work, case: Case) -> str:
    known = facts_vault.open_case(work, Permission.MEETING_DECLARE, case.id, case.panel_id)
    return prompt(known.died_on, known.place)
