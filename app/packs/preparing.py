"""Preparing a pack: the case is opened once, everything told is scrubbed, and a draft is sealed."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from app.anonymise import versions
from app.anonymise.read import RecordError, read
from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules import stages
from app.db.base import iso_week
from app.db.locking import lock
from app.meetings import found
from app.meetings import service as meetings
from app.meetings.models import Item
from app.meetings.rules.course import CASE_BOUND, Kind
from app.packs import deciding, desk, lateness
from app.packs.desk import Draft
from app.packs.gathering.case import Gathered, gather
from app.packs.gathering.sources import sources
from app.packs.models import Pack
from app.packs.rules import answers, finished, head
from app.packs.rules.answers import Answer
from app.packs.rules.finished import State
from app.packs.rules.narratives import Narrative
from app.packs.schemas import Counts, PackMade
from app.packs.scrubber import anonymiser, answer
from app.policy import Permission
from app.problems import Conflict, NotFound
from app.work import Work

PREPARE = Permission.PACK_PREPARE


def prepare(work: Work, case_id: UUID, meeting_id: UUID) -> PackMade:
    """Prepare the pack of a case for one meeting. Preparing again withdraws the version before.

    The meeting is locked only once everything is scrubbed: other packs are made for it meanwhile.
    """
    case = cases.get_case(work, case_id, PREPARE)
    lock(work.session, case)
    if case.stage in stages.ENDED:
        raise Conflict("The review of this case has ended.")
    _may_be_for(found.meeting_to_arrange(work, meeting_id), case)
    made_from = sources(work, case)
    gathered = gather(work, case)
    told = _scrub(gathered)
    answered = answers.left_out(gathered.answers, _withdraw_earlier(work, case, meeting_id))
    item = meetings.item_of_case(work, case, meeting_id)
    pack = _new(work, case, item)
    said = _head(work, pack, item, gathered)
    record, milestones = gathered.known.record(), tuple(gathered.milestones)
    draft = Draft(said, told, record, milestones, answers=answered)
    desk.write_draft(work, case, pack, draft)
    work.session.add(pack)
    work.session.flush()
    lateness.remember(work, case, pack, made_from)
    return _made(work, case, pack, desk.counts(told))


def _may_be_for(meeting: meetings.Meeting, case: Case) -> None:
    if meeting.panel_id != case.panel_id:
        raise NotFound
    if Kind(meeting.kind) in CASE_BOUND:
        raise Conflict("A pack is for a panel or a themed meeting: a JAR and a CDRM know who the child was.")


def _made(work: Work, case: Case, pack: Pack, counts: Counts) -> PackMade:
    changed = [f"{kind}:{number}" for kind, number in counts.changes.items()]
    trail.record(
        work,
        trail.Event.PACK_PREPARED,
        case.key_id,
        fields=[*changed, f"for_review:{counts.for_review}"],
        rule=f"rules:{pack.rules_version}",
    )
    return PackMade(**desk.line(work, pack).model_dump(), counts=counts)


def _withdraw_earlier(work: Work, case: Case, meeting_id: UUID) -> list[Answer]:
    """Withdraw the version before, and return its coded answers: what a person left out stays out."""
    live = select(Pack).where(
        Pack.case_id == case.id, Pack.meeting_id == meeting_id, Pack.state != State.WITHDRAWN
    )
    before: list[Answer] = []
    for pack in work.session.scalars(live.with_for_update()).all():
        before += desk.open_draft(work, case, pack, PREPARE).answers
        deciding.take_back(work, case, pack, "Prepared again.")
    return before


def _new(work: Work, case: Case, item: Item) -> Pack:
    last = select(func.coalesce(func.max(Pack.version), 0)).filter_by(item_id=item.id)
    return Pack(
        id=uuid4(),
        case_id=case.id,
        meeting_id=item.meeting_id,
        item_id=item.id,
        version=work.session.scalars(last).one() + 1,
        rules_version=versions.rules_version(),
        prepared_by=work.actor.id,
        edited_by=[],
        released_by=None,
        prepared_week=iso_week(work.now),
    )


def _head(work: Work, pack: Pack, item: Item, gathered: Gathered) -> dict[str, Any]:
    role = finished.role_among(work.actor.roles, finished.PREPARING)
    return {
        "pseudonym": item.pseudonym,
        "meeting_id": str(item.meeting_id),
        "version": pack.version,
        "summary": head.summary(gathered.facts),
        "analysis": head.analysis(gathered.analysis),
        "assurance": head.assurance(measured(), pack.rules_version, role.value),
    }


def measured() -> Mapping[str, object] | None:
    """Return what the rules in force were measured to do, or nothing when nobody has measured them."""
    try:
        return versions.assurance()
    except versions.NotMeasured:
        return None


def _scrub(gathered: Gathered) -> tuple[Narrative, ...]:
    """Return all that was told, through the anonymiser in one run: a person has one label everywhere."""
    known = gathered.known.record()
    texts = [{"id": one.id, "source": one.source, "text": one.original} for one in gathered.told]
    record = {**known, "narratives": texts}
    try:
        read(record)
    except RecordError as fault:
        raise Conflict(f"Correct the case first: {fault.pointer} {fault.reason}.") from None
    return anonymiser.OURS.scrub(record, partial(answer.narratives, gathered.told, known))
