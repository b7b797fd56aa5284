"""What the sender of a FHIR message has to mend, and that no message breaks the reader."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.notifications.fhir import FhirRefusal, read
from tests.notifications.makers import a_message, patient
from tests.notifications.test_fhir import CLIENT, REMOVED, told


def refusal(message: dict[str, Any], endpoint: Any = "process-message") -> tuple[int, str, str]:
    """Why a message is refused, and where."""
    with pytest.raises(FhirRefusal) as caught:
        told(message, endpoint=endpoint)
    return caught.value.status, caught.value.issue, caught.value.expression


def without(message: dict[str, Any], *path: Any) -> dict[str, Any]:
    """A message that lacks one thing."""
    *way, last = path
    found: Any = message
    for step in way:
        found = found[step]
    del found[last]
    return message


HEADER = ("entry", 0, "resource")
FIRST = "Bundle.entry[0].resource"
SECOND = "Bundle.entry[1].resource"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (without(a_message(), "identifier"), (400, "required", "Bundle.identifier")),
        (without(a_message(), "timestamp"), (400, "required", "Bundle.timestamp")),
        (a_message() | {"timestamp": "2026-02-11"}, (400, "value", "Bundle.timestamp")),
        (without(a_message(), "type"), (400, "required", "Bundle.type")),
        (without(a_message(), "entry", 0), (400, "structure", "Bundle.entry[0]")),
        (a_message() | {"type": "document"}, (422, "not-supported", "Bundle.type")),
        (a_message() | {"type": "collection"}, (422, "not-supported", "Bundle.type")),
        (without(a_message(), *HEADER, "eventCoding"), (422, "not-supported", f"{FIRST}.event")),
        (a_message(reason="maybe"), (422, "not-supported", f"{FIRST}.reason")),
        (without(a_message(), *HEADER, "focus"), (400, "required", f"{FIRST}.focus")),
        (without(a_message(), "entry", 1), (400, "structure", f"{FIRST}.focus")),
        (without(a_message(), "entry", 2), (400, "structure", "MessageHeader.sender")),
        (without(a_message(), *HEADER, "source"), (400, "structure", FIRST)),
        (a_message(patient(), patient(id="second")), (422, "business-rule", "Bundle.entry")),
        (a_message(without(patient(), "name")), (400, "required", f"{SECOND}.name")),
        (a_message(patient(unknown="x")), (400, "structure", SECOND)),
        (a_message(patient(gender="Female")), (400, "value", f"{SECOND}.gender")),
        (a_message(patient(birthDate="2020-13-01")), (400, "structure", SECOND)),
        (a_message(without(patient(), "deceasedDateTime")), (422, "business-rule", f"{SECOND}.deceased")),
        (a_message(patient(extension=[REMOVED])), (422, "business-rule", f"{SECOND}.deceased")),
        (
            a_message(patient(identifier=[{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "12"}])),
            (400, "value", f"{SECOND}.identifier[0].value"),
        ),
    ],
)
def test_what_a_sender_has_to_mend(message: dict[str, Any], expected: tuple[int, str, str]) -> None:
    assert refusal(message) == expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{",
        b"[" * 100_000,
        b"NaN",
        b'{"resourceType": "Bundle", "resourceType": "Bundle"}',
        b'{"resourceType": "Bundle", "id": "\\u0000"}',
        b'{"resourceType": "Bundle", "id": "\\ud800"}',
    ],
)
def test_what_is_no_bundle_is_refused(body: bytes) -> None:
    with pytest.raises(FhirRefusal) as caught:
        read(body, CLIENT, "bundle")
    assert caught.value.status == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 8),
    JSON,
    st.sampled_from(["name", "identifier", "address", "extension", "meta"]),
    st.data(),
)
def test_any_other_type_anywhere_is_read_or_refused_and_never_breaks(
    at: int, value: Any, element: str, data: Any
) -> None:
    kinds = [
        "RelatedPerson",
        "Encounter",
        "Location",
        "Observation",
        "Practitioner",
        "PractitionerRole",
        "Composition",
    ]
    kind = data.draw(st.sampled_from(kinds))
    names = ["code", "type", "name", "relationship", "location", "section", "telecom", "valueQuantity"]
    other = {"resourceType": kind, data.draw(st.sampled_from(names)): value}
    message = a_message(patient(**({element: value} if at == 0 else {})), other)
    with suppress(FhirRefusal):
        assert told(message).form.event == "death"
