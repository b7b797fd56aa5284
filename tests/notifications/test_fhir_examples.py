"""Every published example, as its publisher wrote it: read, refused or survived, as its trap asks."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.notifications.fhir import Client, FhirNotification, FhirRefusal, read
from app.notifications.rules.reading import raw
from tests.notifications.makers import a_message, sent

FOLDER = Path(__file__).parents[1] / "data" / "fhir"
CLIENT = Client(ods=("RLQ",), kind="acute", pds_shaped=True)

AS_SENT = {
    "tp01": (400, "structure"),
    "tp02": (400, "structure"),
    "tp03": (400, "structure"),
    "tp04": (422, "not-supported"),
    "tp05": (422, "not-supported"),
    "tp06": (400, "structure"),
    "tp07": (422, "not-supported"),
    "tp08": (400, "structure"),
    "tp09": (400, "structure"),
    "tp10": (422, "not-supported"),
    "tp11": (400, "structure"),
    "tp12": (400, "structure"),
    "tp13": (415, "not-supported"),
    "tp14": (415, "not-supported"),
    "tp15": (415, "not-supported"),
    "tp16": (415, "not-supported"),
    "tp17": (422, "not-supported"),
    "tp18": (400, "structure"),
    "tp19": (422, "not-supported"),
    "tp20": (422, "not-supported"),
    "tp21": (422, "not-supported"),
    "tp22": (422, "not-supported"),
    "tp23": (422, "not-supported"),
    "tp24": (400, "structure"),
    "tp25": (422, "not-supported"),
    "tp26": (400, "structure"),
    "tp27": (400, "required"),
    "tp28": (400, "required"),
    "tp29": (400, "required"),
}


def example(code: str) -> bytes:
    """The bytes of one example."""
    return next(FOLDER.glob(f"{code}-*")).read_bytes()


def patient_of(code: str) -> dict[str, Any]:
    """The first Patient of an example."""
    found = json.loads(example(code))
    return found if found["resourceType"] == "Patient" else patients(found)[0]


def patients(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    """Every Patient of a bundle, or of the document inside it."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    inner = [one for outer in resources if outer["resourceType"] == "Bundle" for one in patients(outer)]
    return [one for one in resources if one["resourceType"] == "Patient"] + inner


def in_a_message(code: str) -> FhirNotification:
    """The Patient of an example, told of as a death in a message of ours."""
    return read(sent(a_message(patient_of(code))), CLIENT, "process-message")


def as_a_bundle(code: str) -> FhirNotification:
    """A whole transaction, with the identifier and time that it lacks."""
    bundle = json.loads(example(code)) | {
        "identifier": {"value": code},
        "timestamp": "2026-02-11T09:30:00Z",
    }
    return read(sent(bundle), CLIENT, "bundle")


def test_every_example_is_in_the_table() -> None:
    assert {path.name[:4] for path in FOLDER.glob("tp*")} == set(AS_SENT)


@pytest.mark.parametrize("endpoint", ["process-message", "bundle"])
@pytest.mark.parametrize("code", AS_SENT)
def test_none_reports_a_death_to_a_panel_as_it_stands(code: str, endpoint: Any) -> None:
    with pytest.raises(FhirRefusal) as caught:
        read(example(code), CLIENT, endpoint)
    expected = AS_SENT[code]
    if endpoint == "process-message" and code in ("tp27", "tp28", "tp29"):
        expected = (422, "not-supported")
    assert (caught.value.status, caught.value.issue) == expected


@pytest.mark.parametrize("code", ["tp01", "tp02", "tp03", "tp04"])
def test_a_national_midnight_becomes_a_day(code: str) -> None:
    told = in_a_message(code)
    assert told.form.death.at == "2010-10-22"
    assert told.form.death.precision == "date"


def test_a_number_whose_check_digit_fails_is_kept() -> None:
    number = raw(in_a_message("tp04").form.as_sent(), "/child/nhs_number")
    assert number == {"value": "9000000015", "verification": "01"}


def test_a_restricted_record_comes_without_an_address_and_stays_restricted() -> None:
    form = in_a_message("tp03").form.as_sent()
    assert form["extensions"] == {"restricted": True}
    assert raw(form, "/child/addresses") is None
    assert raw(form, "/child/gp") is None


def test_first_or_only_is_a_birth_order_and_no_plurality() -> None:
    assert in_a_message("tp01").form.as_sent()["neonatal"] == {"birth_order": 1}


def test_language_practice_and_address_are_taken() -> None:
    form = in_a_message("tp02").form.as_sent()
    assert (raw(form, "/child/language"), raw(form, "/child/interpreter")) == ("fr", "yes")
    assert raw(form, "/child/gp/ods") == "Y12345"
    assert raw(form, "/child/addresses/0/postcode") == "LS1 6AE"


def test_a_living_child_is_refused() -> None:
    with pytest.raises(FhirRefusal) as caught:
        in_a_message("tp06")
    assert (caught.value.status, caught.value.issue) == (422, "business-rule")


def test_a_patient_without_a_name_is_refused() -> None:
    with pytest.raises(FhirRefusal) as caught:
        in_a_message("tp26")
    assert (caught.value.status, caught.value.issue) == (400, "required")
    assert caught.value.expression == "Bundle.entry[1].resource.name"


def test_a_patient_that_breaks_fhir_is_refused() -> None:
    patient = patient_of("tp25") | {"deceasedDateTime": "2023-01-17T18:23:00-10:00"}
    with pytest.raises(FhirRefusal) as caught:
        read(sent(a_message(patient)), CLIENT, "process-message")
    assert (caught.value.status, caught.value.issue) == (400, "structure")


@pytest.mark.parametrize("code", ["tp19", "tp20"])
def test_a_partial_date_of_another_country_is_no_date(code: str) -> None:
    told = read(sent(a_message(patient_of(code) | {"deceasedBoolean": True})), CLIENT, "process-message")
    form = told.form.as_sent()
    assert raw(form, "/child/birth/date") == {"absent": "not_asked"}
    assert raw(form, "/death/at") == {"absent": "not_known"}
    assert {"birth_date_missing", "death_time_missing"} <= {warning.code for warning in told.warnings}


@pytest.mark.parametrize(
    ("code", "died"),
    [
        ("tp27", "1977-09-09T19:28:31+00:00"),
        ("tp28", "1990-09-26T16:12:57+00:00"),
        ("tp29", "2009-05-18T11:12:13+00:00"),
    ],
)
def test_a_transaction_about_one_dead_patient_is_read(code: str, died: str) -> None:
    """The adult of tp29 is read here and refused by the same rule as a native form."""
    told = as_a_bundle(code)
    assert told.form.death.at == died
    assert told.ods == "RLQ"
    assert told.form.child.nhs_number is None


def test_many_patients_of_one_name_are_not_one_child() -> None:
    bundle = json.loads(example("tp07")) | {
        "type": "collection",
        "identifier": {"value": "x"},
        "timestamp": "2026-02-11T09:30:00Z",
    }
    with pytest.raises(FhirRefusal) as caught:
        read(sent(bundle), CLIENT, "bundle")
    assert (caught.value.status, caught.value.issue) == (422, "business-rule")


@pytest.mark.parametrize("code", AS_SENT)
def test_a_refusal_repeats_nothing(code: str) -> None:
    with pytest.raises(FhirRefusal) as caught:
        read(example(code), CLIENT, "bundle")
    said = f"{caught.value} {caught.value.errors}"
    for word in ("Smith", "Smyth", "Patel", "Fadel", "9000000", "Chalmers", "DAWKINS", "Secret"):
        assert word not in said
