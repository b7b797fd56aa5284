"""What goes into a pack: agencies' forms, what they name, and nothing that the family keeps to itself."""

import json
from typing import Any

from sqlalchemy import text

from tests.packs.conftest import Office
from tests.packs.test_journey import leaks

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


def test_a_reporting_form_is_told_under_its_section_and_its_people_get_labels(office: Office) -> None:
    case_id = office.a_case()
    office.answered(case_id, "police", **REPORT)
    pack = office.prepared(case_id, office.a_meeting())
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    report = next(one for one in told if one["form"] == "reporting")
    assert (report["source"], report["section"]) == ("Police", "circumstances")
    for name in ("Thistlewood", "Barnaby", "Lindqvist", "Oriel", "Rowan", "4471", "Quillfeather"):
        assert name not in report["text"]
    assert "The cot stood beside a radiator." in report["text"]
    assert leaks(report["text"]) == []


def test_what_the_family_keeps_to_itself_is_not_told(office: Office) -> None:
    case_id = office.a_case()
    private = {"who": "mother", "text": "The garden gate was green and stood open.", "for_pack": False}
    office.made("coordinator", f"/cases/{case_id}/family/contributions", private)
    pack = office.prepared(case_id, office.a_meeting())
    told = office.get("doctor", f"/packs/{pack['id']}").json()["narratives"]
    assert "gate was green" not in str(told)
    assert [one["section"] for one in told if one["source"] == "family"] == ["contribution"]


def test_a_case_is_opened_once_and_under_one_entry(office: Office) -> None:
    case_id, meeting = office.a_case(), office.a_meeting()
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
