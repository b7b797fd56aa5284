"""Header fields that need a reason: county, quarter, ethnic group; and the chair's word on two."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.catalogue import rules as catalogue
from app.facts import vault as facts_vault
from app.meetings import service as meetings
from app.packs import desk
from app.packs.desk import Draft
from app.packs.models import Pack, PackVerdict
from app.packs.rules import head
from app.packs.rules.finished import State
from app.packs.schemas import HeaderApprovalIn, HeaderApproved, HeaderIn, HeaderOut
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid
from app.work import Work

CHAIRS = ("county", "quarter")
SAID = "header.chair"
ETHNICITY, LOOKED_BACK = "ethnicity", timedelta(days=3 * 365.25)


def ask(work: Work, case: Case, pack: Pack, draft: Draft, asked: Sequence[HeaderIn]) -> Draft:
    """Return the draft with these fields said or no longer said; each with its reason, sealed."""
    header, summary = dict(draft.header), draft.head["summary"]
    for number, one in enumerate(asked):
        value = _value(work, case, one.field, f"/header/{number}") if one.include else None
        summary = head.with_field(summary, one.field, value)
        header.pop(one.field, None)
        if one.include:
            header[one.field] = {"reason": one.reason, "by": str(work.actor.id)}
        verdict = "header.include" if one.include else "header.leave_out"
        desk.log(work, case, pack, verdict, {"field": one.field, "reason": one.reason})
    return replace(draft, head={**draft.head, "summary": summary}, header=header)


def _value(work: Work, case: Case, field: str, pointer: str) -> str:
    facts = facts_vault.open_case(work, Permission.PACK_CHECK, case.id, case.panel_id)
    value = head.asked_for(field, facts)
    if value is None:
        raise Invalid(errors=[Fault(pointer, "not-known", "This is not known of the child.")])
    if field == ETHNICITY and is_alone(work, case, Permission.PACK_CHECK):
        raise Invalid(
            errors=[Fault(pointer, "too-rare", "Too few children of the panel share it to say it.")]
        )
    return value


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


def say(work: Work, meeting_id: UUID, pseudonym: str, form: HeaderApprovalIn) -> HeaderApproved:
    """Record what the chair, who has declared no conflict, says of a field. No byte of a pack changes."""
    item = meetings.item_for_office(work, meeting_id, pseudonym, Permission.MEETING_RULE)
    live = select(Pack).where(Pack.item_id == item.id, Pack.state != State.WITHDRAWN)
    pack = work.session.scalars(live).one_or_none()
    if pack is None:
        raise Conflict("No pack is being made for this item.")
    if pack.state == State.RELEASED and not form.approve:
        raise Conflict("The pack is released: have it withdrawn.")
    case = cases.case_behind(work, item.case_id)
    said = {"field": form.field, "approve": form.approve, "reason": form.reason, "by": str(work.actor.id)}
    desk.log(work, case, pack, SAID, said)
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
    versions = select(Pack.id).filter_by(item_id=pack.item_id)
    rows = work.session.scalars(
        select(PackVerdict).where(PackVerdict.pack_id.in_(versions), PackVerdict.verdict == SAID)
    ).all()
    cells = [vault.Cell(desk.LOG, row.id, "account", row.account) for row in rows]
    opened = vault.disclose_all(work, permission, case.subject, cells) if cells else []
    return {one["field"]: one["approve"] for one in sorted(opened, key=lambda one: one["at"])}


def refuse(work: Work, case: Case, pack: Pack, draft: Draft, permission: Permission) -> None:
    """Return if every field of the header may be said, else say which may not."""
    lacking = [one.field for one in shown(work, case, pack, draft, permission) if one.chair_approved is False]
    faults = [Fault(f"/header/{field}", "chair", "The chair has not approved this.") for field in lacking]
    if ETHNICITY in draft.header and is_alone(work, case, permission):
        faults.append(
            Fault("/header/ethnicity", "too-rare", "Too few children of the panel share it to say it.")
        )
    if faults:
        raise Conflict("The header says more than it may.", errors=faults)
