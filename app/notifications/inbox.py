"""Use cases of the office: read what waits, and decide about it."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, tuple_

from app.audit import trail
from app.cases import vault
from app.cases.vault import Cell
from app.notifications import proposing, store
from app.notifications.models import Notification, NotificationDecision
from app.notifications.rules.versions import changes
from app.notifications.schemas.inbox import DecisionOut, InboxItem, InboxLine, MessageOut
from app.policy import Permission, panels_where, require, require_somewhere
from app.problems import NotFound
from app.web.paging import Page, Place
from app.work import Work
from app.worklist.rules import week

READ = Permission.INBOX_READ
DECISIONS = "notification_decision"


def waiting(work: Work, place: Place) -> Page[InboxLine]:
    """Return the notifications that wait for the office, the oldest first."""
    require_somewhere(work.actor, READ)
    query = select(Notification).where(
        Notification.panel_id.in_(panels_where(work.actor, READ)),
        or_(Notification.state != "closed", Notification.task.is_not(None)),
    )
    order = (Notification.received_week, Notification.id)
    if key := place.after_as(int, UUID):
        query = query.where(tuple_(*order) > key)
    rows = work.session.scalars(query.order_by(*order).limit(place.limit + 1)).all()
    trail.record(work, trail.Event.INBOX_READ)
    vault.boxes(work, READ, [row.subject for row in rows])
    return place.cut(rows, lambda n: (n.received_week, n.id), lambda n: InboxLine(**_line(work, n)))


def read(work: Work, receipt_id: UUID) -> InboxItem:
    """Return one notification as it stands, with its history and a fresh look at what it may be about."""
    notification = visible(work, receipt_id, READ)
    proposal = proposing.keep_proposal(work, notification, READ)
    state = store.standing(work, notification, READ)
    trail.record(work, trail.Event.INBOX_READ, notification.key_id)
    return InboxItem(
        **_line(work, notification) | {"proposal": proposal},
        form=dict(state.form) if state.form is not None else None,
        no_longer_stated=dict(state.no_longer_stated),
        withdrawn=state.withdrawn,
        conflict=state.conflict,
        messages=_messages(work, notification),
        decisions=_decisions(work, notification),
    )


def visible(work: Work, receipt_id: UUID, permission: Permission) -> Notification:
    """Return a notification of the actor's panel; one that they may not know of looks like none."""
    require_somewhere(work.actor, permission)
    notification = work.session.get(Notification, receipt_id, with_for_update=True)
    if notification is None:
        raise NotFound
    require(work.actor, permission, notification.panel_id)
    return notification


def _line(work: Work, notification: Notification) -> dict[str, Any]:
    return {
        "receipt_id": notification.id,
        "status": notification.state,
        "task": notification.task,
        "versions": notification.versions,
        "received_week": week(notification.received_week),
        "case_id": notification.case_id if notification.joined else None,
        "proposal": proposing.read_proposal(work, notification, READ),
    }


def _messages(work: Work, notification: Notification) -> list[MessageOut]:
    """Return every message in the order of arrival, with the fields that it changed."""
    found: list[MessageOut] = []
    before: dict[str, Any] | None = None
    for number, content in enumerate(store.contents(work, notification, READ), start=1):
        form = content["form"]
        changed = list(changes(before, form)) if before and form else []
        told = {name: content[name] for name in ("sent_at", "received_at", "withdrawn", "warnings")}
        found.append(MessageOut(number=number, changed=changed, **told))
        before = form or before
    return found


def _decisions(work: Work, notification: Notification) -> list[DecisionOut]:
    rows = decisions(work, notification)
    accounts = (
        vault.disclose_all(work, READ, notification.subject, [cell(row) for row in rows]) if rows else []
    )
    return sorted(
        (DecisionOut(actor_id=row.actor_id, **one) for row, one in zip(rows, accounts, strict=True)),
        key=lambda decision: decision.decided_at,
    )


def decisions(work: Work, notification: Notification) -> list[NotificationDecision]:
    """Return the rows of what was decided about a notification."""
    query = select(NotificationDecision).filter_by(notification_id=notification.id)
    return list(work.session.scalars(query.order_by(NotificationDecision.id)))


def cell(row: NotificationDecision) -> Cell:
    """Return where the account of a decision is sealed."""
    return Cell(DECISIONS, row.id, "account", row.account)
