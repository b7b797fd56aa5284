"""Deciding about a pack: approved by a second person, released to its meeting, withdrawn."""

from typing import Any
from uuid import UUID

from app.anonymise.versions import rules_version
from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone
from app.facts import service as facts
from app.meetings import arranging
from app.meetings import service as meetings
from app.meetings.rules.course import Kind
from app.meetings.rules.course import State as MeetingState
from app.packs import desk, heading, lateness, log, looking
from app.packs.desk import Draft
from app.packs.models import Pack
from app.packs.rules import finished, head
from app.packs.rules.finished import State
from app.packs.schemas import PackLine
from app.policy import Permission, require_another
from app.problems import Conflict, Fault, StageConflict
from app.work import Work

APPROVE, RELEASE, CHECK = Permission.PACK_APPROVE, Permission.PACK_RELEASE, Permission.PACK_CHECK
AT_PANEL = {Stage.PANEL_READY, Stage.PACK_PREPARED, Stage.PANEL_SCHEDULED, Stage.PANEL_REVIEWED}
BROUGHT = {Stage.PACK_PREPARED, Stage.PANEL_SCHEDULED}


def approve(work: Work, pack_id: UUID, sha256: str) -> PackLine:
    """Approve exactly these bytes, as somebody who neither prepared nor changed them."""
    pack, case = desk.locked(work, pack_id, APPROVE)
    for somebody in (pack.prepared_by, *pack.edited_by):
        require_another(work.actor, somebody, "approve this pack")
    _must_be(pack, State.DRAFT, "Only a draft is approved.")
    draft = desk.open_draft(work, case, pack, APPROVE)
    if sha256 != pack.sha256 or sha256 != finished.digest(draft.pack):
        raise Conflict("These are not the bytes that would be approved: read the pack again.")
    _all_cleared(draft)
    lateness.refuse(work, case, pack, APPROVE)
    heading.refuse(work, case, pack, draft, APPROVE)
    role = finished.role_among(work.actor.roles_at(case.panel_id), finished.APPROVING)
    made = finished.approved(draft.pack, role)
    looking.pass_or_block(work, case, draft, made, APPROVE, copies=False)
    desk.write_finished(work, case, pack, made)
    pack.state, pack.approved_by = State.APPROVED.value, work.actor.id
    work.session.flush()
    if _is_for_panel(work, pack):
        cases.mark(work, case, Milestone.PACK_APPROVED, APPROVE)
        cases.follow(work, case, Stage.PACK_PREPARED, APPROVE, "The pack was approved.")
        facts.state(work, case, {}, APPROVE)
    trail.record(work, trail.Event.PACK_APPROVED, case.key_id, rule=f"rules:{pack.rules_version}")
    return desk.line(work, pack)


def release(work: Work, pack_id: UUID, although_outdated: str | None = None) -> PackLine:
    """Release an approved pack to its meeting, after a last look at every rendering.

    When something came in since it was prepared, this needs a reason.
    """
    pack, case = desk.locked(work, pack_id, RELEASE)
    require_another(work.actor, pack.prepared_by, "release this pack")
    _must_be(pack, State.APPROVED, "Only an approved pack is released, and only once.")
    draft = desk.open_draft(work, case, pack, RELEASE)
    made = desk.open_finished(work, case, pack, RELEASE)
    if finished.digest(made) != pack.sha256 or finished.digest(draft.pack) != pack.sha256:
        raise Conflict("The pack is not what was approved: have it approved anew.")
    _measured(pack, made)
    heading.refuse(work, case, pack, draft, RELEASE)
    _in_time(work, case, pack, although_outdated)
    meeting = desk.meeting_of(work, pack)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict("The meeting is closed.")
    if _is_for_panel(work, pack) and Stage(case.stage) not in AT_PANEL:
        raise StageConflict(f"A case at {case.stage} is not before the panel.")
    looking.pass_or_block(work, case, draft, made, RELEASE, copies=True)
    times = arranging.line(work, meeting)
    expires_at = finished.expiry(work.now, times.ends_at or times.starts_at)
    desk.write_finished(work, case, pack, finished.released(made, work.now, expires_at))
    pack.state, pack.released_by = State.RELEASED.value, work.actor.id
    work.session.flush()
    if _is_for_panel(work, pack):
        _bring_to_panel(work, case)
    trail.record(work, trail.Event.PACK_RELEASED, case.key_id, rule=f"rules:{pack.rules_version}")
    return desk.line(work, pack)


def withdraw(work: Work, pack_id: UUID, reason: str) -> PackLine:
    """Withdraw a pack: from this moment nobody reads it."""
    pack, case = desk.locked(work, pack_id, CHECK)
    if State(pack.state) is State.WITHDRAWN:
        raise Conflict("This pack is withdrawn.")
    take_back(work, case, pack, reason)
    return desk.line(work, pack)


def take_back(work: Work, case: Case, pack: Pack, reason: str) -> None:
    """Withdraw a version, and bring the case back to where it was without it."""
    if State(pack.state) is not State.DRAFT:
        step_back(work, case, pack, reason)
    pack.state, pack.finished = State.WITHDRAWN.value, None
    log.write(work, case, pack, "withdraw", {"reason": reason})
    work.session.flush()
    trail.record(work, trail.Event.PACK_WITHDRAWN, case.key_id)


def step_back(work: Work, case: Case, pack: Pack, reason: str) -> None:
    """Undo what an approval or a release has brought a case to; its place on the agenda stays."""
    if not _is_for_panel(work, pack):
        return
    undone = (Milestone.PACK_APPROVED, Milestone.PACK_RELEASED)
    cases.change_timeline(work, case, lambda timeline: timeline.undo(*undone))
    if Stage(case.stage) in BROUGHT:
        cases.move(work, case, Stage.PANEL_READY, reason)
        meetings.item_of_case(work, case, pack.meeting_id)
        facts.state(work, case, {})


def _in_time(work: Work, case: Case, pack: Pack, although: str | None) -> None:
    if although is None:
        lateness.refuse(work, case, pack, RELEASE)
    else:
        log.write(work, case, pack, "release.although_outdated", {"reason": although})


def _must_be(pack: Pack, state: State, message: str) -> None:
    if State(pack.state) is not state:
        raise Conflict(message)


def _all_cleared(draft: Draft) -> None:
    waiting = [
        Fault(f"/narratives/{one.id}", "for-review", f"{one.waiting} places wait for a person.")
        for one in draft.narratives
        if one.waiting
    ]
    if waiting:
        raise Conflict("Look first at every place that is for review.", errors=waiting)


def _measured(pack: Pack, made: dict[str, Any]) -> None:
    """Return if the figures on the pack are those of the rules in force: no figure, no release."""
    if not head.is_measured(made["assurance"]):
        raise Conflict(
            "Nobody has measured the rules that made this pack. Measure them and prepare it again."
        )
    if pack.rules_version != rules_version():
        raise Conflict("The rules have changed since this pack was made: prepare it again.")


def _is_for_panel(work: Work, pack: Pack) -> bool:
    return desk.meeting_of(work, pack).kind == Kind.PANEL


def _bring_to_panel(work: Work, case: Case) -> None:
    cases.mark(work, case, Milestone.PACK_RELEASED, RELEASE)
    for stage in (Stage.PACK_PREPARED, Stage.PANEL_SCHEDULED):
        cases.follow(work, case, stage, RELEASE, "The pack was released to the meeting.")
    facts.state(work, case, {}, RELEASE)
