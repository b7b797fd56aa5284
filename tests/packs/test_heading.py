"""What a header says only with a reason: county and quarter with the chair, a group that others share."""

from typing import Any

import pytest

from app.facts.schemas import CodedFacts
from app.packs.rules import head
from tests.packs.begun import Prepared
from tests.packs.office import Office

WHY = "The learning turns on it."


def ask(
    office: Office, pack_id: str, field: str, *, include: bool = True, persona: str = "coordinator"
) -> Any:
    """Ask that a header says a field, or no longer does."""
    etag = office.get(persona, f"/packs/{pack_id}").headers["etag"]
    asked = {"header": [{"field": field, "include": include, "reason": WHY}]}
    return office.client.patch(f"/v1/packs/{pack_id}", headers=office.as_(persona, If_Match=etag), json=asked)


def chair(
    office: Office, pack: dict[str, Any], field: str, *, approve: bool = True, persona: str = "chair"
) -> Any:
    """What the chair says of a field."""
    said = {"field": field, "approve": approve, "reason": WHY}
    return office.post(persona, f"/meetings/{pack['meeting_id']}/packs/{pack['pseudonym']}/header", said)


def told(office: Office, pack: dict[str, Any]) -> dict[str, Any]:
    """The head of a pack as the office sees it."""
    summary: dict[str, Any] = office.get("doctor", f"/packs/{pack['id']}").json()["summary"]
    return summary


def test_nothing_of_it_is_said_unasked(office: Office, pack: Prepared) -> None:
    assert {"county", "ethnicity"}.isdisjoint(told(office, pack))
    assert told(office, pack)["period"] == "2026"


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [("county", "county", "Herefordshire"), ("quarter", "period", "April to June 2026")],
)
def test_county_and_quarter_need_a_reason_and_the_chair(
    office: Office, pack: Prepared, field: str, name: str, value: str
) -> None:
    asked = ask(office, pack["id"], field).json()
    assert asked["summary"][name] == value
    assert asked["header"] == [{"field": field, "reason": WHY, "chair_approved": False}]
    assert asked["sha256"] != pack["sha256"]
    refused = office.approved(pack["id"])
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (409, f"/header/{field}")
    assert value not in refused.text
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    before = office.get("doctor", f"/packs/{pack['id']}")
    assert chair(office, pack, field).json() == {"field": field, "approved": True}
    after = office.get("doctor", f"/packs/{pack['id']}")
    assert (after.json()["sha256"], after.headers["etag"]) == (
        before.json()["sha256"],
        before.headers["etag"],
    )
    assert after.json()["header"][0]["chair_approved"] is True
    assert office.approved(pack["id"]).is_success
    assert office.made("manager", f"/packs/{pack['id']}/release")["state"] == "released"
    read = office.get("chair", f"/meetings/{pack['meeting_id']}/packs/{pack['pseudonym']}").json()
    assert read["summary"][name] == value
    assert [one["field"] for one in office.accounts(pack["id"], "header.include")] == [field]


def test_what_is_left_out_again_needs_nobody(office: Office, pack: Prepared) -> None:
    for field in ("county", "quarter"):
        ask(office, pack["id"], field)
        back = ask(office, pack["id"], field, include=False).json()
    assert (back["summary"], back["header"], back["sha256"]) == (told(office, pack), [], pack["sha256"])
    assert office.approved(pack["id"]).is_success


def test_the_chair_may_take_it_back_until_the_release(office: Office, pack: Prepared) -> None:
    office.declare("chair", pack["meeting_id"], pack["pseudonym"])
    assert chair(office, pack, "county").is_success
    ask(office, pack["id"], "county")
    assert office.approved(pack["id"]).is_success
    assert chair(office, pack, "county", approve=False).is_success
    assert office.post("manager", f"/packs/{pack['id']}/release").status_code == 409
    assert chair(office, pack, "county").is_success
    assert office.post("manager", f"/packs/{pack['id']}/release").is_success
    assert chair(office, pack, "county", approve=False).status_code == 409


def test_the_word_of_the_chair_holds_for_the_next_version(office: Office, pack: Prepared) -> None:
    case_id, meeting = pack["case_id"], pack["meeting_id"]
    office.declare("chair", meeting, pack["pseudonym"])
    chair(office, pack, "quarter")
    pack = office.prepared(case_id, meeting)
    assert ask(office, pack["id"], "quarter").json()["header"][0]["chair_approved"] is True


def test_only_a_chair_without_a_conflict_says_so(office: Office, pack: Prepared) -> None:
    assert chair(office, pack, "county").status_code == 404
    office.declare("chair", pack["meeting_id"], pack["pseudonym"], "knew_family")
    assert chair(office, pack, "county").status_code == 404
    for persona in ("manager", "doctor", "coordinator", "member-health"):
        assert chair(office, pack, "county", persona=persona).status_code == 403
    assert chair(office, pack, "county", persona="stw-chair").status_code == 404


def test_an_ethnic_group_is_said_when_others_share_it_and_no_number_is_told(
    office: Office, pack: Prepared
) -> None:
    alone = ask(office, pack["id"], "ethnicity")
    assert (alone.status_code, alone.json()["errors"][0]["type"]) == (422, "too-rare")
    assert not any(letter.isdigit() for letter in alone.json()["errors"][0]["message"])
    assert "White" not in alone.text
    office.a_case()
    asked = ask(office, pack["id"], "ethnicity").json()
    assert asked["summary"]["ethnicity"] == "White"
    assert asked["header"] == [{"field": "ethnicity", "reason": WHY, "chair_approved": None}]
    assert office.approved(pack["id"]).is_success
    assert office.made("manager", f"/packs/{pack['id']}/release")["state"] == "released"


def test_asking_needs_a_reason_and_something_to_say(office: Office, pack: Prepared) -> None:
    path = f"/v1/packs/{pack['id']}"
    etag = office.get("doctor", f"/packs/{pack['id']}").headers["etag"]
    headers = office.as_("doctor", If_Match=etag)
    for body in ({}, {"header": [{"field": "county", "include": True}]}, {"header": [{"field": "ward"}]}):
        assert office.client.patch(path, headers=headers, json=body).status_code == 422


@pytest.mark.parametrize(
    ("facts", "field", "value"),
    [
        (CodedFacts(area="telford-and-wrekin"), "county", "Telford and Wrekin"),
        (CodedFacts(), "county", None),
        (CodedFacts(died_on="2026-01-31"), "quarter", "January to March 2026"),
        (CodedFacts(died_on="2026-12"), "quarter", "October to December 2026"),
        (CodedFacts(died_on="2026"), "quarter", None),
        (CodedFacts(ethnicity="J"), "ethnicity", "Asian or Asian British"),
        (CodedFacts(ethnicity="Z"), "ethnicity", None),
        (CodedFacts(), "ethnicity", None),
    ],
)
def test_what_a_field_says(facts: CodedFacts, field: str, value: str | None) -> None:
    assert head.asked_for(field, facts) == value


def asked(field: str, why: str = WHY) -> tuple[str, dict[str, Any]]:
    """The office asks for a field."""
    return head.INCLUDED, {"field": field, "reason": why}


def left_out(field: str) -> tuple[str, dict[str, Any]]:
    """The office no longer asks for it."""
    return head.LEFT_OUT, {"field": field, "reason": WHY}


def word(field: str, *, approve: bool) -> tuple[str, dict[str, Any]]:
    """What the chair says."""
    return head.SAID, {"field": field, "approve": approve, "reason": WHY}


@pytest.mark.parametrize(
    ("log", "waits"),
    [
        ([], {}),
        ([asked("county")], {"county": (WHY, None)}),
        ([asked("ethnicity")], {}),
        ([asked("county"), left_out("county")], {}),
        ([left_out("county")], {}),
        ([asked("county"), asked("county", "B")], {"county": ("B", None)}),
        ([word("county", approve=True)], {}),
        ([word("county", approve=True), asked("county")], {"county": (WHY, True)}),
        ([asked("county"), word("county", approve=True), asked("county", "B")], {"county": ("B", True)}),
        ([asked("county"), word("county", approve=False)], {"county": (WHY, False)}),
        ([asked("county"), word("county", approve=False), asked("county", "B")], {"county": ("B", None)}),
        ([word("county", approve=False), asked("quarter")], {"quarter": (WHY, None)}),
    ],
)
def test_what_waits_for_the_chair(
    log: list[tuple[str, dict[str, Any]]], waits: dict[str, tuple[str, bool | None]]
) -> None:
    assert head.asked_of_chair(log) == waits
