"""Use cases of a sender: notify a death, restate it, take it back, ask how it stands."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from app import jobs
from app.audit import trail
from app.db.base import iso_week
from app.db.sealed import Sealed
from app.identity.actors import Kind
from app.notifications import fhir, senders, store
from app.notifications.models import Notification, RefusedNotification
from app.notifications.rules.checks import refuse
from app.notifications.rules.worth_asking import Warning, warnings  # noqa: A004
from app.notifications.schemas import NotificationIn, NotificationStatus, WithdrawIn
from app.notifications.store import Message
from app.partners import service as partners
from app.policy import Permission, require_somewhere
from app.problems import Fault, Invalid, NotFound
from app.web.versions import expect
from app.work import Work

AS_UPDATE = Warning("counted_as_update", "/sender/reference")


class Received(NamedTuple):
    """A notification that was taken, and what in the sender's words is worth a second look."""

    id: UUID
    received_at: datetime
    state: str
    version: int
    warnings: tuple[Warning, ...]


def receive(work: Work, form: NotificationIn, on_behalf: str | None = None) -> Received:
    """Take a notification, whether the death was known or not, and keep what it says sealed."""
    senders.may_write(work)
    message = _native(work, form, on_behalf)
    return take(work, message, counts_as=AS_UPDATE)


def amend(
    work: Work, receipt_id: UUID, if_match: str | None, form: NotificationIn, on_behalf: str | None = None
) -> Received:
    """Restate a notification in full. What is missing now is not erased."""
    senders.may_write(work)
    notification = own(work, receipt_id)
    expect(if_match, notification.versions)
    message = _native(work, form, on_behalf)
    if store.reference_digest(work, message.ods, message.reference) != notification.reference_digest:
        said = "This belongs to another notification."
        raise Invalid(errors=[Fault("/sender/reference", "other-notification", said)])
    store.not_before(work, notification, message)
    return _again(work, notification, message)


def withdraw(work: Work, receipt_id: UUID, if_match: str | None, form: WithdrawIn) -> Received:
    """Take a notification back. Nothing is deleted, and clocks stop only by a person's act."""
    senders.may_write(work)
    notification = own(work, receipt_id)
    expect(if_match, notification.versions)
    message = Message(notification.ods, "", form.sent_at, None, withdrawn=form.reason)
    store.not_before(work, notification, message)
    return _again(work, notification, message)


def receive_fhir(work: Work, raw: bytes, endpoint: fhir.Endpoint) -> tuple[Received, UUID | None]:
    """Take a FHIR message as the notification that it tells, with the sender's message id."""
    senders.may_write(work)
    told = fhir.read(raw, senders.profile(work), endpoint)
    form = told.form.as_sent()
    if told.withdrawal is None:
        _refuse_in_fhir(work, form)
    senders.may_speak_for(work, told.ods, None)
    found = (*told.warnings, *_warnings(work, form))
    message = Message(
        ods=told.ods,
        reference=told.reference,
        sent_at=told.sent_at,
        form=None if told.withdrawal else form,
        warnings=tuple(dict.fromkeys(found)),
        withdrawn=told.withdrawal,
        raw=raw.decode(),
    )
    return take(work, message, AS_UPDATE if told.reason == "new" else None), told.message_id


def _refuse_in_fhir(work: Work, form: dict[str, object]) -> None:
    """Hold a message to the rules of a native form, and say where in FHIRPath."""
    try:
        refuse(form, work.now)
    except Invalid as refused:
        refused.errors = tuple(replace(one, pointer=fhir.element(one.pointer)) for one in refused.errors)
        raise


def status(work: Work, receipt_id: UUID) -> tuple[NotificationStatus, int]:
    """Say how a notification stands, and which of the sender's versions that is."""
    require_somewhere(work.actor, Permission.NOTIFICATION_OWN)
    senders.in_scope(work, senders.STATUS)
    notification = own(work, receipt_id)
    account = store.read_account(work, notification)
    told = NotificationStatus(
        receipt_id=notification.id,
        received_at=account["received_at"],
        changed_at=account["changed_at"],
        status=notification.state,
        contact=work.kit.settings.contact,
    )
    return told, notification.versions


def take(work: Work, message: Message, counts_as: Warning | None = None) -> Received:
    """Open a notification, or add to the one of the same reference."""
    digest = store.reference_digest(work, message.ods, message.reference)
    opened = store.open_new(work, message, work.actor.home_panel(), digest)
    if opened is None:
        return _again(work, store.held(work, digest), message, counts_as)
    trail.record(work, trail.Event.NOTIFICATION_RECEIVED, opened.key_id)
    jobs.defer(work, "notifications.propose", receipt_id=opened.id)
    return Received(opened.id, work.now, opened.state, 1, message.warnings)


def _again(
    work: Work, notification: Notification, message: Message, counts_as: Warning | None = None
) -> Received:
    """Add a message to a notification that is held; the same content again adds nothing."""
    changed = store.add_version(work, notification, message)
    found = message.warnings
    if changed:
        taken_back = trail.Event.NOTIFICATION_WITHDRAWN
        event = taken_back if message.withdrawn else trail.Event.NOTIFICATION_AMENDED
        trail.record(work, event, notification.key_id)
        jobs.defer(work, "notifications.propose", receipt_id=notification.id)
        found = (*found, counts_as) if counts_as and not message.withdrawn else found
    received_at = datetime.fromisoformat(store.read_account(work, notification)["received_at"])
    return Received(notification.id, received_at, notification.state, notification.versions, found)


def own(work: Work, receipt_id: UUID) -> Notification:
    """Return a notification of the actor's own organisation; another's looks like none."""
    notification = work.session.get(Notification, receipt_id, with_for_update=True)
    if notification is None:
        raise NotFound
    machine = work.actor.kind is Kind.CLIENT
    mine = (
        notification.ods in work.actor.organisations if machine else notification.sender_id == work.actor.id
    )
    if not mine:
        raise NotFound
    return notification


def remember_adult(work: Work, said: bytes) -> None:
    """Keep of a refused adult a keyed digest, the sender, when and why, and nothing else."""
    refused_id = uuid4()
    account = {"at": work.now.isoformat(), "reason": "certainly_adult"}
    sealed = work.kit.secrets.seal(work.session, "refused_notification", "account", refused_id, account)
    work.session.add(
        RefusedNotification(
            id=refused_id,
            content_digest=work.kit.mac.sign(b"notification-refused|" + said),
            sender_id=work.actor.id,
            refused_week=iso_week(work.now),
            account=Sealed(sealed),
        )
    )


def _native(work: Work, form: NotificationIn, on_behalf: str | None) -> Message:
    sent = form.as_sent()
    senders.may_speak_for(work, form.sender.organisation.ods, form.sender.kind, on_behalf)
    refuse(sent, work.now)
    return Message(
        ods=form.sender.organisation.ods,
        reference=form.sender.reference,
        sent_at=form.sent_at,
        form=sent,
        warnings=_warnings(work, sent),
    )


def _warnings(work: Work, form: dict[str, object]) -> tuple[Warning, ...]:
    """Return what is worth a second look; a machine speaks only for what it is registered for."""
    machine, on = work.actor.kind is Kind.CLIENT, work.now.date()

    def is_known(ods: str) -> bool:
        return machine or partners.organisation_by_ods(work.session, ods, on) is not None

    return warnings(form, work.now, is_known)
