"""What a hold blocks, and how long it may stand unseen."""

from datetime import date, datetime, timedelta

from app.cases.rules.clocks import months_after
from app.cases.rules.timeline import LONDON
from app.catalogue import rules as catalogue
from app.problems import Fault, Invalid

REVIEW_MONTHS = 3
SKEW = timedelta(minutes=5)
BLOCKING = {"yes": True, "usually": True, "no": False}


def check(code: str, review_by: date, started_at: datetime, now: datetime) -> None:
    """Return if a hold has a known code, has begun, and is looked at again within three months."""
    faults = []
    if not catalogue.is_code("hold", code):
        faults.append(Fault("/code", "code", "This is not one of the codes of a hold."))
    today = now.astimezone(LONDON).date()
    if not today <= review_by <= months_after(now, REVIEW_MONTHS).date():
        say = f"Look at it again from today on, within {REVIEW_MONTHS} months."
        faults.append(Fault("/review_by", "review-by", say))
    if started_at > now + SKEW:
        faults.append(Fault("/started_at", "future", "A hold is recorded once it has begun."))
    if faults:
        raise Invalid(errors=faults)


def blocks(code: str, *, cdrm: bool | None, panel: bool | None, because: str | None) -> tuple[bool, bool]:
    """Return whether a hold blocks the CDRM and the panel: as its code says, or otherwise with a reason."""
    says = catalogue.value_of("hold", code).extra
    usual = (BLOCKING[says["blocks_cdrm"]], BLOCKING[says["blocks_panel"]])
    wanted = (usual[0] if cdrm is None else cdrm, usual[1] if panel is None else panel)
    if wanted != usual and not because:
        raise Invalid(errors=[Fault("/blocks_reason", "required", "Say why it blocks otherwise than usual.")])
    return wanted


def check_end(started_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Return if a hold ends after it began, and not in the future."""
    if not started_at <= ended_at <= now + SKEW:
        raise Invalid(errors=[Fault("/ended_at", "order", "A hold ends after it began, and by now.")])
