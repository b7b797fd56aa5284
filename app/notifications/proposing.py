"""Makes the proposals for one notification: holds it beside the others of its panel, opened few at a time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from app.cases import vault
from app.db.base import iso_week
from app.notifications import store
from app.notifications.models import Notification
from app.notifications.rules.matching import Level, compare
from app.notifications.rules.particulars import particulars
from app.notifications.rules.proposals import home_postcode, propose
from app.notifications.rules.reading import Form
from app.partners.postcodes import locate
from app.policy import Permission
from app.work import Work

RECENT = timedelta(weeks=8)
MOST = 200
ORDER = tuple(Level)


def keep_proposal(work: Work, notification: Notification, permission: Permission) -> dict[str, Any] | None:
    """Work out what is proposed for a notification as it stands, and keep it sealed beside it."""
    state = store.standing(work, notification, permission)
    if state.form is None:
        return None
    postcode = home_postcode(state.form)
    proposal = propose(state.form, locate(postcode) if postcode else None, notification.panel_id)
    proposal["matches"] = _matches(work, notification, state.form, permission)
    sealed = vault.seal(work, notification.subject, store.TABLE, notification.id, {"proposal": proposal})
    notification.proposal = sealed["proposal"]
    return proposal


def read_proposal(work: Work, notification: Notification, permission: Permission) -> dict[str, Any] | None:
    """Open what is proposed; what nobody has worked out yet is worked out now."""
    if notification.proposal is None:
        return keep_proposal(work, notification, permission)
    sealed = {"proposal": notification.proposal}
    opened = vault.disclose(work, permission, notification.subject, store.TABLE, notification.id, sealed)
    proposal: dict[str, Any] = opened["proposal"]
    return proposal


def _matches(
    work: Work, notification: Notification, form: Form, permission: Permission
) -> list[dict[str, Any]]:
    """Every other notification that may tell of this death, the surest first."""
    mine, found = particulars(form), []
    others = _candidates(work, notification)
    vault.boxes(work, permission, [other.subject for other in others])
    for other in others:
        theirs = store.standing(work, other, permission).form
        match = compare(mine, particulars(theirs)) if theirs else None
        if match and match.level is not Level.NONE:
            found.append((ORDER.index(match.level), other, match))
    return [
        {
            "receipt_id": str(other.id),
            "case_id": str(other.case_id) if other.joined else None,
            "level": str(match.level),
            "reasons": list(match.reasons),
        }
        for _, other, match in sorted(found, key=lambda one: (one[0], one[1].id))
    ]


def _candidates(work: Work, notification: Notification) -> list[Notification]:
    """Those that share a bucket at any time, and all of the last weeks: a neonate may have neither key."""
    since = iso_week(work.now - RECENT)
    near = or_(
        Notification.buckets.overlap(notification.buckets),
        Notification.received_week >= since,
    )
    query = select(Notification).where(
        Notification.panel_id == notification.panel_id, Notification.id != notification.id, near
    )
    return list(work.session.scalars(query.order_by(Notification.id).limit(MOST)))
