"""What goes into a pack: agencies' forms, what they name, and nothing that the family keeps to itself."""

import json
from typing import Any

from sqlalchemy import text

from app.cases.rules.stages import Stage
from app.packs.gathering.known import Known
from tests.packs.begun import Ready
from tests.packs.office import Office
from tests.packs.test_journey import leaks
from tests.packs.told import ANALYSIS

NARRATIVE = (
    "PC 4471 Barnaby Thistlewood attended with Sister Oriel Lindqvist. Testchild's brother Rowan "
    "Quillfeather slept next door. The cot stood beside a radiator."
)
REPORT: dict[str, Any] = {
    "identification": {
        "respondent_name": "Oriel Lindqvist",
        "respondent_role": "Sister",
        "agency": "Invented Constabulary",
    },
    "circumstances": {"narrative": NARRATIVE},
}


def test_a_reporting_form_is_told_under_its_section_and_its_people_get_labels(
    office: Office, ready: Ready
) -> None:
    case_id, meeting = ready
    office.answered(case_id, "police", **REPORT)
    pack = office.prepared(case_id, meeting)
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    report = next(one for one in told if one["form"] == "reporting")
    assert (report["source"], report["section"]) == ("Police", "circumstances")
    for name in ("Thistlewood", "Barnaby", "Lindqvist", "Oriel", "Rowan", "4471", "Quillfeather"):
        assert name not in report["text"]
    assert "The cot stood beside a radiator." in report["text"]
    assert leaks(report["text"]) == []


def test_what_the_family_keeps_to_itself_is_not_told(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    private = {"who": "mother", "text": "The garden gate was green and stood open.", "for_pack": False}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", private)
    pack = office.prepared(case_id, meeting)
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    assert "gate was green" not in str(told)
    assert [one["section"] for one in told if one["source"] == "family"] == ["contribution"]


def test_a_case_is_opened_once_and_under_one_entry(office: Office, ready: Ready) -> None:
    case_id, meeting = ready
    with office.parts.sessions() as session:
        seen = text("SELECT id FROM audit_event")
        before = set(session.scalars(seen))
    office.prepared(case_id, meeting)
    with office.parts.sessions() as session:
        rows = session.execute(text("SELECT id, body FROM audit_event WHERE action = 'fields.disclosed'"))
        opened = [json.loads(body)["fields"] for entry, body in rows if entry not in before]
    forms = [fields for fields in opened if "notification_version.content" in fields]
    assert len(forms) == 1
    assert {"analysis_form.content", "cdr_case.identity", "notification.standing"} <= set(forms[0])
    assert sum("cdr_case.identity" in fields for fields in opened) == 1


def kept(office: Office, case_id: str, path: str, said: dict[str, Any]) -> None:
    """Put what is known under a path of a case."""
    done = office.client.put(f"/v1/cases/{case_id}/{path}", headers=office.as_("coordinator"), json=said)
    assert done.is_success, done.text


def with_everything_around_it(office: Office) -> str:
    """A case of which every room has something to tell, and each of them names somebody else."""
    case_id = office.a_case()
    office.answered(
        case_id,
        "ambulance",
        "care_pathway",
        before_hospital={"narrative": "Paramedic Ottoline Farthingale gave oxygen at the scene."},
        emergency_department={"learning": "Triage by Corisande Mapplewell took nine minutes in all."},
    )
    days = {"opened_on": "2026-06-03", "concluded_on": "2026-06-30"}
    inquest = days | {
        "status": "concluded",
        "conclusion": "Natural causes, found by Leopoldine Sandwick the coroner.",
    }
    cause = {"layout": "standard", "lines": {"line_1a": "Acute severe asthma", "line_2": "Prematurity"}}
    examiner = {"status": "complete", "name": "Dr Peregrine Oakhanger"}
    certified = {"registered_cause": cause, "inquest": inquest, "medical_examiner": examiner}
    kept(office, case_id, "certification", certified)
    jar = {
        "state": "triggered",
        "triggers": ["sudden_no_apparent_cause"],
        "lead": "Ignatius Brackenbury",
    }
    decided = {"decisions": "Brackenbury asks for a home visit, with Dr Oakhanger told."}
    kept(office, case_id, "jar", jar | decided)
    review = {
        "code": "psii",
        "notified_to": "Wilhelmina Stanbrook",
        "report": "Stanbrook found no fault in the rota.",
    }
    office.made("coordinator", f"/cases/{case_id}/reviews", review)
    family = {"key_worker": {"name": "Araminta Pevensey", "role": "nurse"}, "informed": "yes"}
    kept(office, case_id, "family", family)
    said = {
        "who": "grandmother, Philomena",
        "text": "Philomena says Araminta Pevensey was kind.",
        "for_pack": True,
    }
    office.made("coordinator", f"/cases/{case_id}/family/contributions", said)
    etag = office.get("coordinator", f"/cases/{case_id}/analysis").headers["etag"]
    learning = {
        "issues": ["No plan was written."],
        "points": ["Write the plan."],
        "good_practice": ["Pevensey rang."],
    }
    drafted = ANALYSIS | {
        "learning": learning,
        "family_follow_up": "Pevensey visits.",
        "process_notes": "All in time.",
    }
    headers = office.as_("coordinator", If_Match=etag)
    assert office.client.put(f"/v1/cases/{case_id}/analysis", headers=headers, json=drafted).is_success
    cdrm = office.made("coordinator", "/meetings", {"kind": "cdrm", "starts_at": "2026-06-20T09:00:00Z"})[
        "id"
    ]
    office.made("coordinator", f"/meetings/{cdrm}/items", {"case_id": case_id})
    etag = office.get("coordinator", f"/meetings/{cdrm}").headers["etag"]
    held = {"state": "held", "minutes": "Dr Oakhanger and Sister Farthingale agreed the draft."}
    headers = office.as_("coordinator", If_Match=etag)
    assert office.client.patch(f"/v1/meetings/{cdrm}", headers=headers, json=held).is_success
    office.bring(case_id, Stage.PANEL_READY)
    return case_id


NAMES = (
    "farthingale", "ottoline", "mapplewell", "corisande", "sandwick", "oakhanger", "peregrine", "brackenbury",
    "ignatius", "stanbrook", "wilhelmina", "pevensey", "araminta", "philomena",
)  # fmt: skip


def test_everything_that_a_panel_needs_is_told_and_nobody_is_named(office: Office) -> None:
    case_id, meeting = with_everything_around_it(office), office.a_meeting()
    pack = office.prepared(case_id, meeting)
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    places = [(one["source"], one["form"], one["section"]) for one in told]
    assert {
        ("Ambulance service", "care_pathway", "before_hospital"),
        ("Ambulance service", "care_pathway", "Learning"),
        ("certification", "", "registered cause"),
        ("certification", "", "inquest"),
        ("joint agency response", "", "decisions"),
        ("family", "", "contribution"),
        ("child death review meeting", "", "minutes"),
        ("child death review meeting", "analysis", "issues"),
        ("child death review meeting", "analysis", "learning points"),
        ("child death review meeting", "analysis", "good practice"),
        ("child death review meeting", "analysis", "follow-up of the family"),
        ("child death review meeting", "analysis", "quality of the process"),
    } <= set(places)
    texts = {one["section"]: one["text"] for one in told}
    assert texts["registered cause"] == "1a: Acute severe asthma\n2: Prematurity"
    assert any(one["source"] == "other review" and "no fault in the rota" in one["text"] for one in told)
    every = " ".join(one["text"] for one in told).lower()
    assert [name for name in NAMES if name in every] == []
    approved = office.approved(pack["id"])
    assert approved.is_success, approved.text
    office.made("manager", f"/packs/{pack['id']}/release")


def test_who_was_heard_is_known_by_name_and_a_relation_is_no_name() -> None:
    known = Known()
    known.add_person("mother", "Mirabel Quillfeather")
    for who in ("mother", "Mother", "Mirabel", "grandmother, Philomena", "Auntie Philomena", None):
        known.speaker(who)
    assert [(one["relation"], one["surname"]) for one in known.people] == [
        ("mother", "Quillfeather"),
        ("family member", "Philomena"),
    ]


def test_an_organisation_of_common_words_stands_for_no_one_thing() -> None:
    known = Known()
    for name in ("Police", "Health visiting", "Children's social care", "Invented Constabulary"):
        known.harvest({"agency": name})
    assert [value for _, value in known.identifiers] == ["Invented Constabulary"]
