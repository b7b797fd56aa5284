"""What travels over the wire about a notification."""

from app.notifications.schemas.notification import NotificationIn
from app.notifications.schemas.receipts import (
    NotificationReceipt,
    NotificationStatus,
    WarningOut,
    WithdrawIn,
)

__all__ = ["NotificationIn", "NotificationReceipt", "NotificationStatus", "WarningOut", "WithdrawIn"]
