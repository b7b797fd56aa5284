"""A panel hands an anonymised pack down to a cohort that another panel shares."""

from tests.packs.begun import Prepared, Ready
from tests.packs.office import Office
from tests.packs.test_journey import leaks

THEME = {
    "title": "Asthma plans",
    "question": "Had each child a written plan?",
    "criteria": "Deaths in which asthma was the cause.",
    "window": {"from": "2025-04-01", "to": "2026-12-31"},
}


def a_theme(office: Office) -> str:
    """A theme that both panels have agreed to."""
    theme = str(office.made("manager", "/themes", THEME)["id"])
    office.made("stw-coordinator", f"/themes/{theme}/agree")
    return theme


def test_an_approved_pack_goes_into_a_cohort_under_another_name(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    theme = a_theme(office)
    path = f"/themes/{theme}/contributions"
    assert office.post("coordinator", path, {"case_id": case_id}).status_code == 409
    pack = office.prepared(case_id, meeting)
    assert office.approved(pack["id"]).is_success
    made = office.made("coordinator", path, {"case_id": case_id})
    assert made["pseudonym"] != pack["pseudonym"]
    assert office.post("doctor", path, {"case_id": case_id}).status_code == 409
    office.made("manager", f"/themes/{theme}/freeze")
    shared = office.get("stw-coordinator", f"/themes/{theme}/pack")
    assert len(shared.json()["packs"]) == 1
    assert leaks(shared.text) == []
    for told in (pack["pseudonym"], pack["sha256"], meeting, case_id, "2026-06"):
        assert told not in shared.text


def test_another_panel_contributes_no_case_of_ours(office: Office, pack: Prepared) -> None:
    case_id = pack["case_id"]
    assert office.approved(pack["id"]).is_success
    theme = a_theme(office)
    refused = office.post("stw-coordinator", f"/themes/{theme}/contributions", {"case_id": case_id})
    assert refused.status_code == 404


def test_what_the_case_has_learned_since_is_looked_for_before_a_pack_is_handed_down(office: Office) -> None:
    case_id, theme = office.a_case(), a_theme(office)
    said = {"who": "aunt", "text": "We all called her bobbikin, for she never sat still.", "for_pack": True}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    pack = office.prepared(case_id, office.a_meeting())
    approved = office.approved(pack["id"])
    assert approved.is_success, approved.text
    path = f"/themes/{theme}/contributions"
    etag = office.get("coordinator", f"/cases/{case_id}").headers["etag"]
    headers = office.as_("coordinator", If_Match=etag)
    alias = {"child": {"also_known_as": ["Bobbikin"]}, "reason": "The family says so."}
    assert office.client.patch(f"/v1/cases/{case_id}", headers=headers, json=alias).is_success
    refused = office.post("coordinator", path, {"case_id": case_id})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cdop:problem:gate")
    assert "bobbikin" not in refused.text.lower()
    assert office.get("coordinator", path).json()["items"] == []


def test_a_professional_who_is_named_later_counts_as_well(office: Office) -> None:
    case_id, theme = office.a_case(), a_theme(office)
    said = {"who": "aunt", "text": "She liked quorrington best, and said so.", "for_pack": True}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    pack = office.prepared(case_id, office.a_meeting())
    assert office.approved(pack["id"]).is_success
    path = f"/themes/{theme}/contributions"
    named = {"respondent_name": "Hester Quorrington", "respondent_role": "Sergeant"}
    told = {"narrative": "Officers found the heating on."}
    office.answered(case_id, "police", identification=named, circumstances=told)
    refused = office.post("coordinator", path, {"case_id": case_id})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:cdop:problem:gate")
