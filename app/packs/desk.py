"""The pack on the desk: found, locked, opened and written by those who make and check it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.db.locking import lock
from app.meetings import service as meetings
from app.meetings.models import Item
from app.packs.models import Pack
from app.packs.rules import answers, finished, narratives
from app.packs.rules.answers import Answer
from app.packs.rules.finished import State
from app.packs.rules.narratives import Narrative
from app.packs.schemas import (
    AnswerOut,
    ChangeOut,
    Counts,
    DoubtOut,
    HeaderOut,
    NarrativeOut,
    PackDraft,
    PackLine,
    Progress,
)
from app.policy import Permission
from app.problems import Conflict, NotFound
from app.work import Work

TABLE = "pack"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the office works on: the pack's head, its narratives, and the record that is searched for."""

    head: dict[str, Any]
    narratives: tuple[Narrative, ...]
    record: dict[str, Any]
    milestones: tuple[dict[str, Any], ...] = ()
    header: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()

    @property
    def pack(self) -> dict[str, Any]:
        """Return the pack as it would be approved now."""
        return finished.finish(self.head, self.narratives, self.milestones, self.answers)


def find(work: Work, pack_id: UUID, permission: Permission) -> tuple[Pack, Case]:
    """Return a pack of a case that the actor may know of and do this with."""
    pack = work.session.get(Pack, pack_id)
    if pack is None:
        raise NotFound
    return pack, cases.get_case(work, pack.case_id, permission)


def locked(work: Work, pack_id: UUID, permission: Permission) -> tuple[Pack, Case]:
    """Return a pack that nobody else decides about meanwhile. Cases are locked before packs."""
    pack, case = find(work, pack_id, permission)
    lock(work.session, case)
    lock(work.session, pack)
    return pack, case


def of_case(work: Work, case: Case) -> list[Pack]:
    """Return every version of every pack of a case, the newest first."""
    found = select(Pack).filter_by(case_id=case.id).order_by(Pack.prepared_week.desc(), Pack.version.desc())
    return list(work.session.scalars(found))


def item_of(work: Work, pack: Pack) -> Item:
    """Return the item of the agenda that a pack is for."""
    return work.session.get_one(Item, pack.item_id)


def open_draft(work: Work, case: Case, pack: Pack, permission: Permission) -> Draft:
    """Open what the office works on."""
    sealed = {"draft": pack.draft}
    said = vault.disclose(work, permission, case.subject, TABLE, pack.id, sealed)["draft"]
    told = tuple(narratives.kept(one) for one in said["narratives"])
    milestones, header = tuple(said.get("milestones", ())), said.get("header", {})
    coded = tuple(answers.kept(one) for one in said.get("answers", ()))
    return Draft(said["head"], told, said["record"], milestones, header, coded)


def write_draft(work: Work, case: Case, pack: Pack, draft: Draft) -> None:
    """Seal the draft, and hash the pack as it now reads. What was approved before is void."""
    said = {
        "head": draft.head,
        "narratives": [narratives.keep(one) for one in draft.narratives],
        "record": draft.record,
        "milestones": draft.milestones,
        "header": draft.header,
        "answers": [asdict(one) for one in draft.answers],
    }
    pack.draft = vault.seal(work, case.subject, TABLE, pack.id, {"draft": said})["draft"]
    pack.sha256 = finished.digest(draft.pack)
    pack.waiting = sum(len(one.open_places) for one in draft.narratives)
    pack.state, pack.approved_by, pack.finished = State.DRAFT.value, None, None


def open_finished(work: Work, case: Case, pack: Pack, permission: Permission) -> dict[str, Any]:
    """Open the pack alone, as it was approved."""
    if pack.finished is None:
        raise Conflict("This pack is not approved.")
    sealed = {"finished": pack.finished}
    opened: dict[str, Any] = vault.disclose(work, permission, case.subject, TABLE, pack.id, sealed)[
        "finished"
    ]
    return opened


def write_finished(work: Work, case: Case, pack: Pack, said: dict[str, Any]) -> None:
    """Seal the pack alone, in the one cell that a reader's request opens."""
    pack.finished = vault.seal(work, case.subject, TABLE, pack.id, {"finished": said})["finished"]


def counts(told: tuple[Narrative, ...]) -> Counts:
    """Return how much was told, changed, and still waits for a person."""
    kinds = Counter(change.kind for one in told for change in one.changes)
    waiting = sum(one.waiting for one in told)
    return Counts(narratives=len(told), changes=dict(sorted(kinds.items())), for_review=waiting)


def line(work: Work, pack: Pack) -> PackLine:
    """Return who did what with a version of a pack."""
    return PackLine(
        id=pack.id,
        case_id=pack.case_id,
        meeting_id=pack.meeting_id,
        pseudonym=item_of(work, pack).pseudonym,
        version=pack.version,
        state=State(pack.state),
        sha256=pack.sha256,
        rules_version=pack.rules_version,
        prepared_by=pack.prepared_by,
        edited_by=list(pack.edited_by),
        approved_by=pack.approved_by,
        released_by=pack.released_by,
    )


def show(work: Work, pack: Pack, draft: Draft, header: Sequence[HeaderOut], late: Sequence[str]) -> PackDraft:
    """Return the pack in the making, with what the chair says of its header, and what came in since."""
    return PackDraft(
        **line(work, pack).model_dump(),
        outdated=bool(late),
        outdated_by=list(late),
        header=list(header),
        counts=counts(draft.narratives),
        reviewed=_progress(draft.narratives),
        summary=draft.head["summary"],
        analysis=draft.head["analysis"],
        assurance=draft.head["assurance"],
        chronology=draft.pack["chronology"],
        narratives=[_narrative(one) for one in draft.narratives],
        answers=[AnswerOut(**asdict(one)) for one in draft.answers],
    )


def _progress(told: Sequence[Narrative]) -> Progress:
    total, waiting = sum(len(one.for_review) for one in told), sum(one.waiting for one in told)
    return Progress(cleared=total - waiting, total=total)


def _narrative(one: Narrative) -> NarrativeOut:
    return NarrativeOut(
        id=one.id,
        source=one.source,
        form=one.form,
        section=one.section,
        original=one.original,
        text=one.text,
        changes=[ChangeOut(**asdict(change)) for change in one.changes],
        for_review=[DoubtOut(**asdict(doubt)) for doubt in one.for_review],
        reviewed=_progress([one]),
    )


def meeting_of(work: Work, pack: Pack) -> meetings.Meeting:
    """Return the meeting that a pack is for."""
    return work.session.get_one(meetings.Meeting, pack.meeting_id)
