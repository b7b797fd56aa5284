"""People and seats: they bite on the next request, and nobody helps themselves."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from app.identity.personas import PERSONAS
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE as HW
from tests.stewards.conftest import Desk

SEAT = {"role": "panel_member", "panel_id": str(HW), "organisation": "R1A"}


def seat_of(desk: Desk, persona: str) -> str:
    """The seat that a persona holds."""
    seats = desk.get("administrator", "/seats").json()["items"]
    (held,) = [seat["id"] for seat in seats if seat["person_id"] == str(PERSONAS[persona].id)]
    return str(held)


def test_a_seat_bites_on_the_next_request(desk: Desk) -> None:
    assert desk.get("manager", "/cases").status_code == 200
    assert desk.get("chair", "/cases").status_code == 403
    given = {"person_id": str(PERSONAS["chair"].id), "role": "designated_doctor", "panel_id": str(HW)}
    assert desk.send("POST", "administrator", "/seats", given).status_code == 201
    assert desk.get("chair", "/cases").status_code == 200
    assert desk.send("DELETE", "administrator", f"/seats/{seat_of(desk, 'manager')}").status_code == 204
    assert desk.get("manager", "/cases").status_code == 403


def test_who_is_ended_is_out_at_once(desk: Desk) -> None:
    manager = PERSONAS["manager"].id
    assert desk.send("DELETE", "administrator", f"/people/{manager}").status_code == 204
    assert desk.get("manager", "/cases").status_code == 401
    given = SEAT | {"person_id": str(manager)}
    assert desk.send("POST", "administrator", "/seats", given).status_code == 409


def test_nobody_gives_a_seat_to_themselves(desk: Desk) -> None:
    before = desk.get("administrator", "/seats").json()
    form = SEAT | {"person_id": str(PERSONAS["administrator"].id)}
    assert desk.send("POST", "administrator", "/seats", form).status_code == 422
    assert desk.get("administrator", "/seats").json() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"panel_id": None},
        {"panel_id": str(uuid4())},
        {"area": "herefordshire"},
        {"role": "system"},
        {"role": "notifier"},
        {"role": "respondent"},
        {"role": "auditor"},
        {"role": "partner_officer"},
        {"role": "partner_officer", "panel_id": None, "area": "atlantis"},
        {"role": "partner_officer", "panel_id": None, "area": "wyre-forest"},
    ],
)
def test_a_seat_is_for_a_place_that_exists(desk: Desk, changes: dict[str, Any]) -> None:
    form = SEAT | {"person_id": desk.person()} | changes
    answer = desk.send("POST", "administrator", "/seats", form)
    assert answer.status_code == 422
    assert "atlantis" not in answer.text


def test_an_officer_has_an_area_and_an_auditor_has_no_place(desk: Desk) -> None:
    somebody = desk.person()
    for form in ({"role": "partner_officer", "area": "shropshire"}, {"role": "auditor"}):
        assert desk.send("POST", "administrator", "/seats", form | {"person_id": somebody}).status_code == 201


def test_unknown_people_and_seats(desk: Desk) -> None:
    form = SEAT | {"person_id": str(uuid4())}
    assert desk.send("POST", "administrator", "/seats", form).status_code == 404
    for path in (f"/seats/{uuid4()}", f"/people/{uuid4()}", f"/clients/{uuid4()}"):
        assert desk.send("DELETE", "administrator", path).status_code == 404


def test_a_person_is_registered_once(desk: Desk) -> None:
    assert UUID(desk.person()).version == 4
    form = {
        "issuer": "https://issuer.example.invalid",
        "subject": "somebody",
        "display_name": "Other Example",
    }
    assert desk.send("POST", "administrator", "/people", form).status_code == 409


@pytest.mark.parametrize("path", ["/clients", "/people", "/seats", "/keys"])
@pytest.mark.parametrize("persona", ["coordinator", "manager", "chair", "notifier-wvt", "auditor"])
def test_others_do_not_look_after_access(desk: Desk, persona: str, path: str) -> None:
    assert desk.get(persona, path).status_code == 403
    assert desk.get("administrator", path).status_code == 200


def test_an_administrator_opens_nothing_about_a_child(desk: Desk) -> None:
    case = uuid4()
    reads = ["", "/history", "/clocks", "/disclosures", "/analysis", "/holds", "/reviews", "/certification"]
    reads += ["/jar", "/documents", "/requests"]
    assert desk.get("administrator", "/cases").status_code == 403
    for path in reads:
        assert desk.get("administrator", f"/cases/{case}{path}").status_code in {403, 404}, path
    lists = ["/inbox", "/meetings", "/themes", "/recommendations", "/actions", "/ncmd/submissions"]
    for path in [*lists, "/audit/events"]:
        assert desk.get("administrator", path).status_code == 403, path
    search = {"family": "Example"}
    assert desk.send("POST", "administrator", "/cases/search", search).status_code == 403


def test_keys_are_counted_by_kind(desk: Desk) -> None:
    keys = desk.get("administrator", "/keys").json()["items"]
    assert {"application"} <= {key["kind"] for key in keys}
    assert all(key["current"] and key["count"] > 0 for key in keys)
