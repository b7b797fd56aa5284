"""Triage: a person decides what a notification is, and which case it belongs to."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app import jobs
from app.audit import trail
from app.cases import service as cases
from app.cases import vault
from app.cases.models import Case
from app.cases.rules.timeline import Milestone, Timeline
from app.cases.schemas import Identity
from app.cases.vault import Cell
from app.db.base import iso_week
from app.facts import service as facts
from app.notifications import inbox, store
from app.notifications.models import Notification, NotificationDecision
from app.notifications.rules import opening
from app.notifications.rules.dates import instant
from app.notifications.rules.proposals import home_postcode
from app.notifications.rules.reading import Form, text
from app.notifications.schemas.inbox import TriageIn, TriageOut
from app.partners import deprivation
from app.partners.postcodes import locate
from app.policy import Permission
from app.problems import Conflict, Fault, Invalid
from app.work import Work

TRIAGE = Permission.INBOX_TRIAGE
KEEP_THE_CASE = ("attached", "withdrawn")


def decide(work: Work, receipt_id: UUID, form: TriageIn) -> TriageOut:
    """Decide about a notification. It stays whole, and each decision keeps who, when and why."""
    notification = inbox.visible(work, receipt_id, TRIAGE)
    if notification.joined and form.outcome not in KEEP_THE_CASE:
        raise Conflict("This notification belongs to a case already.")
    if form.outcome == "accepted":
        _accept(work, notification, form)
    elif form.outcome == "attached":
        _attach(work, notification, form)
    notification.state, notification.task = "closed", None
    _remember(work, notification, form)
    trail.record(work, trail.Event.INBOX_TRIAGED, notification.key_id)
    work.session.flush()
    return TriageOut(
        receipt_id=notification.id,
        outcome=form.outcome,
        status="closed",
        case_id=notification.case_id if notification.joined else None,
    )


def _accept(work: Work, notification: Notification, decision: TriageIn) -> Case:
    """Open the case of a notification under the key that it was given on receipt."""
    state = store.standing(work, notification, TRIAGE)
    if state.form is None:
        raise Conflict("Nothing has been notified here that a case could be opened from.")
    received_at = datetime.fromisoformat(store.read_account(work, notification, TRIAGE)["received_at"])
    postcode = home_postcode(state.form)
    located = locate(postcode) if postcode else None
    area = decision.area or (located.area if located else None)
    identity = Identity.model_validate(opening.identity(state.form, str(area) if area else None))
    case = cases.open_case(work, notification.subject, identity, _timeline(state.form, received_at))
    notification.joined = True
    known = opening.facts(state.form, received_at) | {
        "area": str(area) if area else None,
        "district": located.district if located and located.area == area else None,
        "basis": decision.basis,
        "deprivation": deprivation.quintile(postcode) if postcode else None,
    }
    facts.state(work, case, known, TRIAGE)
    jobs.defer(work, "ncmd.owe", case_id=case.id, event="notification")
    return case


def _timeline(form: Form, received_at: datetime) -> Timeline:
    """When the clocks start, and what has been reached before anybody decided."""
    timeline = Timeline(died_at=opening.died_at(form)).reach(Milestone.NOTIFIED, received_at)
    started = instant(text(form, "/death/jar/started_at") or "")
    return timeline.reach(Milestone.JAR_STARTED, started) if started else timeline


def _attach(work: Work, notification: Notification, decision: TriageIn) -> None:
    """Re-seal a notification into the case that it is about; twins are linked and never joined."""
    if decision.case_id is None:
        raise Invalid(errors=[Fault("/case_id", "missing", "Name the case that this is about.")])
    case = cases.get_case(work, decision.case_id, TRIAGE)
    if notification.joined and notification.case_id != case.id:
        raise Conflict("This notification belongs to another case.")
    if case.panel_id != notification.panel_id:
        raise Conflict("The case belongs to another panel.")
    if notification.joined:
        return
    slots = _slots(work, notification)
    cells = [Cell(table, row.id, name, getattr(row, name)) for table, row, name in slots]
    old, new = notification.subject, case.subject
    for (_, row, name), sealed in zip(slots, vault.reseal(work, TRIAGE, old, new, cells), strict=True):
        setattr(row, name, sealed)
    notification.case_id, notification.key_id, notification.joined = new.id, new.key_id, True
    vault.retire_key(work, old.key_id)
    work.session.flush()


def _slots(work: Work, notification: Notification) -> list[tuple[str, Any, str]]:
    """Every place where something of this notification is sealed."""
    own = ["standing", "account", *(["proposal"] if notification.proposal is not None else [])]
    return [
        *((store.TABLE, notification, name) for name in own),
        *((store.VERSIONS, version, "content") for version in store.versions(work, notification)),
        *((inbox.DECISIONS, row, "account") for row in inbox.decisions(work, notification)),
    ]


def _remember(work: Work, notification: Notification, form: TriageIn) -> None:
    decision_id = uuid4()
    details = form.model_dump(mode="json", exclude={"outcome", "reason"}, exclude_unset=True)
    account = {
        "outcome": form.outcome,
        "reason": form.reason,
        "decided_at": work.now.isoformat(),
        "details": details,
    }
    sealed = vault.seal(work, notification.subject, inbox.DECISIONS, decision_id, {"account": account})
    work.session.add(
        NotificationDecision(
            id=decision_id,
            notification_id=notification.id,
            actor_id=work.actor.id,
            decided_week=iso_week(work.now),
            account=sealed["account"],
        )
    )
