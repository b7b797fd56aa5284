"""A valid notification of an invented child, and messages about such a child."""

import json
from copy import deepcopy
from typing import Any

FORM: dict[str, Any] = {
    "sender": {
        "reference": "example-0001",
        "organisation": {"ods": "RLQ"},
        "person": {"name": "Testnurse Example", "role": "Ward manager"},
        "kind": "acute",
    },
    "sent_at": "2026-02-11T09:30:00+00:00",
    "event": "death",
    "child": {
        "nhs_number": {"value": "999 000 0018", "verification": "01"},
        "names": [{"use": "official", "family": "Example", "given": ["Testchild"]}],
        "birth": {"date": "2020-01-03"},
        "sex": "male",
        "addresses": [{"use": "home", "lines": ["1 Example Street"], "postcode": "HR1 2AA"}],
    },
    "death": {
        "at": "2026-02-11T04:10:00+00:00",
        "precision": "minute",
        "place": {"type": "acute_ed", "site_ods": "RLQ01"},
        "expected": "unexpected",
        "narrative": "Found unwell and brought in by ambulance.",
        "jar": {"needed": "yes", "triggers": ["sudden_no_apparent_cause"]},
    },
}
EVENTS = "https://fhir.cdop.example/CodeSystem/cdop-message-event"
REASONS = "https://fhir.cdop.example/CodeSystem/cdop-message-reason"


def put(form: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """Set one field of a form, or take it away with `...`."""
    *way, last = pointer.split("/")[1:]
    found: Any = form
    for part in way:
        found = found[int(part)] if isinstance(found, list) else found.setdefault(part, {})
    if value is ...:
        found.pop(last, None)
    else:
        found[int(last) if isinstance(found, list) else last] = value
    return form


def a_form(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """A valid form, with single fields set by pointer or taken away with `...`."""
    form = deepcopy(FORM)
    for pointer, value in (changes or {}).items():
        put(form, pointer, value)
    return form


def a_neonate(changes: dict[str, Any] | None = None) -> dict[str, Any]:
    """A baby who lived for two days and had neither number nor forename."""
    return a_form(
        {
            "/child/nhs_number": ...,
            "/child/nhs_number_absent_reason": "nhs_number_not_currently_available",
            "/child/names": [{"use": "usual", "family": "Example", "given": ["Baby of"]}],
            "/child/birth": {"date": "2026-02-09", "time": "03:15"},
            "/neonatal": {"mother_nhs_number": "9990000026", "birth_order": 1, "plurality": 1},
        }
        | (changes or {})
    )


def patient(**changes: Any) -> dict[str, Any]:
    """A Patient of the national shape who has died."""
    return {
        "resourceType": "Patient",
        "id": "child",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [{"use": "official", "family": "Example", "given": ["Testchild"]}],
        "gender": "male",
        "birthDate": "2020-01-03",
        "deceasedDateTime": "2026-02-11T04:10:00+00:00",
    } | changes


def a_message(
    child: dict[str, Any] | None = None, *others: dict[str, Any], reason: str = "new"
) -> dict[str, Any]:
    """A message about a child, from RLQ."""
    header = {
        "resourceType": "MessageHeader",
        "id": "c0a80101-0000-4000-8000-000000000001",
        "eventCoding": {"system": EVENTS, "code": "child-death-notification-1"},
        "reason": {"coding": [{"system": REASONS, "code": reason}]},
        "source": {"endpoint": "https://sender.example"},
        "sender": {"reference": "urn:uuid:sender"},
        "focus": [{"reference": "urn:uuid:child"}],
    }
    ods = {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RLQ"}
    entries: list[dict[str, Any]] = [
        {"fullUrl": "urn:uuid:header", "resource": header},
        {"fullUrl": "urn:uuid:child", "resource": child or patient()},
        {"fullUrl": "urn:uuid:sender", "resource": {"resourceType": "Organization", "identifier": [ods]}},
    ]
    entries += [{"fullUrl": f"urn:uuid:other-{n}", "resource": one} for n, one in enumerate(others)]
    return {
        "resourceType": "Bundle",
        "type": "message",
        "identifier": {"system": "https://sender.example/messages", "value": "example-0001"},
        "timestamp": "2026-02-11T09:30:00+00:00",
        "entry": entries,
    }


def sent(message: dict[str, Any]) -> bytes:
    """The bytes of a message."""
    return json.dumps(message).encode()
