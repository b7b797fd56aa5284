"""The form: what it takes, what it refuses, and that a refusal repeats nothing."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from app.notifications.schemas import NotificationIn
from tests.notifications.makers import a_form, a_neonate

NOT_KNOWN = {"absent": "not_known"}


def where_wrong(form: dict[str, Any]) -> list[str]:
    """The pointers of all errors."""
    with pytest.raises(ValidationError) as caught:
        NotificationIn.model_validate(form)
    return ["/" + "/".join(map(str, error["loc"])) for error in caught.value.errors()]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"/child/names": NOT_KNOWN},
        {"/child/birth": NOT_KNOWN},
        {"/child/birth/date": NOT_KNOWN},
        {"/child/birth/date": "2009"},
        {"/child/birth/date": "2009-07"},
        {"/child/sex": {"absent": "not_asked"}},
        {"/child/flags/autism": "not_known"},
        {"/child/addresses": {"absent": "refused"}},
        {"/child/addresses/0/postcode": "D04 X4H5", "/child/addresses/0/country": "Ireland"},
        {"/child/names/0/family": "Ó Example-Über 例"},
        {"/death/at": NOT_KNOWN, "/death/precision": ...},
        {"/death/at": "2026-02-11", "/death/precision": "date"},
        {"/death/at": "2026-02", "/death/precision": "month"},
        {"/death/at": "2026-02-11T00:00:00Z", "/death/precision": "date"},
        {
            "/death/at": ...,
            "/death/precision": "range",
            "/death/range": {"from": "2026-02-10", "to": "2026-02-11"},
        },
        {"/death/narrative": "=HYPERLINK(1)<script>"},
        {"/death/jar/needed": True},
        {"/cause": {"layout": "neonatal", "lines": {"line_a": "Prematurity"}}},
        {"/extensions": {"local": {"ward": ["1", 2, None]}}},
    ],
)
def test_a_form_is_taken_as_sent(changes: dict[str, Any]) -> None:
    form = a_form(changes)
    kept = NotificationIn.model_validate(form).as_sent()
    expected = json.loads(json.dumps(form).replace("true", '"yes"'))
    assert kept == expected


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"/childs": {}}, "/childs"),
        ({"/child/birth/day": "1"}, "/child/birth/day"),
        ({"/sender/person": {"phone": "01"}}, "/sender/person/name"),
        ({"/sender/reference": NOT_KNOWN}, "/sender/reference"),
        ({"/sender/reference": "x" * 65}, "/sender/reference"),
        ({"/sender/organisation/ods": "r l q"}, "/sender/organisation/ods"),
        ({"/sent_at": "2026-02-11T09:30:00"}, "/sent_at"),
        ({"/sent_at": NOT_KNOWN}, "/sent_at"),
        ({"/event": "birthday"}, "/event"),
        ({"/child/nhs_number/value": "99900000"}, "/child/nhs_number/value"),
        ({"/child/nhs_number/value": "9990000018\n"}, "/child/nhs_number/value"),
        ({"/child/nhs_number/value": "٩990000018"}, "/child/nhs_number/value"),
        ({"/child/nhs_number": NOT_KNOWN}, "/child/nhs_number_absent_reason"),
        ({"/child/names": []}, "/child/names"),
        ({"/child/names/0/family": "   "}, "/child/names/0/family"),
        ({"/child/names/0/family": "x\x00"}, "/child/names/0/family"),
        ({"/child/names/0/family": "x\ud800"}, "/child/names/0/family"),
        ({"/child/birth/date": "2026-02-30"}, "/child/birth/date"),
        ({"/child/birth/date": "0001-01-01"}, "/child/birth/date"),
        ({"/child/birth": {"date": "2009", "time": "01:00"}}, "/child/birth/time"),
        ({"/child/sex": "Male"}, "/child/sex"),
        ({"/child/sex": {"absent": "secret"}}, "/child/sex/absent"),
        ({"/child/sex": None}, "/child/sex"),
        ({"/death/at": ...}, "/death/at"),
        ({"/death/precision": ...}, "/death/precision"),
        ({"/death/at": "2026-02", "/death/precision": "minute"}, "/death/precision"),
        ({"/death/precision": "range"}, "/death/range"),
        ({"/death/place": {}}, "/death/place/type"),
        ({"/death/narrative": "x" * 10_001}, "/death/narrative"),
        ({"/death/jar/triggers": ["bad_luck"]}, "/death/jar/triggers/0"),
        ({"/neonatal": {"gestation_weeks": 2**70}}, "/neonatal/gestation_weeks"),
        ({"/neonatal": {"gestation_weeks": True}}, "/neonatal/gestation_weeks"),
        ({"/cause": {"layout": "standard", "lines": {"line_a": "x"}}}, "/cause/lines/line_a"),
        ({"/people": [{"relation": "mother"}] * 51}, "/people"),
        ({"/extensions": {"a": [[[[[[[[[1]]]]]]]]]}}, "/extensions"),
        ({"/extensions": {"a": "x" * 70_000}}, "/extensions"),
        ({"/extensions": {"a": "\x00"}}, "/extensions"),
    ],
)
def test_one_wrong_field_is_one_error_at_its_place(changes: dict[str, Any], wrong: str) -> None:
    assert where_wrong(a_form(changes)) == [wrong]


def test_no_error_repeats_what_was_sent() -> None:
    secret = "Testchild Secret"
    form = a_form(dict.fromkeys(("/child/sex", "/child/birth/date", "/death/at", "/sent_at"), secret))
    form["child"]["names"] = secret
    with pytest.raises(ValidationError) as caught:
        NotificationIn.model_validate(form)
    told = [(error["loc"], error["type"], error["msg"]) for error in caught.value.errors(include_input=False)]
    assert len(told) == 5
    assert "Secret" not in repr(told)


def test_a_neonate_is_taken() -> None:
    assert NotificationIn.model_validate(a_neonate()).neonatal
