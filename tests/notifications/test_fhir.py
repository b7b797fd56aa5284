"""A FHIR message as a form: what each element becomes, and what its sender has to mend."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B import get_fhir_model_class

from app.notifications.fhir import Client, FhirNotification, answer, capability, read
from app.notifications.rules.reading import raw
from app.notifications.rules.worth_asking import Warning  # noqa: A004 - the word that travels
from tests.notifications.makers import a_message, patient, sent
from tests.notifications.test_rules import NOW

CLIENT = Client(ods=("RLQ",), kind="acute")
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "fhir"
UKCORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-"
STATUS = {
    "url": f"{UKCORE}DeathNotificationStatus",
    "extension": [{"url": "deathNotificationStatus", "valueCodeableConcept": {"coding": [{"code": "2"}]}}],
}
REMOVED = json.loads(json.dumps(STATUS).replace('"2"', '"U"'))


def told(
    message: dict[str, Any], client: Client = CLIENT, endpoint: Any = "process-message"
) -> FhirNotification:
    """A message, read."""
    return read(sent(message), client, endpoint)


def form(*others: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The form that a message about this child becomes."""
    return told(a_message(patient(**changes), *others)).form.as_sent()


def observation(system: str, code: str, **value: Any) -> dict[str, Any]:
    """One Observation of the child."""
    coding = {"system": system, "code": code}
    return {"resourceType": "Observation", "status": "final", "code": {"coding": [coding]}, **value}


@pytest.mark.parametrize(
    ("changes", "pointer", "value"),
    [
        ({}, "/child/nhs_number/value", "9990000018"),
        ({}, "/death/at", "2026-02-11T04:10:00+00:00"),
        ({}, "/death/expected", {"absent": "not_asked"}),
        ({}, "/sender/organisation/ods", "RLQ"),
        ({"gender": "other"}, "/child/sex", "indeterminate"),
        ({"gender": "unknown"}, "/child/sex", "not_known"),
        ({"gender": None}, "/child/sex", {"absent": "not_asked"}),
        ({"birthDate": "2020"}, "/child/birth/date", "2020"),
        ({"birthDate": "2020-01"}, "/child/birth/date", "2020-01"),
        ({"deceasedDateTime": "2026-02-11"}, "/death/precision", "date"),
        ({"deceasedDateTime": "2026"}, "/death/range", {"from": "2026", "to": "2026"}),
        ({"deceasedDateTime": "2025-07-11T00:00:00+00:00"}, "/death/at", "2025-07-11T00:00:00+00:00"),
        ({"deceasedDateTime": "2025-07-11T00:00:00+00:00", "extension": [STATUS]}, "/death/at", "2025-07-11"),
        ({"deceasedDateTime": None, "deceasedBoolean": True}, "/death/at", {"absent": "not_known"}),
        ({"deceasedDateTime": None, "extension": [STATUS]}, "/death/at", {"absent": "not_known"}),
        ({"multipleBirthInteger": 2}, "/neonatal/birth_order", 2),
        ({"multipleBirthInteger": 8}, "/neonatal/birth_order", {"absent": "not_known"}),
    ],
)
def test_an_element_becomes_a_field(changes: dict[str, Any], pointer: str, value: Any) -> None:
    stated = {name: one for name, one in patient(**changes).items() if one is not None}
    assert raw(told(a_message(stated)).form.as_sent(), pointer) == value


def test_a_summer_midnight_of_a_national_record_is_neither_midnight_nor_one_o_clock() -> None:
    message = a_message(patient(deceasedDateTime="2025-07-11T00:00:00+00:00"))
    death = told(message, Client(("RLQ",), "acute", pds_shaped=True)).form.as_sent()["death"]
    assert (death["at"], death["precision"]) == ("2025-07-11", "date")


def test_a_time_of_birth_keeps_its_offset() -> None:
    extension = {"url": "http://hl7.org/fhir/StructureDefinition/patient-birthTime"}
    late = {"extension": [extension | {"valueDateTime": "2025-06-30T23:30:00Z"}]}
    assert form(birthDate="2025-07-01", _birthDate=late)["child"]["birth"]["time"] == "00:30:00+01:00"
    other = told(a_message(patient(birthDate="2025-06-30", _birthDate=late)))
    assert ("birth_time_differs", "/child/birth/time") in other.warnings


def test_former_numbers_and_local_identifiers_are_kept_apart() -> None:
    identifiers = [
        *patient()["identifier"],
        {"use": "old", "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000034"},
        {"system": "https://sender.example/hospital-number", "value": "H 17"},
    ]
    child = form(identifier=identifiers)["child"]
    assert child["former_nhs_numbers"] == ["9990000034"]
    assert child["local_identifiers"] == [{"value": "H 17"}]


def test_the_mother_is_found_and_a_living_patient_is_never_the_child() -> None:
    number = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026"}
    role = {"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": "MTH"}
    mother = {
        "resourceType": "RelatedPerson",
        "patient": {"reference": "urn:uuid:child"},
        "relationship": [{"coding": [role]}],
        "identifier": [number],
    }
    living = {"resourceType": "Patient", "name": [{"family": "Example", "given": ["Testparent"]}]}
    found = form(mother, living)
    assert found["neonatal"]["mother_nhs_number"] == "9990000026"
    assert [person["relation"] for person in found["people"]] == ["mother", {"absent": "not_known"}]


def test_observations_tell_of_the_birth_and_the_cause() -> None:
    sct, loinc = "http://snomed.info/sct", "http://loinc.org"
    found = form(
        observation(sct, "268477000", valueQuantity={"value": 198, "code": "d"}),
        observation(sct, "364589006", valueQuantity={"value": 1.25, "code": "kg"}),
        observation(sct, "246435002", valueInteger=2),
        observation(sct, "184305005", valueString="Example cause"),
        observation(loinc, "81956-5", valueDateTime="2026-02-11T05:10:00+01:00"),
    )
    assert found["neonatal"] == {
        "gestation_weeks": 28,
        "gestation_days": 2,
        "birthweight_g": 1250,
        "plurality": 2,
    }
    assert found["cause"] == {"layout": "standard", "lines": {"line_1a": "Example cause"}}


def test_two_times_of_death_are_a_conflict_that_is_shown() -> None:
    other = observation("http://loinc.org", "81956-5", valueDateTime="2026-02-11T06:00:00+00:00")
    message = told(a_message(patient(), other))
    assert ("death_time_conflict", "/death/at") in message.warnings
    assert message.form.death.at == "2026-02-11T04:10:00+00:00"


def test_a_fault_elsewhere_costs_a_warning_and_not_the_death() -> None:
    broken = {"resourceType": "RelatedPerson", "name": [{"text": "x" * 500}], "birthDate": 7, "unknown": {}}
    message = told(a_message(patient(), broken, {"resourceType": "Wonder", "name": 3}))
    assert ("not_readable", "/people") in message.warnings
    assert message.form.people is None


def test_a_removal_withdraws_because_the_child_lives() -> None:
    message = told(a_message(patient(extension=[REMOVED]), reason="delete"))
    assert (message.reason, message.withdrawal) == ("delete", "not_dead")
    assert told(a_message(reason="delete")).withdrawal == "entered_in_error"


def test_an_answer_is_sound_fhir_and_repeats_nothing() -> None:
    receipt = UUID("c0a80101-0000-4000-8000-0000000000ff")
    message_id = told(a_message()).message_id
    bundle = answer(receipt, NOW, message_id, [Warning("nhs_number_check_digit", "/child/nhs_number/value")])
    get_fhir_model_class("Bundle").model_validate(bundle)
    header, outcome = (entry["resource"] for entry in bundle["entry"])
    assert header["response"]["identifier"] == str(message_id)
    assert outcome["issue"][1]["expression"] == ["Patient.identifier"]
    assert answer(receipt, NOW, None, [])["entry"][0]["resource"]["response"]["identifier"] == str(receipt)


def test_what_we_say_we_can_do_is_sound_fhir() -> None:
    get_fhir_model_class("CapabilityStatement").model_validate(capability("2026-11-25"))


@pytest.mark.parametrize("name", ["new", "update"])
def test_a_published_example_is_taken_without_a_warning(name: str) -> None:
    message = read((EXAMPLES / f"{name}.json").read_bytes(), CLIENT, "process-message")
    assert (message.reason, message.warnings) == (name, ())
