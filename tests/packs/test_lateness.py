"""What comes in after a pack was prepared: told by its kind, and in the way of approval and release."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.packs.begun import Prepared, Ready
from tests.packs.office import Office
from tests.packs.told import ANALYSIS

Arrives = Callable[[Office, str], None]


def a_form_comes(office: Office, case_id: str) -> None:
    office.answered(
        case_id, "police", circumstances={"narrative": "Officers found the door open and the heating on."}
    )


def the_family_speaks(office: Office, case_id: str) -> None:
    said = {"who": "father", "text": "She had a cold for a week.", "for_pack": True}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)


def the_identity_is_corrected(office: Office, case_id: str) -> None:
    etag = office.get("coordinator", f"/cases/{case_id}").headers["etag"]
    corrected = {"child": {"also_known_as": ["Nettie"]}, "reason": "The family says so."}
    headers = office.as_("coordinator", If_Match=etag)
    assert office.client.patch(f"/v1/cases/{case_id}", headers=headers, json=corrected).is_success


def the_analysis_is_rewritten(office: Office, case_id: str) -> None:
    etag = office.get("coordinator", f"/cases/{case_id}/analysis").headers["etag"]
    headers = office.as_("coordinator", If_Match=etag)
    drafted = ANALYSIS | {"summary": "Something else was agreed."}
    assert office.client.put(f"/v1/cases/{case_id}/analysis", headers=headers, json=drafted).is_success


def a_cause_is_registered(office: Office, case_id: str) -> None:
    cause = {"registered_cause": {"layout": "standard", "lines": {"line_1a": "Acute asthma"}}}
    path = f"/v1/cases/{case_id}/certification"
    assert office.client.put(path, headers=office.as_("coordinator"), json=cause).is_success


ARRIVALS: dict[str, Arrives] = {
    "form": a_form_comes,
    "family": the_family_speaks,
    "correction": the_identity_is_corrected,
    "analysis": the_analysis_is_rewritten,
    "review": a_cause_is_registered,
}


def standing(office: Office, case_id: str, pack_id: str) -> list[tuple[bool, list[str]]]:
    """What the pack and the list say of what came in."""
    listed = office.get("coordinator", f"/cases/{case_id}/packs").json()["items"]
    said: list[dict[str, Any]] = [office.get("coordinator", f"/packs/{pack_id}").json(), *listed]
    return [(one["outdated"], one["outdated_by"]) for one in said if one["id"] == pack_id]


@pytest.mark.parametrize("kind", ARRIVALS)
def test_what_came_in_is_told_by_its_kind_and_stands_against_approval(
    office: Office, pack: Prepared, kind: str
) -> None:
    case_id, meeting = pack["case_id"], pack["meeting_id"]
    assert standing(office, case_id, pack["id"]) == [(False, []), (False, [])]
    ARRIVALS[kind](office, case_id)
    assert standing(office, case_id, pack["id"]) == [(True, [kind]), (True, [kind])]
    refused = office.approved(pack["id"])
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cdop:problem:outdated")
    assert [one["type"] for one in refused.json()["errors"]] == [kind]
    again = office.prepared(case_id, meeting)
    assert standing(office, case_id, pack["id"]) == [(False, []), (False, [])]
    assert office.approved(again["id"]).is_success


def test_a_contact_with_the_family_is_no_news_for_the_panel(office: Office, pack: Prepared) -> None:
    case_id = pack["case_id"]
    contact = {
        "who": "mother",
        "at": "2026-06-05T10:00:00Z",
        "by": "Keyworker Example",
        "method": "telephone",
    }
    office.made("coordinator", f"/cases/{case_id}/family/contacts", contact | {"purpose": "support"})
    assert standing(office, case_id, pack["id"]) == [(False, []), (False, [])]


def test_an_outdated_pack_is_released_only_with_a_reason_which_is_kept(
    office: Office, pack: Prepared
) -> None:
    case_id = pack["case_id"]
    assert office.approved(pack["id"]).is_success
    the_family_speaks(office, case_id)
    path = f"/packs/{pack['id']}/release"
    for body in ({}, {"although_outdated": None}):
        assert office.post("manager", path, body).json()["type"] == "urn:cdop:problem:outdated"
    assert office.post("manager", path, {"although_outdated": ""}).status_code == 422
    why = {"although_outdated": "The meeting is tomorrow; it is told there."}
    assert office.made("manager", path, why)["state"] == "released"
    kept = office.accounts(pack["id"], "release.although_outdated")
    assert [one["reason"] for one in kept] == [why["although_outdated"]]
    assert standing(office, case_id, pack["id"])[0] == (True, ["family"])


def test_a_list_opens_nothing_that_a_pack_tells(office: Office, pack: Prepared) -> None:
    case_id = pack["case_id"]
    request = "7b1f0c2e-0000-4000-8000-000000000001"
    office.get("coordinator", f"/cases/{case_id}/packs", X_Request_ID=request)
    assert opened(office, request) == {"pack_verdict.account"}
    assert pack["state"] == "draft"


def opened(office: Office, request: str) -> set[str]:
    """Which fields the trail says a request has opened."""
    query = text("SELECT body FROM audit_event WHERE request_id = :id AND action = 'fields.disclosed'")
    with office.parts.sessions() as session:
        bodies = session.scalars(query, {"id": request})
        return {name for body in bodies for name in json.loads(body)["fields"]}


def test_who_is_named_by_what_came_in_is_looked_for_before_the_pack_goes_out(
    office: Office, ready: Ready
) -> None:
    case_id, meeting = ready
    said = {"who": "aunt", "text": "She liked quorrington best, and said so.", "for_pack": True}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    pack = office.prepared(case_id, meeting)
    assert office.approved(pack["id"]).is_success
    named = {"respondent_name": "Hester Quorrington", "respondent_role": "Sergeant"}
    told = {"narrative": "Officers found the heating on."}
    office.answered(case_id, "police", identification=named, circumstances=told)
    why = {"although_outdated": "The meeting is tomorrow."}
    blocked = office.post("manager", f"/packs/{pack['id']}/release", why)
    assert (blocked.status_code, blocked.json()["type"]) == (409, "urn:cdop:problem:gate")
    assert "quorrington" not in blocked.text.lower()
