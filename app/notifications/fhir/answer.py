"""What this service says in FHIR: the answer to a message, and what it can do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from app.notifications.fhir.envelope import EVENT, EVENTS
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels

ENDPOINT = "https://fhir.cdop.example/fhir"
ELEMENTS = {
    "/child/nhs_number": "Patient.identifier",
    "/child/nhs_number_absent_reason": "Patient.identifier",
    "/child/former_nhs_numbers": "Patient.identifier",
    "/child/birth": "Patient.birthDate",
    "/child/addresses": "Patient.address",
    "/death/at": "Patient.deceased",
    "/death/place": "Location.type",
    "/people": "RelatedPerson",
    "/neonatal": "Observation",
    "/sender": "MessageHeader.sender",
    "/sent_at": "Bundle.timestamp",
}


def answer(
    receipt_id: UUID, received_at: datetime, message_id: UUID | None, warnings: Iterable[Warning]
) -> dict[str, Any]:
    """A message Bundle that says `ok`; its ids are made from the receipt, so a repeat answers alike."""
    at = received_at.isoformat()
    header: dict[str, Any] = {
        "resourceType": "MessageHeader",
        "id": str(receipt_id),
        "eventCoding": {"system": EVENTS, "code": EVENT},
        "source": {"endpoint": ENDPOINT},
        "response": {
            "identifier": str(message_id or receipt_id),
            "code": "ok",
            "details": {"reference": f"urn:uuid:{_other(receipt_id)}"},
        },
    }
    return {
        "resourceType": "Bundle",
        "id": str(receipt_id),
        "type": "message",
        "timestamp": at,
        "entry": [
            {"fullUrl": f"urn:uuid:{receipt_id}", "resource": header},
            {"fullUrl": f"urn:uuid:{_other(receipt_id)}", "resource": _informational(receipt_id, warnings)},
        ],
    }


def _other(receipt_id: UUID) -> UUID:
    return UUID(int=receipt_id.int ^ 1)


def _informational(receipt_id: UUID, warnings: Iterable[Warning]) -> dict[str, Any]:
    issues: list[dict[str, Any]] = [
        {"severity": "information", "code": "informational", "diagnostics": "The notification was received."}
    ]
    issues += [
        {
            "severity": "warning",
            "code": "informational",
            "details": {"text": warning.code},
            "expression": [element(warning.field)],
        }
        for warning in warnings
    ]
    return {"resourceType": "OperationOutcome", "id": str(_other(receipt_id)), "issue": issues}


def element(pointer: str) -> str:
    """The FHIR element behind a pointer into the form."""
    return next((path for start, path in ELEMENTS.items() if pointer.startswith(start)), "Bundle")


def capability(released_on: str) -> dict[str, Any]:
    """The CapabilityStatement: one operation, one event, and a Bundle that may be posted."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": released_on,
        "kind": "capability",
        "software": {"name": "Child death overview panel service"},
        "implementation": {
            "description": "Notification of a child's death to the child death overview panel"
        },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "resource": [{"type": "Bundle", "interaction": [{"code": "create"}]}],
                "operation": [
                    {
                        "name": "process-message",
                        "definition": "http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message",
                    }
                ],
            }
        ],
        "messaging": [
            {
                "documentation": f"Event {EVENT} in {EVENTS}; reason new, update or delete.",
                "supportedMessage": [
                    {"mode": "receiver", "definition": f"{ENDPOINT}/MessageDefinition/{EVENT}"}
                ],
            }
        ],
    }
