"""Two panels share a themed review: anonymised packs come together, and neither opens the other's cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.makers import a_form
from tests.people import Cast, Somebody, read_every_doubt
from tests.test_journey import ANALYSIS

THEME = {
    "title": "Sleep",
    "question": "What would have reached these families?",
    "criteria": "Deaths in a sleep setting.",
    "window": {"from": "2024-04-01", "to": "2027-03-31"},
    "panels": ["hw", "stw"],
}
TELFORD = {"use": "home", "lines": ["2 Invented Row", "Telford"], "postcode": "TF1 1LU", "country": "GB"}


def test_two_panels_share_a_cohort_and_neither_opens_the_others_case(cast: Cast) -> None:
    here, there = cast("coordinator"), cast("stw-coordinator")
    ours = a_case_with_an_approved_pack(cast, "notifier-wvt", "coordinator", "manager", a_form())
    form = a_form()
    form["sender"] |= {"organisation": {"ods": "RXW"}}
    form["child"] |= {"addresses": [TELFORD]}
    theirs = a_case_with_an_approved_pack(cast, "notifier-rxw", "stw-coordinator", "stw-manager", form)
    theme = here.posts("/v1/themes", THEME)
    path = f"/v1/themes/{theme['id']}"
    here.posts(f"{path}/contributions", {"case_id": ours}, expect=409)
    assert there.posts(f"{path}/agree", expect=200)["state"] == "agreed"
    here.posts(f"{path}/contributions", {"case_id": ours})
    there.posts(f"{path}/contributions", {"case_id": theirs})
    here.posts(f"{path}/contributions", {"case_id": theirs}, expect=404)
    there.posts(f"{path}/contributions", {"case_id": ours}, expect=404)
    frozen = cast("manager").posts(f"{path}/freeze", expect=200)
    assert frozen["contributions"] == 2
    assert here.reads(f"{path}/tables") == there.reads(f"{path}/tables")
    assert {cell["text"] for table in here.reads(f"{path}/tables")["tables"] for cell in table["cells"]} == {
        "[c]"
    }
    both_read_the_packs_and_know_their_own(here, there, path, ours, theirs)
    here.reads(f"/v1/cases/{theirs}", expect=404)
    there.reads(f"/v1/cases/{ours}", expect=404)
    cast("partner-herefordshire").reads(path, expect=403)
    here.posts(f"{path}/findings", {"text": "Advice should reach every carer.", "kind": "learning_point"})
    cast("manager").posts(f"{path}/sign-off", expect=200)
    assert cast("stw-manager").posts(f"{path}/sign-off", expect=200)["state"] == "signed_off"


def both_read_the_packs_and_know_their_own(
    here: Somebody, there: Somebody, path: str, ours: str, theirs: str
) -> None:
    packs = here.reads(f"{path}/pack")
    assert packs == there.reads(f"{path}/pack")
    assert len(packs["packs"]) == 2
    for word in ("Example", "Testchild", "Telford", "Hereford"):
        assert word not in str(packs)
    known = {item["case_id"] for item in here.reads(f"{path}/contributions")["items"]}
    assert known == {ours, None}
    known = {item["case_id"] for item in there.reads(f"{path}/contributions")["items"]}
    assert known == {theirs, None}


def a_case_with_an_approved_pack(
    cast: Cast, notifier: str, coordinator: str, manager: str, form: dict[str, Any]
) -> str:
    office = cast(coordinator)
    receipt = cast(notifier).posts("/v1/notifications", form, expect=202)["receipt_id"]
    case = str(office.posts(f"/v1/inbox/{receipt}/triage", {"outcome": "accepted"})["id"])
    office.puts(f"/v1/cases/{case}/analysis", ANALYSIS)
    certified = {"registered_cause": {"layout": "standard", "lines": {"line_1a": "Unascertained"}}}
    office.puts(f"/v1/cases/{case}/certification", certified)
    cdrm = office.posts("/v1/meetings", {"kind": "cdrm", "starts_at": datetime.now(UTC).isoformat()})["id"]
    office.posts(f"/v1/meetings/{cdrm}/items", {"case_id": case})
    office.patches(f"/v1/meetings/{cdrm}", {"state": "held", "minutes": "The draft was agreed."})
    for stage in ("information_gathering", "cdrm_ready", "cdrm_held", "panel_ready"):
        office.posts(f"/v1/cases/{case}/stage", {"to": stage, "reason": "As planned."}, expect=200)
    soon = (datetime.now(UTC) + timedelta(days=7)).isoformat()
    meeting = office.posts("/v1/meetings", {"kind": "panel", "starts_at": soon})["id"]
    made = office.posts(f"/v1/cases/{case}/packs", {"meeting_id": meeting})
    pack = read_every_doubt(office, made["id"])
    cast(manager).posts(f"/v1/packs/{made['id']}/approve", {"sha256": pack["sha256"]}, expect=200)
    return case
