"""Header fields that need a reason: county, quarter, ethnic group; and the chair's word on two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, false, select

from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.catalogue import rules as catalogue
from app.db.locking import lock
from app.facts import vault as facts_vault
from app.meetings import chairing
from app.meetings import service as meetings
from app.meetings.models import Item
from app.packs import log
from app.packs.desk import Draft
from app.packs.models import Pack, PackVerdict
from app.packs.rules import head
from app.packs.rules.finished import State
from app.packs.rules.head import CHAIRS, INCLUDED, LEFT_OUT, SAID
from app.packs.schemas import HeaderApprovalIn, HeaderApproved, HeaderIn, HeaderOut
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid
from app.work import Work

ETHNICITY, LOOKED_BACK = "ethnicity", timedelta(days=3 * 365.25)


class Asked(NamedTuple):
    """A field that the chair is asked for, why, and the chair's word since; never what it would say."""

    pseudonym: str
    field: str
    reason: str
    approved: bool | None


def ask(work: Work, case: Case, pack: Pack, draft: Draft, asked: Sequence[HeaderIn]) -> Draft:
    """Return the draft with these fields said or no longer said; each with its reason, sealed."""
    header, summary = dict(draft.header), draft.head["summary"]
    for number, one in enumerate(asked):
        value = _value(work, case, one.field, f"/header/{number}") if one.include else None
        summary = head.with_field(summary, one.field, value)
        header.pop(one.field, None)
        if one.include:
            header[one.field] = {"reason": one.reason, "by": str(work.actor.id)}
        verdict = INCLUDED if one.include else LEFT_OUT
        log.write(work, case, pack, verdict, {"field": one.field, "reason": one.reason})
    return replace(draft, head={**draft.head, "summary": summary}, header=header)


def _value(work: Work, case: Case, field: str, pointer: str) -> str:
    facts = facts_vault.open_case(work, Permission.PACK_CHECK, case.id, case.panel_id)
    value = head.asked_for(field, facts)
    if value is None:
        raise Invalid(errors=[Fault(pointer, "not-known", "This is not known of the child.")])
    if field == ETHNICITY and is_alone(work, case, Permission.PACK_CHECK):
        raise Invalid(errors=[_too_rare(pointer)])
    return value


def _too_rare(pointer: str) -> Fault:
    return Fault(pointer, "too-rare", "Too few children of the panel share it to say it.")


def is_alone(work: Work, case: Case, permission: Permission) -> bool:
    """Return whether no other child of the panel's last three years has this child's ethnic group."""
    since = (work.now - LOOKED_BACK).date().isoformat()
    counted = facts_vault.open_panel(work, permission, case.panel_id)
    group = {one.case_id: catalogue.ethnic_group(one.facts.ethnicity or "") for one in counted}
    return not any(
        one.case_id != case.id
        and (one.facts.died_on or "") >= since
        and group[one.case_id] == group.get(case.id)
        for one in counted
    )


def list_asked(work: Work, meeting_id: UUID) -> list[Asked]:
    """Return what the chair, who has declared no conflict, is asked for packs that are not released yet."""
    items = chairing.list_items(work, meeting_id)
    trail.record(work, trail.Event.MEETING_READ, fields=["header"])
    return [
        Asked(item.pseudonym, field, reason, approved)
        for item in items
        for field, (reason, approved) in _asked(work, item).items()
    ]


def _asked(work: Work, item: Item) -> dict[str, tuple[str, bool | None]]:
    pack = _live(work, item)
    if pack is None or pack.state == State.RELEASED:
        return {}
    own = PackVerdict.verdict.in_((INCLUDED, LEFT_OUT)) & (PackVerdict.pack_id == pack.id)
    case = cases.case_behind(work, item.case_id)
    return head.asked_of_chair(_log(work, case, pack, own, Permission.MEETING_RULE))


def _live(work: Work, item: Item) -> Pack | None:
    live = select(Pack).where(Pack.item_id == item.id, Pack.state != State.WITHDRAWN)
    return work.session.scalars(live).one_or_none()


def say(work: Work, meeting_id: UUID, pseudonym: str, form: HeaderApprovalIn) -> HeaderApproved:
    """Record what the chair, who has declared no conflict, says of a field. No byte of a pack changes."""
    item = meetings.item_for_office(work, meeting_id, pseudonym, Permission.MEETING_RULE)
    pack, case = _live(work, item), cases.case_behind(work, item.case_id)
    if pack is not None:
        lock(work.session, case)
        lock(work.session, pack)
    if pack is None or pack.state == State.WITHDRAWN:
        raise Conflict("No pack is being made for this item.")
    if pack.state == State.RELEASED and not form.approve:
        raise Conflict("The pack is released: have it withdrawn.")
    said = {"field": form.field, "approve": form.approve, "reason": form.reason, "by": str(work.actor.id)}
    log.write(work, case, pack, SAID, said)
    work.session.flush()
    trail.record(work, trail.Event.PACK_CHANGED, case.key_id, fields=[f"header.{form.field}"])
    return HeaderApproved(field=form.field, approved=form.approve)


def shown(work: Work, case: Case, pack: Pack, draft: Draft, permission: Permission) -> list[HeaderOut]:
    """Return the fields that were asked for, and what the chair said of them last."""
    said = _said(work, case, pack, permission) if draft.header else {}
    return [
        HeaderOut(
            field=field,
            reason=draft.header[field]["reason"],
            chair_approved=said.get(field, False) if field in CHAIRS else None,
        )
        for field in (*CHAIRS, ETHNICITY)
        if field in draft.header
    ]


def _said(work: Work, case: Case, pack: Pack, permission: Permission) -> dict[str, bool]:
    """Return the chair's last word on each field: it holds for every version for this meeting."""
    return {one["field"]: one["approve"] for _, one in _log(work, case, pack, false(), permission)}


def _log(
    work: Work, case: Case, pack: Pack, also: ColumnElement[bool], permission: Permission
) -> list[tuple[str, dict[str, Any]]]:
    """Return what the chair has said of every version for this meeting, and this too, in its order."""
    versions = select(Pack.id).filter_by(item_id=pack.item_id)
    said = PackVerdict.pack_id.in_(versions) & (PackVerdict.verdict == SAID)
    told = [(row.verdict, account) for row, account in log.read(work, case, said | also, permission)]
    return sorted(told, key=lambda one: str(one[1]["at"]))


def refuse(work: Work, case: Case, pack: Pack, draft: Draft, permission: Permission) -> None:
    """Return if every field of the header may be said, else say which may not."""
    lacking = [one.field for one in shown(work, case, pack, draft, permission) if one.chair_approved is False]
    faults = [Fault(f"/header/{field}", "chair", "The chair has not approved this.") for field in lacking]
    if ETHNICITY in draft.header and is_alone(work, case, permission):
        faults.append(_too_rare("/header/ethnicity"))
    if faults:
        raise Conflict("The header says more than it may.", errors=faults)
