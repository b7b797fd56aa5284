"""Coded answers of the agencies' forms: told in the form's words, and a person decides which."""

from typing import Any
from uuid import UUID

import pytest

from app.cases import service as cases
from app.catalogue import rules as catalogue
from app.packs import gate, service
from app.packs.gathering.answered import NOT_TOLD, POINTING, answered, can_be_told
from app.packs.rules.narratives import Narrative
from app.policy import Permission
from tests.packs.office import Office
from tests.packs.test_deciding import a_framed_pack

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
    assert set(visited) == {f"Sudden unexpected deaths ({number} of 2)" for number in (1, 2)}
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


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"gestation_weeks": 38, "gestation_days": 3}, ["38 weeks and 3 days"]),
        ({"gestation_weeks": 38, "gestation_days": 0}, ["38 weeks"]),
        ({"gestation_weeks": "refused", "gestation_days": 3}, []),
        ({"birthweight_g": 3412, "apgar_1": 9}, ["about 3400 g", "9"]),
        ({"weight_g": 4260, "height_cm": 57}, ["about 55 cm", "about 4500 g"]),
        ({"maternal_bmi": 41}, ["40 to 44"]),
        ({"birthweight_g": 9_990_000_018, "gravidity": True}, []),
    ],
)
def test_figures_are_told_no_finer_than_a_panel_needs(asked: dict[str, Any], told: list[str]) -> None:
    schema = catalogue.latest("reporting").schema
    said = list(answered(schema, {"child": asked}))
    assert [one.answer for one in said] == told
    assert all(can_be_told(schema, one.section, one.question, one.answer) for one in said)


@pytest.mark.parametrize("pick", [0, -1])
def test_every_coded_answer_of_every_form_is_one_that_the_gate_knows(pick: int) -> None:
    for form in catalogue.forms():
        schema = form.schema
        said = list(answered(schema, _coded(schema, schema.get("$defs", {}), pick)))
        unknown = [one for one in said if not can_be_told(schema, one.section, one.question, one.answer)]
        assert unknown == []


def _coded(schema: Any, defs: Any, pick: int) -> dict[str, Any]:
    """A coded answer to every question that takes one."""
    return {name: _choice(question, defs, pick) for name, question in schema.get("properties", {}).items()}


def _choice(question: Any, defs: Any, pick: int) -> Any:
    question = defs.get(question.get("$ref", "").removeprefix("#/$defs/"), question)
    if "anyOf" in question:
        return _choice(question["anyOf"][0], defs, pick)
    if "enum" in question:
        return question["enum"][pick]
    kinds: dict[str, Any] = {
        "object": lambda: _coded(question, defs, pick),
        "array": lambda: [_choice(question["items"], defs, pick)],
        "integer": lambda: question["minimum" if pick == 0 else "maximum"],
        "boolean": lambda: pick == 0,
    }
    return kinds.get(question["type"], lambda: "Testchild")()


BED = {"source": "police", "form": "sudd", "section": "Sudden unexpected deaths: Last sleep"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Shared a bed or sofa", "Testchild Quillfeather"),
        ("Shared a bed or sofa", "999 000 0018"),
        ("Room temperature", "07700900123"),
        ("Room temperature", "99900000 °C"),
        ("Born on 2 January 2026", "Yes"),
        ("Sleep surface", "Adult bed; SY3 8XQ"),
    ],
)
def test_the_gate_stops_what_no_form_of_ours_says(question: str, answer: str) -> None:
    told = Narrative("n1", "gp", "reporting", "circumstances", "She was wheezing.")
    pack = a_framed_pack(told) | {"answers": [BED | {"question": question, "answer": answer}]}
    record = {"child": {"forenames": [], "surname": "", "also_known_as": []}}
    with pytest.raises(gate.Blocked) as blocked:
        gate.pass_or_block(pack, [told], record, copies=False)
    assert "/answers/0" in {fault.pointer for fault in blocked.value.errors}


def test_what_was_left_out_stays_out_when_the_pack_is_prepared_again(
    office: Office, asleep: dict[str, Any]
) -> None:
    decide(office, asleep, {"Shared a bed or sofa": False, "Multiple birth": True})
    again = office.prepared(asleep["case_id"], asleep["meeting_id"])
    said = told(office, again)
    assert "Sleep surface" in said
    assert "Shared a bed or sofa" not in said
    assert "Multiple birth" not in said


def test_a_decision_that_is_in_force_already_voids_nothing(office: Office, asleep: dict[str, Any]) -> None:
    assert office.approved(asleep["id"]).is_success
    answer = decide(office, asleep, {"Sleep surface": True})
    assert (answer.status_code, answer.json()["errors"][0]["type"]) == (422, "unchanged")
    assert office.get("coordinator", f"/packs/{asleep['id']}").json()["state"] == "approved"


def test_a_cohort_gets_no_answer_that_points_at_a_family(office: Office, asleep: dict[str, Any]) -> None:
    decide(office, asleep, {"Multiple birth": True})
    assert office.approved(asleep["id"]).is_success
    with office.working() as work:
        case = cases.get_case(work, UUID(asleep["case_id"]))
        shared = service.pack_for_cohort(work, case, Permission.PACK_PREPARE)["pack"]
    questions = {one["question"] for one in shared["answers"]}
    assert "Sleep surface" in questions
    assert "Multiple birth" not in questions
