"""Use cases of the case: open it, find it, read it, move it, and remember what happened."""

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import select

from app.audit import trail
from app.cases import vault
from app.cases.models import Case, Move, Subject
from app.cases.rules import clocks as clock_rules
from app.cases.rules import stages
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import Milestone, Timeline
from app.cases.schemas import Identity
from app.cases.scope import visible_cases
from app.db.base import iso_week
from app.db.locking import lock
from app.policy import Permission, require, require_another
from app.problems import NotFound
from app.work import Work

MANAGED = {Stage.REOPENED, Stage.WITHDRAWN}


def open_case(work: Work, subject: Subject, identity: Identity, timeline: Timeline) -> Case:
    """Open the case of a child's death under the key that its notification was given."""
    require(work.actor, Permission.INBOX_TRIAGE, subject.panel_id)
    timeline = timeline.reach(Milestone.ACCEPTED, work.now)
    case = Case(
        id=subject.id,
        panel_id=subject.panel_id,
        key_id=subject.key_id,
        stage=Stage.OPEN.value,
        legal_hold=False,
        opened_by=work.actor.id,
        opened_week=iso_week(work.now),
        bucket=_bucket(work, identity),
        index_version=vault.index_version(work),
    )
    _keep_timeline(work, case, timeline)
    sealed = vault.seal(work, subject, "cdr_case", case.id, {"identity": identity.model_dump(mode="json")})
    case.identity = sealed["identity"]
    work.session.add(case)
    work.session.flush()
    _note_move(work, case, 1, "Accepted from a notification.")
    trail.record(work, trail.Event.CASE_OPENED, case.key_id)
    return case


def get_case(work: Work, case_id: UUID, permission: Permission = Permission.CASE_READ) -> Case:
    """Return a case that the actor may know of and do this with; unknown and hidden look alike."""
    case = work.session.scalars(visible_cases(work.actor).where(Case.id == case_id)).one_or_none()
    if case is None:
        raise NotFound
    require(work.actor, permission, case.panel_id)
    return case


def case_behind(work: Work, case_id: UUID) -> Case:
    """Return the case behind a request, an item or a pack whose reader was admitted by that relation.

    The reader learns nothing of the case: what they may open is asked again at the vault's door.
    """
    return work.session.scalars(select(Case).where(Case.id == case_id)).one()


def move(work: Work, case: Case, to: Stage, reason: str) -> Case:
    """Move a case to a stage when its guards are met. Asking for the stage it is at changes nothing."""
    if to is Stage(case.stage):
        return case
    if to in MANAGED:
        require(work.actor, Permission.CASE_WITHDRAW, case.panel_id)
        require_another(work.actor, case.opened_by, f"move a case to {to}")
    _advance(work, case, to, reason, Permission.CASE_CHANGE)
    return case


def follow(work: Work, case: Case, to: Stage, permission: Permission, reason: str) -> None:
    """Move a case to where an act has brought it, if it can go there now; else leave it where it is."""
    if to in stages.FOLLOWS[Stage(case.stage)] and not stages.unmet(to, timeline_of(work, case, permission)):
        _advance(work, case, to, reason, permission)


def _advance(work: Work, case: Case, to: Stage, reason: str, permission: Permission) -> None:
    current = Stage(case.stage)

    def turn(timeline: Timeline) -> Timeline:
        stages.advance(current, to, timeline)
        return stages.turned_back(current, to, timeline)

    change_timeline(work, case, turn, permission)
    case.stage = to.value
    if to in stages.ENDED:
        case.due_week = case.due_clock = None
    work.session.flush()
    note(work, case, reason)
    trail.record(work, trail.Event.CASE_MOVED, case.key_id, fields=[to.value])


def timeline_of(work: Work, case: Case, permission: Permission = Permission.CASE_READ) -> Timeline:
    """Open the timeline of a case."""
    opened = vault.disclose(work, permission, case.subject, "cdr_case", case.id, {"timeline": case.timeline})
    return Timeline.from_json(opened["timeline"])


def identity_of(work: Work, case: Case, permission: Permission = Permission.CASE_READ) -> Identity:
    """Open who the child was."""
    opened = vault.disclose(work, permission, case.subject, "cdr_case", case.id, {"identity": case.identity})
    return Identity.model_validate(opened["identity"])


def change_timeline(
    work: Work,
    case: Case,
    change: Callable[[Timeline], Timeline],
    permission: Permission = Permission.CASE_CHANGE,
) -> Timeline:
    """Change what is remembered of a case, and reckon anew what is due next and who is waited for."""
    lock(work.session, case)
    timeline = change(timeline_of(work, case, permission))
    _keep_timeline(work, case, timeline)
    return timeline


def mark(
    work: Work, case: Case, milestone: Milestone, permission: Permission = Permission.CASE_CHANGE
) -> Timeline:
    """Remember that a milestone was reached now."""
    return change_timeline(work, case, lambda kept: kept.reach(milestone, work.now), permission)


def keep_identity(work: Work, case: Case, identity: Identity) -> None:
    """Seal a corrected identity, and the instant of death with it."""
    values = {"identity": identity.model_dump(mode="json")}
    case.identity = vault.seal(work, case.subject, "cdr_case", case.id, values)["identity"]
    case.bucket = _bucket(work, identity)
    trail.record(work, trail.Event.CASE_CHANGED, case.key_id, fields=["identity"])


def note(work: Work, case: Case, reason: str) -> None:
    """Keep a reason beside the case, at the stage where it is."""
    _note_move(work, case, _last_number(work, case) + 1, reason)


def _last_number(work: Work, case: Case) -> int:
    numbers = select(Move.number).filter_by(case_id=case.id).order_by(Move.number.desc()).limit(1)
    return work.session.scalars(numbers).one()


def _keep_timeline(work: Work, case: Case, timeline: Timeline) -> None:
    subject = Subject(case.id, case.panel_id, case.key_id)
    case.timeline = vault.seal(work, subject, "cdr_case", case.id, {"timeline": timeline.to_json()})[
        "timeline"
    ]
    due = clock_rules.next_due(timeline, work.now)
    case.due_week = iso_week(due.due_at) if due and due.due_at else None
    case.due_clock = due.code if due else None
    case.holds = sorted({span.code for span in timeline.open_holds})
    case.waiting_on = list(timeline.waiting_on)


def _bucket(work: Work, identity: Identity) -> int:
    if identity.nhs_number:
        return vault.bucket(work, "number", identity.nhs_number)
    return vault.bucket(work, "name", f"{identity.family.casefold()}|{identity.date_of_birth or ''}")


def _note_move(work: Work, case: Case, number: int, reason: str) -> None:
    move_id = uuid4()
    account = {"at": work.now.isoformat(), "reason": reason}
    sealed = vault.seal(work, case.subject, "case_move", move_id, {"account": account})
    work.session.add(
        Move(
            id=move_id,
            case_id=case.id,
            number=number,
            stage=case.stage,
            actor_id=work.actor.id,
            moved_week=iso_week(work.now),
            account=sealed["account"],
        )
    )
