"""What the worker does for notifications."""

from uuid import UUID

from app.notifications.models import Notification
from app.notifications.proposing import keep_proposal
from app.policy import Permission
from app.work import Work


def propose(work: Work, receipt_id: str) -> None:
    """Propose what a notification may be about; doing it again replaces what was proposed."""
    notification = work.session.get(Notification, UUID(receipt_id), with_for_update=True)
    if notification is not None:
        keep_proposal(work, notification, Permission.INBOX_READ)
