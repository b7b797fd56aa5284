"""Reads a FHIR R4 message as a notification form; what FHIR does not say becomes a task, not a refusal."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import ValidationError

from app.notifications.fhir import around, observed
from app.notifications.fhir.child import NOT_ASKED, Child
from app.notifications.fhir.envelope import Client, Envelope, open_envelope, sender_person
from app.notifications.fhir.refusal import FhirRefusal, against_the_rules, wrong
from app.notifications.fhir.signs import as_death, death_status, is_dead, is_said_alive
from app.notifications.fhir.walk import load, many
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels
from app.notifications.schemas import NotificationIn

Endpoint = Literal["process-message", "bundle"]
MUST_STAND = {"sender", "sent_at", "event", "child", "death"}


@dataclass(frozen=True, slots=True)
class FhirNotification:
    """A message as this service understands it; its raw bytes are kept beside it."""

    form: NotificationIn
    reason: str
    ods: str
    reference: str
    sent_at: str
    message_id: UUID | None
    warnings: tuple[Warning, ...]
    withdrawal: str | None = None


def read(raw: bytes, client: Client, endpoint: Endpoint) -> FhirNotification:
    """Return the notification that a message tells, or raise what its sender has to mend."""
    envelope = open_envelope(load(raw), client, endpoint)
    death, found = _death(envelope, client)
    child = Child(envelope.child_at, envelope.child, envelope.entries, pds_shaped=client.pds_shaped)
    form, dropped = _validated(_form(envelope, client, child.form(), death), envelope.child_at)
    taken_back = "not_dead" if is_said_alive(envelope.child) else "entered_in_error"
    return FhirNotification(
        form=form,
        reason=envelope.reason,
        ods=envelope.ods,
        reference=envelope.reference,
        sent_at=envelope.sent_at,
        message_id=envelope.message_id,
        warnings=(*child.warnings, *found, *dropped),
        withdrawal=taken_back if envelope.reason == "delete" else None,
    )


def _death(envelope: Envelope, client: Client) -> tuple[dict[str, Any], list[Warning]]:
    """The time of death as far as it is told; a sender who says that the child lives is refused."""
    patient, where = envelope.child, f"{envelope.child_at}.deceased"
    if envelope.reason != "delete":
        if is_said_alive(patient):
            raise against_the_rules(where, "This says that the child is alive.")
        if not is_dead(patient) and not observed.tells_of_death(envelope.entries):
            raise against_the_rules(where, "Nothing here says that the child has died.")
    whole_days = client.pds_shaped or death_status(patient) is not None
    written = patient.get("deceasedDateTime")
    stated = as_death(written, where, whole_days=whole_days) if written is not None else {}
    death, found = observed.death_time(envelope.entries, stated, whole_days=whole_days)
    found += observed.place(envelope.entries)[1]
    if "at" not in death and "range" not in death:
        death["at"] = {"absent": "not_known"}
        found.append(Warning("death_time_missing", "/death/at"))
    return death, found


def _form(envelope: Envelope, client: Client, child: dict[str, Any], death: dict[str, Any]) -> dict[str, Any]:
    entries = envelope.entries
    place, _ = observed.place(entries)
    people = around.people(entries, envelope.child)
    neonatal = observed.neonatal(entries, envelope.child)
    mother = around.mother_number(people)
    form = {
        "sender": {
            "reference": envelope.reference,
            "organisation": {"ods": envelope.ods},
            "person": sender_person(envelope),
            "kind": client.kind,
            "channel": "direct_api",
        },
        "sent_at": envelope.sent_at,
        "event": "death",
        "child": child,
        "death": {
            **death,
            "place": place or NOT_ASKED,
            "expected": NOT_ASKED,
            "narrative": around.narrative(entries) or NOT_ASKED,
            "stillbirth": observed.stillbirth(entries) or NOT_ASKED,
            "jar": NOT_ASKED,
        },
        "cause": observed.cause(entries),
        "neonatal": neonatal | ({"mother_nhs_number": mother} if mother else {}),
        "people": people,
        "agencies": around.agencies(entries),
        "extensions": {"restricted": True} if _is_restricted(envelope) else None,
    }
    return {name: value for name, value in form.items() if value not in (None, [], {})}


def _is_restricted(envelope: Envelope) -> bool:
    return any(label.get("code") == "R" for label in many(envelope.child, "meta", "security"))


def _validated(form: dict[str, Any], child_at: str) -> tuple[NotificationIn, list[Warning]]:
    """Hold the form to the same schema as a native one; a fault around the child costs a warning."""
    try:
        return NotificationIn.model_validate(form), []
    except ValidationError as invalid:
        faulty = {str(error["loc"][0]) for error in invalid.errors(include_input=False)}
    if faulty & MUST_STAND:
        raise _unreadable(faulty, child_at)
    kept = {name: value for name, value in form.items() if name not in faulty}
    return NotificationIn.model_validate(kept), [
        Warning("not_readable", f"/{name}") for name in sorted(faulty)
    ]


def _unreadable(faulty: set[str], child_at: str) -> FhirRefusal:
    if "child" in faulty:
        return wrong(child_at, "Something in this Patient cannot be read, or is too long.")
    return wrong("Bundle", "Something in this message cannot be read, or is too long.")
