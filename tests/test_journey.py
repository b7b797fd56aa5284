"""The journey of one review: from a hospital's message to the panel's decision and the partners' report.

Everything goes through HTTP on PostgreSQL, with real encryption, real tokens and a real trail.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.makers import a_form
from tests.people import Cast, read_every_doubt

PANEL = ("member-health", "member-police", "member-social-care", "member-public-health", "member-lay")
READERS = (*PANEL, "chair", "doctor")
ANALYSIS = {
    "cause": {"as_understood": "Unexplained after a full post-mortem examination.", "agreed": "yes"},
    "summary": "A toddler who had been well was found unresponsive in the morning.",
    "factors": [{"domain": "C", "code": "unsafe_sleep", "level": "2", "modifiable": True}],
    "proposed_categories": ["unexplained"],
    "learning": {"points": ["Safer sleep advice should reach every carer of a child."]},
}
DETERMINATION = {
    "categories": ["unexplained"],
    "modifiability": "modifiable",
    "learning": {"points": ["Safer sleep advice should reach every carer of a child."]},
    "recommendations": [
        {
            "text": "Give safer sleep advice at every health visitor contact.",
            "addressee": "Health visiting service",
            "level": "local",
            "area": "herefordshire",
        }
    ],
}


def test_the_journey_of_one_review(cast: Cast) -> None:
    form = a_recent_death()
    case = a_notified_death_becomes_a_case(cast, form)
    an_agency_is_asked_and_answers(cast, case)
    the_death_is_certified_and_the_family_has_a_key_worker(cast, case)
    those_who_knew_the_child_meet(cast, case)
    meeting = a_panel_is_called(cast)
    pseudonym = a_pack_is_made_by_one_and_approved_by_another(cast, case, meeting, form)
    members_declare_and_read(cast, meeting, pseudonym, form)
    the_panel_determines(cast, case, meeting, pseudonym)
    the_case_is_completed(cast, case)
    the_partners_read_their_report(cast)


def a_recent_death() -> dict[str, Any]:
    died = (datetime.now(UTC) - timedelta(hours=20)).replace(microsecond=0)
    form = a_form(sent_at=(died + timedelta(hours=3)).isoformat())
    form["death"] |= {"at": died.isoformat()}
    return form


def a_notified_death_becomes_a_case(cast: Cast, form: dict[str, Any]) -> str:
    hospital, office = cast("notifier-wvt"), cast("coordinator")
    receipt = hospital.posts("/v1/notifications", form, expect=202)
    family = form["child"]["names"][0]["family"]
    assert family not in str(receipt)
    assert hospital.reads(f"/v1/notifications/{receipt['receipt_id']}")["status"] == "received"
    waiting = office.reads("/v1/inbox")["items"]
    assert [item["receipt_id"] for item in waiting] == [receipt["receipt_id"]]
    proposal = office.reads(f"/v1/inbox/{receipt['receipt_id']}")["proposal"]
    assert proposal["outcome"] == "accepted"
    assert proposal["jar"]["triggers"] == ["sudden_no_apparent_cause"]
    case = office.posts(f"/v1/inbox/{receipt['receipt_id']}/triage", {"outcome": "accepted"})
    assert case["stage"] == "open"
    assert hospital.reads(f"/v1/notifications/{receipt['receipt_id']}")["status"] == "closed"
    cast("stw-coordinator").reads(f"/v1/cases/{case['id']}", expect=404)
    hospital.reads(f"/v1/cases/{case['id']}", expect=404)
    office.posts("/v1/ncmd/submissions", {"case_id": case["id"], "event": "notification", "state": "sent"})
    clocks = {
        clock["code"]: clock["state"] for clock in office.reads(f"/v1/cases/{case['id']}/clocks")["items"]
    }
    assert (clocks["C2"], clocks["C3"]) == ("met", "met")
    return str(case["id"])


def an_agency_is_asked_and_answers(cast: Cast, case: str) -> None:
    office, agency = cast("coordinator"), cast("respondent")
    health_visiting = next(
        agency["id"] for agency in office.reads("/v1/agencies?limit=200")["items"] if agency["ods"] == "R1A"
    )
    asked = office.posts(f"/v1/cases/{case}/requests", {"agency_id": health_visiting, "forms": ["reporting"]})
    assert office.reads(f"/v1/cases/{case}")["stage"] == "information_gathering"
    refusal = office.posts(
        f"/v1/cases/{case}/stage", {"to": "cdrm_ready", "reason": "Too early."}, expect=409
    )
    assert "forms_in" in [error["type"] for error in refusal["errors"]]
    request = f"/v1/requests/{asked['id']}"
    form = agency.reads(request)["forms"][0]
    told = "Testchild was last seen well at the two-year check. Mum Mary Example said he slept on the sofa."
    who = {
        "respondent_name": "Respondent Example",
        "respondent_role": "Health visitor",
        "agency": "Health visiting",
    }
    answers = {"identification": who, "circumstances": {"narrative": told}}
    agency.puts(
        f"{request}/form", {"code": form["code"], "version": form["form_version"], "answers": answers}
    )
    agency.posts(f"{request}/submit", expect=200)
    office.posts(f"/v1/cases/{case}/stage", {"to": "cdrm_ready", "reason": "All forms are in."}, expect=200)


def the_death_is_certified_and_the_family_has_a_key_worker(cast: Cast, case: str) -> None:
    office = cast("coordinator")
    certified = {"registered_cause": {"layout": "standard", "lines": {"line_1a": "Unascertained"}}}
    office.puts(f"/v1/cases/{case}/certification", certified)
    office.puts(f"/v1/cases/{case}/family", {"key_worker": {"name": "Keyworker Example"}, "informed": "yes"})


def those_who_knew_the_child_meet(cast: Cast, case: str) -> None:
    office = cast("coordinator")
    office.puts(f"/v1/cases/{case}/analysis", ANALYSIS)
    now = datetime.now(UTC).isoformat()
    meeting = office.posts("/v1/meetings", {"kind": "cdrm", "starts_at": now, "title": "CDRM"})
    office.posts(f"/v1/meetings/{meeting['id']}/items", {"case_id": case})
    held = {"state": "held", "minutes": "The draft analysis form was agreed."}
    office.patches(f"/v1/meetings/{meeting['id']}", held)
    for stage in ("cdrm_held", "panel_ready"):
        office.posts(f"/v1/cases/{case}/stage", {"to": stage, "reason": "As the CDRM agreed."}, expect=200)


def a_panel_is_called(cast: Cast) -> str:
    office = cast("coordinator")
    soon = (datetime.now(UTC) + timedelta(days=14)).isoformat()
    meeting = office.posts("/v1/meetings", {"kind": "panel", "starts_at": soon, "title": "Panel"})
    office.posts(f"/v1/meetings/{meeting['id']}/invitations", {"everyone": True})
    return str(meeting["id"])


def a_pack_is_made_by_one_and_approved_by_another(
    cast: Cast, case: str, meeting: str, form: dict[str, Any]
) -> str:
    office, manager = cast("coordinator"), cast("manager")
    made = office.posts(f"/v1/cases/{case}/packs", {"meeting_id": meeting})
    pack = read_every_doubt(office, made["id"])
    approval = {"sha256": pack["sha256"]}
    office.posts(f"/v1/packs/{made['id']}/approve", approval, expect=403)
    cast("chair").reads(f"/v1/meetings/{meeting}/packs/{made['pseudonym']}", expect=404)
    manager.posts(f"/v1/packs/{made['id']}/approve", approval, expect=200)
    manager.posts(f"/v1/packs/{made['id']}/release", expect=200)
    assert office.reads(f"/v1/cases/{case}")["stage"] == "panel_scheduled"
    return str(made["pseudonym"])


def members_declare_and_read(cast: Cast, meeting: str, pseudonym: str, form: dict[str, Any]) -> None:
    pack = f"/v1/meetings/{meeting}/packs/{pseudonym}"
    for persona in READERS:
        reader = cast(persona)
        reader.reads(pack, expect=404)
        interest = "knew_family" if persona == "member-lay" else "none"
        reader.posts(f"/v1/meetings/{meeting}/declarations", {"pseudonym": pseudonym, "interest": interest})
    cast("member-lay").reads(pack, expect=404)
    member = cast("member-health")
    read = member.reads(pack)
    assert read["pseudonym"] == pseudonym
    assert read["narratives"]
    page, paper = member.reads(pack, accept="html"), member.reads(pack, accept="pdf")
    assert paper.content.startswith(b"%PDF")
    said = {name: value for name, value in read.items() if name not in {"released_at", "expires_at"}}
    for secret in secrets_of(form):
        assert secret not in str(said)
        assert secret not in page.text
    member.reads("/v1/cases", expect=403)


def secrets_of(form: dict[str, Any]) -> list[str]:
    child, address = form["child"], form["child"]["addresses"][0]
    name = child["names"][0]
    day_of_death = form["death"]["at"][:10]
    told = [child["nhs_number"]["value"], address["postcode"], address["lines"][0], child["birth"]["date"]]
    return [name["family"], *name["given"], *told, day_of_death, "Mary"]


def the_panel_determines(cast: Cast, case: str, meeting: str, pseudonym: str) -> None:
    office, chair = cast("coordinator"), cast("chair")
    path = f"/v1/meetings/{meeting}/items/{pseudonym}/determination"
    assert "quorum" in chair.posts(path, DETERMINATION, expect=409)["detail"]
    for invited in office.reads(f"/v1/meetings/{meeting}/invitations")["items"]:
        present = {"pseudonym": pseudonym, "person_id": invited["person_id"], "present": True}
        office.posts(f"/v1/meetings/{meeting}/attendance", present)
    determined = chair.posts(path, DETERMINATION)
    assert determined["primary_category"] == "unexplained"
    assert cast("doctor").posts(f"/v1/cases/{case}/analysis/finalise", expect=200)["awaiting"] == ["chair"]
    assert chair.posts(f"/v1/cases/{case}/analysis/finalise", expect=200)["state"] == "final"
    assert office.reads(f"/v1/cases/{case}")["stage"] == "finalised"


def the_case_is_completed(cast: Cast, case: str) -> None:
    office = cast("coordinator")
    complete = {"case_id": case, "event": "complete", "state": "acknowledged", "reference": "NCMD-1"}
    office.posts("/v1/ncmd/submissions", complete)
    office.posts(f"/v1/cases/{case}/stage", {"to": "closed", "reason": "The family was told."}, expect=200)
    stages = [move["stage"] for move in office.reads(f"/v1/cases/{case}/history")["items"]]
    assert stages == [
        "open", "information_gathering", "cdrm_ready", "cdrm_held", "panel_ready", "pack_prepared",
        "panel_scheduled", "panel_reviewed", "finalised", "submitted", "closed",
    ]  # fmt: skip


def the_partners_read_their_report(cast: Cast) -> None:
    office, manager = cast("coordinator"), cast("manager")
    today = datetime.now(UTC).date()
    start = today.year - (today < today.replace(month=4, day=1))
    period = {"from": f"{start}-04-01", "to": f"{start + 1}-03-31"}
    for area, other in (("herefordshire", "worcestershire"), ("worcestershire", "herefordshire")):
        asked = {"kind": "annual", "area": area, "level": "partner", "period": period}
        report = office.posts("/v1/reports", asked)
        path, officer = f"/v1/reports/{report['id']}", cast(f"partner-{area}")
        office.posts(f"{path}/release", {}, expect=200)
        office.posts(f"{path}/release", {}, expect=409)
        officer.reads(path, expect=404)
        manager.posts(f"{path}/release", {}, expect=200)
        codes = {table["code"] for table in officer.reads(path)["tables"]}
        assert {"T3", "T13", "T16", "T22"} <= codes
        cast(f"partner-{other}").reads(path, expect=404)
        cast("partner-shropshire").reads(path, expect=404)
        assert officer.reads(path, accept="pdf").content.startswith(b"%PDF")
