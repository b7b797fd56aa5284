"""Drafting, determining and finalising the analysis form."""

from uuid import UUID

from app.analysis import rules
from app.analysis.models import AnalysisForm
from app.analysis.schemas import AnalysisIn, AnalysisOut, Content, DeterminationIn, Determined, Signed
from app.analysis.versions import awaiting, latest, new, open_content, shown, write
from app.audit import trail
from app.cases import service as cases
from app.cases.models import Case
from app.cases.rules.stages import Stage
from app.cases.rules.timeline import LONDON, Milestone, Timeline
from app.facts import service as facts
from app.identity.actors import Role
from app.jobs import defer
from app.meetings import service as meetings
from app.policy import Permission, require, require_another
from app.problems import Conflict, Forbidden, NotFound
from app.work import Work

__all__ = ["determine", "finalise", "latest", "open_content", "read", "save_draft"]

OPEN_TO_DRAFT = {Stage.OPEN, Stage.INFORMATION_GATHERING, Stage.CDRM_READY, Stage.CDRM_HELD, Stage.REOPENED}
AT_PANEL = {Stage.PANEL_SCHEDULED, Stage.PANEL_REVIEWED}


def read(work: Work, case: Case) -> AnalysisOut:
    """Read the newest version of the analysis form."""
    form = latest(work, case)
    if form is None:
        raise NotFound
    return shown(form, open_content(work, case, form, Permission.ANALYSIS_READ))


def save_draft(work: Work, case: Case, form: AnalysisIn) -> AnalysisForm:
    """Save the CDRM's draft. Once the panel has determined, a correction is a new version."""
    require(work.actor, Permission.ANALYSIS_DRAFT, case.panel_id)
    rules.check_draft(form)
    if Stage(case.stage) not in OPEN_TO_DRAFT | {Stage.PANEL_READY}:
        raise Conflict("The draft is with the panel: move the case back before you change it.")
    content = Content(
        **form.model_dump(), categories=(), primary_category=None, modifiability=None, reason="",
        recommendations=(), referral=None, dissent="", determined_at=None,
    )  # fmt: skip
    kept = latest(work, case)
    row = kept if kept is not None and kept.state == "draft" else new(work, case, "draft")
    write(work, case, row, content)
    _complete(work, case, done=rules.is_complete(form))
    trail.record(work, trail.Event.ANALYSIS_DRAFTED, case.key_id)
    return row


def _complete(work: Work, case: Case, *, done: bool) -> None:
    """Remember that a draft is complete, or that it is so no longer."""
    drafted = Milestone.ANALYSIS_DRAFTED

    def turn(kept: Timeline) -> Timeline:
        return kept.reach(drafted, work.now) if done else kept.undo(drafted)

    cases.change_timeline(work, case, turn, Permission.ANALYSIS_DRAFT)


def determine(work: Work, meeting_id: UUID, pseudonym: str, form: DeterminationIn) -> Determined:
    """Record the panel's determination of one item; the item needs its quorum."""
    item = meetings.item_for_office(work, meeting_id, pseudonym, Permission.DETERMINE)
    case = cases.case_behind(work, item.case_id)
    draft = latest(work, case)
    if Stage(case.stage) not in AT_PANEL or draft is None:
        raise Conflict("This item is not before the panel: its pack has to be released to this meeting.")
    meeting = meetings.meeting_of(work, item)
    if draft.state == "final" or meeting.kind != "panel" or meeting.state == "closed":
        raise Conflict("An open panel meeting determines, and only what is not yet signed.")
    quorum = meetings.quorum(work, item)
    if not quorum.met:
        raise Conflict(f"The item has no quorum. Missing: {', '.join(quorum.missing)}.")
    kept = open_content(work, case, draft, Permission.DETERMINE)
    factors = kept.factors if form.factors is None else form.factors
    rules.check_determination(form, factors, kept.scheme)
    content = kept.model_copy(
        update=form.model_dump(exclude={"factors", "cause"})
        | {
            "factors": factors,
            "cause": form.cause or kept.cause,
            "primary_category": rules.primary(form.categories),
            "learning": form.learning,
            "recommendations": form.recommendations,
            "determined_at": work.now,
        }
    )
    row = draft if draft.state == "determined" else new(work, case, "determined")
    row.signed_by_chair = row.signed_by_doctor = None
    write(work, case, row, content)
    _reached_panel(work, case, content)
    trail.record(work, trail.Event.DETERMINATION_MADE, case.key_id)
    return _determined(work, case, pseudonym, content)


def _reached_panel(work: Work, case: Case, content: Content) -> None:
    cases.mark(work, case, Milestone.DETERMINED, Permission.DETERMINE)
    cases.follow(work, case, Stage.PANEL_REVIEWED, Permission.DETERMINE, "Determined by the panel.")
    known = {
        "category": content.primary_category,
        "modifiability": content.modifiability,
        "factors": [factor.model_dump(exclude={"narrative"}) for factor in content.factors],
        "analysis_version": content.scheme,
        "panel_on": work.now.astimezone(LONDON).date().isoformat(),
    }
    facts.state(work, case, known, Permission.DETERMINE)


def _determined(work: Work, case: Case, pseudonym: str, content: Content) -> Determined:
    age = facts.age_years(work, case, Permission.DETERMINE)
    said = f"{content.cause.as_understood if content.cause else ''} {content.summary}"
    return Determined(
        case_id=case.id,
        pseudonym=pseudonym,
        primary_category=content.primary_category or "",
        categories=list(content.categories),
        modifiability=content.modifiability or "insufficient",
        warnings=rules.warnings(content.categories, age, said),
        awaiting=[rules.CHAIR, rules.DOCTOR],
    )


def finalise(work: Work, case: Case) -> Signed:
    """Sign the determined form, as chair or as designated doctor: with both signatures it is final."""
    permission = Permission.ANALYSIS_FINALISE
    require(work.actor, permission, case.panel_id)
    roles = work.actor.roles_at(case.panel_id)
    row = latest(work, case)
    if row is None or row.state == "draft":
        raise Conflict("The panel has not determined this case yet.")
    if row.state == "final":
        return Signed(state="final", awaiting=[])
    if Stage(case.stage) is not Stage.PANEL_REVIEWED:
        raise Conflict("This case went back: the panel has to determine it anew.")
    if Role.CHAIR in roles:
        if not meetings.takes_part(work, case):
            raise Forbidden("A chair who keeps out of an item does not sign it.")
        _another(work, row.signed_by_doctor)
        row.signed_by_chair = work.actor.id
    elif Role.DESIGNATED_DOCTOR in roles:
        _another(work, row.signed_by_chair)
        row.signed_by_doctor = work.actor.id
    trail.record(work, trail.Event.ANALYSIS_SIGNED, case.key_id)
    if row.signed_by_chair and row.signed_by_doctor:
        row.state = "final"
        cases.mark(work, case, Milestone.FINALISED, permission)
        cases.follow(
            work, case, Stage.FINALISED, permission, "Signed by the chair and the designated doctor."
        )
        completed = work.now.astimezone(LONDON).date().isoformat()
        facts.state(work, case, {"completed_on": completed}, permission)
        defer(work, "learning.follow", case_id=case.id)
        defer(work, "ncmd.owe", case_id=case.id, event="analysis")
        trail.record(work, trail.Event.ANALYSIS_FINALISED, case.key_id)
    work.session.flush()
    return Signed(state=row.state, awaiting=awaiting(row))


def _another(work: Work, first: UUID | None) -> None:
    if first is not None:
        require_another(work.actor, first, "sign beside you")
