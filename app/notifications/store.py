"""Keeps a notification and its versions: sealed under its own key, found again by keyed digests."""

import json
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert, select

from app.cases import vault
from app.cases.vault import Cell
from app.db.base import iso_week
from app.db.tagged import Beside, insert_once
from app.notifications.models import Notification, NotificationVersion
from app.notifications.rules.particulars import index_terms
from app.notifications.rules.versions import State, Version, state_of
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels
from app.policy import Permission
from app.problems import Conflict
from app.work import Work

OWN = Permission.NOTIFICATION_OWN
TABLE, VERSIONS = "notification", "notification_version"
VERSION_TABLE = cast("Table", NotificationVersion.__table__)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it was understood; `raw` is what came over the wire when that was not the form."""

    ods: str
    reference: str
    sent_at: str
    form: dict[str, Any] | None
    warnings: tuple[Warning, ...] = ()
    withdrawn: str | None = None
    raw: str | None = None

    def said(self) -> bytes:
        """Return all that the sender said, in one spelling, to know a repeat by."""
        return json.dumps([self.form, self.sent_at, self.withdrawn], sort_keys=True).encode()


def reference_digest(work: Work, ods: str, reference: str) -> bytes:
    """Return what a sender's reference is known by: senders put hospital numbers in it."""
    return work.kit.mac.sign(b"notification-reference|" + json.dumps([ods, reference]).encode())


def content_digest(work: Work, message: Message) -> bytes:
    """Return what a message is known by when it comes again."""
    return work.kit.mac.sign(b"notification-content|" + message.said())


def held(work: Work, digest: bytes) -> Notification:
    """Return the notification of a reference that is known, locked until this work is done."""
    query = select(Notification).filter_by(reference_digest=digest).with_for_update()
    return work.session.scalars(query).one()


def open_new(work: Work, message: Message, panel_id: UUID, digest: bytes) -> Notification | None:
    """Give a message a key, a case id and a receipt, or nothing if its reference is known.

    The unique reference has the only word: who comes second waits there until the first one is done.
    """
    receipt_id = uuid4()
    key = vault.draw_key(work, receipt_id)
    notification = Notification(
        id=receipt_id,
        panel_id=panel_id,
        case_id=receipt_id,
        key_id=key.key_id,
        joined=False,
        sender_id=work.actor.id,
        ods=message.ods,
        reference_digest=digest,
        state="received",
        task="taken_back" if message.withdrawn else None,
        versions=1,
        received_week=iso_week(work.now),
        index_version=vault.index_version(work),
    )
    now = work.now.isoformat()
    account = {"sent_at": message.sent_at, "received_at": now, "changed_at": now}
    state = state_of([Version(message.sent_at, message.form, message.withdrawn)])
    keep(work, notification, state, account)
    version = Beside(VERSION_TABLE, _version(work, notification, message))
    if not insert_once(work.session, notification, vault.kept_with(key), version):
        vault.drop_key(work, key)
        return None
    return notification


def add_version(work: Work, notification: Notification, message: Message) -> bool:
    """Add a message to a notification and reckon anew how it stands; false if it was there already."""
    digest = content_digest(work, message)
    if any(version.content_digest == digest for version in versions(work, notification)):
        return False
    notification.versions += 1
    row = _version(work, notification, message)
    work.session.connection().execute(insert(VERSION_TABLE), row)
    told = [
        Version(one["sent_at"], one["form"], one["withdrawn"]) for one in contents(work, notification, OWN)
    ]
    state = state_of(told)
    account = read_account(work, notification)
    latest = max(told, key=lambda version: version.order)
    keep(work, notification, state, account | {"sent_at": latest.sent_at, "changed_at": work.now.isoformat()})
    notification.state = "received"
    notification.task = "conflict" if state.conflict else "taken_back" if state.withdrawn else "amended"
    return True


def _version(work: Work, notification: Notification, message: Message) -> dict[str, Any]:
    """Return a message as the row that keeps it."""
    version_id = uuid4()
    content = {
        "form": message.form,
        "sent_at": message.sent_at,
        "withdrawn": message.withdrawn,
        "raw": message.raw,
        "received_at": work.now.isoformat(),
        "warnings": [warning._asdict() for warning in message.warnings],
    }
    sealed = vault.seal(work, notification.subject, VERSIONS, version_id, {"content": content})
    return {
        "id": version_id,
        "notification_id": notification.id,
        "number": notification.versions,
        "actor_id": work.actor.id,
        "received_week": iso_week(work.now),
        "content_digest": content_digest(work, message),
        **sealed,
    }


def keep(work: Work, notification: Notification, state: State, account: dict[str, Any]) -> None:
    """Seal how a notification stands, and make it findable by number and by the sound of its name."""
    values = {"standing": state.plain(), "account": account}
    sealed = vault.seal(work, notification.subject, TABLE, notification.id, values)
    notification.standing, notification.account = sealed["standing"], sealed["account"]
    terms = index_terms(state.form or {})
    found = [
        vault.bucket(work, kind, term) for kind in ("number", "name") if (term := terms[kind]) is not None
    ]
    notification.buckets = sorted(found)


def versions(work: Work, notification: Notification) -> list[NotificationVersion]:
    """Return every message of a notification in the order of arrival."""
    query = select(NotificationVersion).filter_by(notification_id=notification.id)
    return list(work.session.scalars(query.order_by(NotificationVersion.number)))


def contents(work: Work, notification: Notification, permission: Permission) -> list[dict[str, Any]]:
    """Open every message of a notification in the order of arrival."""
    cells = [Cell(VERSIONS, one.id, "content", one.content) for one in versions(work, notification)]
    return vault.disclose_all(work, permission, notification.subject, cells)


def read_account(work: Work, notification: Notification, permission: Permission = OWN) -> dict[str, Any]:
    """Open when a notification was sent, received and last changed."""
    sealed = {"account": notification.account}
    opened = vault.disclose(work, permission, notification.subject, TABLE, notification.id, sealed)
    account: dict[str, Any] = opened["account"]
    return account


def standing(work: Work, notification: Notification, permission: Permission) -> State:
    """Open how a notification stands."""
    sealed = {"standing": notification.standing}
    opened = vault.disclose(work, permission, notification.subject, TABLE, notification.id, sealed)
    return State(**opened["standing"])


def not_before(work: Work, notification: Notification, message: Message) -> None:
    """Return if a restatement is later than what is held: an older one would be lost in silence."""
    account = read_account(work, notification)
    if Version(message.sent_at).order[0] <= Version(account["sent_at"]).order[0]:
        raise Conflict("A version that was sent then or later is held already.")
