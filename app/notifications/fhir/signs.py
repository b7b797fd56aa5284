"""Whether a Patient has died, and when, as far as the resource itself says it."""

from typing import Any

from app.notifications.fhir.refusal import wrong
from app.notifications.fhir.walk import Resource, extension_code
from app.notifications.rules.dates import days, instant, is_midnight_utc

INFORMAL_OR_FORMAL = ("1", "2")


def death_status(patient: Resource) -> str | None:
    """The national status of the death: 1 informal, 2 formal, U removed."""
    coding = extension_code(patient, "Extension-UKCore-DeathNotificationStatus", "deathNotificationStatus")
    return str(coding["code"]) if coding and isinstance(coding.get("code"), str) else None


def is_dead(patient: Resource) -> bool:
    """Say whether the resource itself says that the patient has died."""
    if death_status(patient) == "U" or patient.get("deceasedBoolean") is False:
        return False
    if patient.get("deceasedDateTime") is not None or patient.get("deceasedBoolean") is True:
        return True
    return death_status(patient) in INFORMAL_OR_FORMAL


def is_said_alive(patient: Resource) -> bool:
    """Say whether the resource itself says that the patient lives, or takes a death back."""
    return death_status(patient) == "U" or patient.get("deceasedBoolean") is False


def as_death(written: Any, where: str, *, whole_days: bool) -> dict[str, Any]:
    """A FHIR dateTime as the form's time of death and its precision, offset kept.

    Midnight in UTC is how a national record writes a day whose time is not known: it becomes that day.
    """
    if not isinstance(written, str):
        raise wrong(where)
    if instant(written) is not None:
        if whole_days and is_midnight_utc(written):
            return {"at": written[:10], "precision": "date"}
        return {"at": written, "precision": "minute"}
    if days(written) is None:
        raise wrong(where)
    if len(written) == len("YYYY"):
        return {"range": {"from": written, "to": written}, "precision": "range"}
    return {"at": written, "precision": "date" if len(written) == len("YYYY-MM-DD") else "month"}
