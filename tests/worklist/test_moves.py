"""Moving a case: what is missing is named, who moved it stays, and who looked is told."""

from app.cases.rules.timeline import Milestone as M
from app.identity.personas import PERSONAS
from tests.worklist.conftest import Office

ALL_DONE = (
    M.CDRM_HELD,
    M.ANALYSIS_DRAFTED,
    M.CAUSE_KNOWN,
    M.PACK_APPROVED,
    M.ON_AGENDA,
    M.PACK_RELEASED,
    M.DETERMINED,
    M.FINALISED,
    M.NCMD_COMPLETE,
    M.FAMILY_INFORMED,
)
WAY = (
    "information_gathering",
    "cdrm_ready",
    "cdrm_held",
    "panel_ready",
    "pack_prepared",
    "panel_scheduled",
    "panel_reviewed",
    "finalised",
    "submitted",
    "closed",
)


def closed(desk: Office) -> str:
    """A case that has gone all the way."""
    case = desk.case()
    desk.reach(case, *ALL_DONE)
    for stage in WAY:
        assert desk.move(case, stage).status_code == 200, stage
    return str(case)


def test_what_is_missing_is_named(desk: Office) -> None:
    case = desk.case()
    for stage in WAY[:2]:
        assert desk.move(case, stage).json()["stage"] == stage
    refused = desk.move(case, "cdrm_held")
    assert refused.status_code == 409
    assert {fault["type"] for fault in refused.json()["errors"]} == {"cdrm_held", "analysis_drafted"}
    assert desk.move(case, "closed").status_code == 409
    assert desk.get(f"/{case}").json()["stage"] == "cdrm_ready"


def test_moves_are_kept_with_who_and_why(desk: Office) -> None:
    case = desk.case()
    desk.move(case, "information_gathering", "Requests are agreed.")
    desk.move(case, "information_gathering", "Said twice.")
    moves = desk.get(f"/{case}/history").json()["items"]
    assert [(one["number"], one["stage"]) for one in moves] == [(1, "open"), (2, "information_gathering")]
    assert moves[1]["reason"] == "Requests are agreed."
    assert moves[1]["actor_id"] == str(PERSONAS["coordinator"].id)
    assert desk.facts(case).stage == "information_gathering"


def test_a_step_back_says_why(desk: Office) -> None:
    case = desk.case()
    for stage in WAY[:2]:
        desk.move(case, stage)
    assert desk.move(case, "information_gathering").status_code == 422
    assert desk.move(case, "information_gathering", "A form is missing.").status_code == 200


def test_a_closed_case_is_reopened_by_a_manager_with_a_reason(desk: Office) -> None:
    case = closed(desk)
    assert desk.get().json()["items"][0]["due_week"] is None
    body = {"to": "reopened", "reason": "The inquest found something new."}
    assert desk.post(f"/{case}/stage", body).status_code == 403
    assert desk.post(f"/{case}/stage", body | {"reason": ""}, "manager").status_code == 422
    assert desk.post(f"/{case}/stage", body, "manager").json()["stage"] == "reopened"
    assert desk.post(f"/{case}/stage", {"to": "panel_ready"}, "manager").status_code == 200
    assert desk.post(f"/{case}/stage", {"to": "pack_prepared"}).status_code == 409


def test_who_looked_is_told_by_name(desk: Office) -> None:
    case = desk.case()
    desk.get(f"/{case}", "manager")
    seen = desk.get(f"/{case}/disclosures").json()["items"]
    reads = {(one["actor_name"], one["action"]) for one in seen}
    assert (PERSONAS["manager"].display_name, "case.read") in reads
    opened = [one for one in seen if one["action"] == "case.opened"]
    assert [one["actor_name"] for one in opened] == [None]
    assert len(opened[0]["actor"]) == 32


def test_asking_who_looked_is_itself_kept(desk: Office) -> None:
    case = desk.case()
    desk.get(f"/{case}/disclosures", "manager")
    latest = desk.get(f"/{case}/disclosures").json()["items"][0]
    assert (latest["actor_name"], latest["fields"]) == (PERSONAS["manager"].display_name, ["disclosures"])
