"""Coded answers of the agencies' forms: told in the form's words, and a person decides which."""

from typing import Any

import pytest

from app.catalogue import rules as catalogue
from app.packs.gathering.answered import NOT_TOLD, POINTING, answered
from tests.packs.office import Office

SLEEP = {
    "bed_sharing": "yes",
    "sleep_surface": "adult_bed",
    "room_temperature_c": 24,
    "head_covered": "not_known",
}


@pytest.fixture
def asleep(office: Office) -> dict[str, Any]:
    """A prepared pack of a case of which the police tell in coded answers alone."""
    case_id = office.a_case()
    history = {"mother_smokes": "no", "multiple_birth": "yes", "breastfed": "not_applicable"}
    office.answered(
        case_id, "police", "sudd", narrative="He slept there before.", last_sleep=SLEEP, history=history
    )
    return office.prepared(case_id, office.a_meeting())


def told(office: Office, pack: dict[str, Any]) -> dict[str, str]:
    """The questions and answers that the pack tells."""
    draft = office.get("coordinator", f"/packs/{pack['id']}").json()
    return {one["question"]: one["answer"] for one in draft["answers"] if one["told"]}


def decide(office: Office, pack: dict[str, Any], decided: dict[str, bool]) -> Any:
    """Tell the answers to these questions, or leave them out."""
    read = office.get("coordinator", f"/packs/{pack['id']}")
    names = {one["question"]: one["id"] for one in read.json()["answers"]}
    said = [
        {"answer": names[question], "tell": tell, "reason": "The learning."}
        for question, tell in decided.items()
    ]
    headers = office.as_("coordinator", If_Match=read.headers["etag"])
    return office.client.patch(f"/v1/packs/{pack['id']}", headers=headers, json={"answers": said})


def test_a_pack_tells_coded_answers_in_the_words_of_the_form(office: Office, asleep: dict[str, Any]) -> None:
    said = told(office, asleep)
    assert said["Shared a bed or sofa"] == "Yes"
    assert said["Sleep surface"] == "Adult bed"
    assert said["Room temperature"] == "24 °C"
    assert said["Head covered"] == "Not known"
    assert said["Mother smokes"] == "No"
    assert "Breastfed for more than a day" not in said


def test_what_points_at_a_family_is_told_only_when_a_person_says_so(
    office: Office, asleep: dict[str, Any]
) -> None:
    assert "Multiple birth" not in told(office, asleep)
    changed = decide(office, asleep, {"Multiple birth": True})
    assert changed.status_code == 200
    assert changed.json()["sha256"] != asleep["sha256"]
    assert told(office, asleep)["Multiple birth"] == "Yes"
    assert [one["reason"] for one in office.accounts(asleep["id"], "tell")] == ["The learning."]


def test_an_answer_that_is_left_out_is_in_no_rendering(office: Office, asleep: dict[str, Any]) -> None:
    assert decide(office, asleep, {"Shared a bed or sofa": False}).status_code == 200
    assert office.approved(asleep["id"]).is_success
    office.declare("member-health", asleep["meeting_id"], asleep["pseudonym"])
    assert office.post("manager", f"/packs/{asleep['id']}/release").is_success
    path = f"/meetings/{asleep['meeting_id']}/packs/{asleep['pseudonym']}"
    data = office.get("member-health", path).json()
    page = office.get("member-health", path, Accept="text/html").text
    assert {one["question"] for one in data["answers"]} >= {"Sleep surface", "Mother smokes"}
    assert "Shared a bed" not in f"{data}{page}"
    assert "Adult bed" in page
    assert "Sudden unexpected deaths: Last sleep" in page


def test_two_agencies_of_a_kind_are_told_apart(office: Office) -> None:
    case_id = office.a_case()
    for said in ("yes", "no"):
        office.answered(case_id, "police", "sudd", narrative="He slept there.", scene_visit=said)
    pack = office.prepared(case_id, office.a_meeting())
    draft = office.get("coordinator", f"/packs/{pack['id']}").json()
    visited = {one["section"]: one["answer"] for one in draft["answers"] if one["form"] == "sudd"}
    assert set(visited) == {"Sudden unexpected deaths", "Sudden unexpected deaths (form 2)"}
    assert set(visited.values()) == {"Yes", "No"}


def test_a_decision_about_an_answer_voids_an_approval(office: Office, asleep: dict[str, Any]) -> None:
    assert office.approved(asleep["id"]).is_success
    changed = decide(office, asleep, {"Sleep surface": False})
    assert changed.json()["state"] == "draft"


@pytest.mark.parametrize(
    "answers",
    [
        [{"answer": "a999", "tell": True, "reason": "x"}],
        [{"answer": "a1", "tell": True, "reason": ""}],
        [{"answer": "a1", "tell": True}],
        [{"answer": "n1", "tell": True, "reason": "x"}],
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(
    office: Office, asleep: dict[str, Any], answers: list[dict[str, Any]]
) -> None:
    before = office.get("coordinator", f"/packs/{asleep['id']}")
    headers = office.as_("coordinator", If_Match=before.headers["etag"])
    answer = office.client.patch(f"/v1/packs/{asleep['id']}", headers=headers, json={"answers": answers})
    assert answer.status_code == 422
    assert office.get("coordinator", f"/packs/{asleep['id']}").json() == before.json()


def test_a_family_that_is_called_like_an_answer_stops_no_pack(office: Office) -> None:
    """The words are the form's: a surname that is one of them is hidden where it was told."""
    case_id = office.a_case()
    headers = office.as_(
        "coordinator", If_Match=office.get("coordinator", f"/cases/{case_id}").headers["etag"]
    )
    named = {"child": {"also_known_as": ["Spontaneous"]}, "reason": "The register says so."}
    assert office.client.patch(f"/v1/cases/{case_id}", headers=headers, json=named).is_success
    office.answered(
        case_id,
        "acute",
        circumstances={"narrative": "He was born at term."},
        child={"mode_of_delivery": "spontaneous"},
    )
    pack = office.prepared(case_id, office.a_meeting())
    assert told(office, pack)["Mode of delivery"] == "Spontaneous"
    assert office.approved(pack["id"]).is_success


ADULTS = {"mother_age": 34, "father_age": 19, "siblings": 2, "parent_smoking": "yes"}


def test_adults_are_told_of_in_bands() -> None:
    said = {one.question: one for one in answered(catalogue.latest("reporting").schema, {"family": ADULTS})}
    assert said["Mother's age at the death"].answer == "30 to 39 years"
    assert said["Father's age at the death"].answer == "18 to 19 years"
    assert [one.points for one in said.values()] == [True, True, False, True]


def test_the_questions_that_are_kept_back_are_asked_somewhere() -> None:
    asked = {name for form in catalogue.forms() for name in _names(form.schema)}
    assert sorted(POINTING - asked) == []
    assert sorted(NOT_TOLD - asked) == []


def _names(schema: Any) -> set[str]:
    found: set[str] = set()
    for name, question in schema.get("properties", {}).items():
        found |= {name} | _names(question) | _names(question.get("items", {}))
    return found


def test_no_word_of_a_respondents_own_is_a_coded_answer() -> None:
    words = "Testchild Quillfeather"
    for form in catalogue.forms():
        filled = _filled(form.schema, words)
        assert [one for one in answered(form.schema, filled) if words in f"{one}"] == []


def _filled(schema: Any, words: str) -> dict[str, Any]:
    """An answer of these words wherever a form takes words, and wherever it takes a code."""
    return {
        name: _filled(question, words)
        if question.get("type") == "object"
        else [words, {name: words}]
        if question.get("type") == "array"
        else words
        for name, question in schema.get("properties", {}).items()
    }
