"""The chronology: which pieces of the accounts are dated, when they were, and that nothing else is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anonymise.replace.dates import offset
from app.documents.marks import plain
from app.packs import gate
from app.packs.rules.chronology import chronology, moment, order_of
from app.packs.rules.finished import finish
from app.packs.rules.narratives import Change, Doubt, Narrative
from tests.packs.office import Office

BORN, DIED = date(2026, 1, 3), date(2026, 2, 11)


def told(text: str, source: str = "GP") -> Narrative:
    """What a source told, as it is finished."""
    return Narrative("n1", source, "reporting", "Care", text)


def said(*narratives: Narrative, age: str = "5 weeks") -> list[tuple[str, str]]:
    """The chronology, briefly."""
    return [(one.when, one.text) for one in chronology(narratives, [], age)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("D-3: seen by the GP. Given salbutamol.", [("D-3", "seen by the GP. Given salbutamol.")]),
        ("She was seen on D-3. Nothing more.", []),
        ("On D-3 she came. D-2: worse.", [("D-3", "On D-3 she came."), ("D-2", "worse.")]),
        ("D-11 weeks - booked\nD-9 months: scan", [("D-9 months", "scan"), ("D-11 weeks", "booked")]),
        ("D+2 Met the family.\nD0 Died.", [("D0", "Died."), ("D+2", "Met the family.")]),
        ("D0 at 07:10 found cold.\nD0 06:50 fed.", [("D0", "06:50 fed."), ("D0", "at 07:10 found cold.")]),
        ("1. D-2 seen\n2) D-1 again\n• D0 died", [("D-2", "seen"), ("D-1", "again"), ("D0", "died")]),
        ("From D-5 to D-2 he was an inpatient.", [("D-5", "From D-5 to D-2 he was an inpatient.")]),
        ("D-5 to D-2: inpatient.", [("D-5", "D-5 to D-2: inpatient.")]),
        ("D-3: had a long\ncough. Went home.\nSummary: well.", [("D-3", "had a long cough. Went home.")]),
        ("D-3: seen.\n\nA new paragraph.", [("D-3", "seen.")]),
        ("[birth]: at term.\nD-40 weeks: booked.", [("D-40 weeks", "booked."), ("[birth]", "at term.")]),
        ("D-dimer was raised. D-3x. d-3: lower.", []),
        ("[month of death] was cold.", []),
        ("", []),
        ("D0", []),
    ],
)  # fmt: skip
def test_what_begins_with_a_date_is_an_entry(text: str, entries: list[tuple[str, str]]) -> None:
    assert said(told(text)) == entries


def test_agencies_are_merged_and_of_one_day_each_keeps_its_turn() -> None:
    one, other = told("D-1: A.\nD0: B."), told("D-2: C.\nD-1: D.\nD0: E.", "Police")
    assert [text for _, text in said(one, other)] == ["C.", "A.", "D.", "B.", "E."]
    assert chronology([one, other], [], "")[0].said["source"] == "Police"


@given(st.integers(-6200, 400), st.integers(-6200, 400))
def test_the_order_is_that_of_the_days(one: int, other: int) -> None:
    days = (DIED + timedelta(days=apart) for apart in sorted([one, other]))
    before, after = (order_of(offset(day, DIED), "") for day in days)
    assert before is not None
    assert after is not None
    assert before <= after


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (BORN, "[birth]"),
        (DIED, "D0"),
        (date(2026, 2, 1), "D-10"),
        (date(2025, 11, 1), "D-15 weeks"),
        (date(2000, 1, 1), None),
    ],
)
def test_a_coded_day_is_told_as_an_account_would(day: date, when: str | None) -> None:
    assert moment(day, BORN, DIED) == when
    assert moment(day, BORN, None) is None


@pytest.mark.parametrize(
    "text", ["{} D-3: seen by Testchlid.", "{} D-3: Testchlid", "{} D-3: seen by Testchlid. {}"]
)
def test_a_place_that_a_person_kept_is_kept_where_it_is_told_again(text: str) -> None:
    original = text.format("A longer account of how it was.", "What came then.")
    start = original.index("Testchlid")
    record = {"child": {"forenames": ["Testchild"], "surname": "Quillfeather"}}
    doubt = Doubt(start, start + 9, "A name?", cleared=True)
    kept = Narrative("n1", "GP", "reporting", "Care", original, for_review=(doubt,))
    head: dict[str, Any] = {
        "pseudonym": "AAA-BB",
        "meeting_id": "m",
        "version": 1,
        "summary": {"age": "5 weeks"},
    }
    assured = {"rules_version": "0", "prepared_by_role": "coordinator"}
    pack = finish(head | {"analysis": {}, "assurance": assured}, [kept])
    assert len(pack["chronology"]) == 1
    gate.pass_or_block(pack, [kept], record, copies=True)
    hidden = Narrative("n1", "GP", "", "", original, (Change(start, start + 9, "name", True, "[child]"),))
    with pytest.raises(gate.Blocked):
        gate.pass_or_block(pack, [hidden], record, copies=True)


def test_a_pack_tells_the_course_of_events_of_all_agencies_once(office: Office) -> None:
    case_id = office.a_case()
    crew, practice = "31 May 2026: Wheeze at home.\n1 June 2026: Found cold.", "4 May 2026 Seen with a cough."
    office.answered(case_id, "ambulance", circumstances={"narrative": crew})
    since = {"involved_from": "2026-03-01"}
    office.answered(case_id, "gp", circumstances={"narrative": practice}, identification=since)
    pack = office.prepared(case_id, meeting := office.a_meeting())
    events = office.get("coordinator", f"/packs/{pack['id']}").json()["chronology"]
    assert [(one["when"], one["text"]) for one in events] == [
        ("D-13 weeks", "Involved from"),
        ("D-28", "Seen with a cough."),
        ("D-1", "Wheeze at home."),
        ("D0", "Found cold."),
    ]
    before = pack["sha256"]
    first = office.get("coordinator", f"/packs/{pack['id']}").json()["narratives"]
    one = next(one for one in first if "Wheeze" in one["original"])
    start = one["original"].index("Wheeze")
    hide = {"narrative": one["id"], "start": start, "end": start + 6, "verdict": "extend"}
    changed = office.change("coordinator", pack["id"], hide).json()
    assert changed["chronology"][2]["text"] == "[removed] at home."
    assert changed["sha256"] != before
    assert office.approved(pack["id"]).is_success
    office.made("manager", f"/packs/{pack['id']}/release")
    office.declare("member-health", meeting, pack["pseudonym"])
    read = office.get("member-health", f"/meetings/{meeting}/packs/{pack['pseudonym']}").json()
    told = [{**one, "text": plain(one["text"])} for one in read["chronology"]]
    assert told == changed["chronology"]
