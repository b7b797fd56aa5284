"""Who counts, who may read, and what a prompt says, as tables."""

import re
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anonymise.find.patterns import POSTCODE
from app.identity.actors import Role
from app.identity.personas import PERSONAS
from app.meetings.rules import course, standing, words
from app.meetings.rules import quorum as quorums
from app.meetings.rules.course import State
from app.meetings.rules.quorum import DEFAULT, Discipline, QuorumRule, discipline_of, reckon, rule_for
from app.meetings.rules.standing import Declared, Ruling, Standing
from app.problems import Conflict

D = Discipline
FULL = {D.CHAIR, D.DESIGNATED_DOCTOR, D.PUBLIC_HEALTH, D.SOCIAL_CARE, D.POLICE, D.HEALTH}


@pytest.mark.parametrize(
    ("present", "missing"),
    [
        (FULL, []),
        (FULL | {D.LAY}, []),
        (FULL - {D.CHAIR}, ["chair"]),
        (FULL - {D.CHAIR} | {D.DEPUTY_CHAIR}, []),
        (FULL - {D.DESIGNATED_DOCTOR}, ["designated_doctor"]),
        (FULL - {D.HEALTH} | {D.MIDWIFERY}, []),
        (FULL - {D.HEALTH} | {D.LAY}, ["health"]),
        (FULL - {D.POLICE, D.SOCIAL_CARE}, ["social_care", "police"]),
        (set(), ["chair", "designated_doctor", "public_health", "social_care", "police", "health"]),
    ],
)
def test_the_default_quorum(present: set[Discipline], missing: list[str]) -> None:
    reckoned = reckon(DEFAULT, present)
    assert (reckoned.met, reckoned.missing) == (not missing, missing)


@given(st.sets(st.sampled_from(Discipline)), st.sampled_from(Discipline))
def test_one_more_voice_never_breaks_a_quorum(present: set[Discipline], more: Discipline) -> None:
    assert set(reckon(DEFAULT, present | {more}).missing) <= set(reckon(DEFAULT, present).missing)


def test_a_panel_may_agree_another_quorum() -> None:
    panel, own = uuid4(), QuorumRule({"chair": frozenset({D.CHAIR})}, "terms of reference")
    assert reckon(rule_for(panel, {panel: own}), {D.CHAIR}).met
    assert rule_for(uuid4(), {panel: own}) is DEFAULT


S = Standing


@pytest.mark.parametrize(
    ("declared", "employer", "at", "listed", "reads", "counts", "declares"),
    [
        (None, False, S.NEEDS_DECLARATION, True, False, False, True),
        (None, True, S.EMPLOYER_NAMED, False, False, False, False),
        (Declared(conflict=False), False, S.TAKES_PART, True, True, True, True),
        (Declared(conflict=False), True, S.EMPLOYER_NAMED, False, False, False, False),
        (Declared(conflict=True), False, S.WAITING, False, False, False, True),
        (Declared(conflict=True, ruling=Ruling.STAY), False, S.TAKES_PART, True, True, True, True),
        (Declared(conflict=True, ruling=Ruling.STAY), True, S.TAKES_PART, True, True, True, True),
        (Declared(conflict=True, ruling=Ruling.OBSERVE), False, S.OBSERVES, True, True, False, True),
        (Declared(conflict=True, ruling=Ruling.RECUSE), False, S.RECUSED, False, False, False, False),
        (Declared(conflict=False, ruling=Ruling.RECUSE), False, S.RECUSED, False, False, False, False),
    ],
)
def test_what_a_declaration_opens(
    declared: Declared | None,
    employer: bool,
    at: Standing,
    listed: bool,
    reads: bool,
    counts: bool,
    declares: bool,
) -> None:
    found = standing.standing(declared, employer_named=employer)
    assert found is at
    assert standing.is_listed(found) is listed
    assert standing.may_read(found) is reads
    assert standing.counts(found) is counts
    assert standing.may_declare(found) is declares


@pytest.mark.parametrize(
    ("persona", "discipline"),
    [
        ("chair", D.CHAIR),
        ("doctor", D.DESIGNATED_DOCTOR),
        ("member-police", D.POLICE),
        ("member-social-care", D.SOCIAL_CARE),
        ("member-public-health", D.PUBLIC_HEALTH),
        ("member-lay", D.LAY),
    ],
)
def test_what_a_seat_brings(persona: str, discipline: Discipline) -> None:
    assert discipline_of(PERSONAS[persona].role, PERSONAS[persona].organisation, None) is discipline


def test_an_employer_of_no_known_kind_is_other() -> None:
    assert discipline_of(Role.PANEL_MEMBER, "an-invented-body", None) is D.OTHER
    assert discipline_of(Role.PANEL_MEMBER, "RYA", "ambulance") in quorums.HEALTH


@pytest.mark.parametrize(
    ("died_on", "place", "said"),
    [
        ("2026-01-17", "acute_ed", "death in winter 2025/26, hospital"),
        ("2025-12-31", "home_normal_residence", "death in winter 2025/26, home"),
        ("2026-03-01", "public_place", "death in spring 2026, community setting"),
        ("2026-10-05", None, "death in autumn 2026, setting not stated"),
        ("2026", "hospice", "death in 2026, hospice"),
        (None, "Invented Hospital", "death, setting not stated"),
    ],
)
def test_a_prompt_says_season_and_setting(died_on: str | None, place: str | None, said: str) -> None:
    assert words.prompt(died_on, place) == said


def test_names_of_items_are_random() -> None:
    drawn = {words.new_pseudonym() for _ in range(200)}
    assert len(drawn) > 190
    assert all(re.fullmatch("[A-Z0-9]{3}-[A-Z0-9]{2}", name) for name in drawn)


def test_no_pseudonym_reads_like_a_postcode() -> None:
    drawn = [words.new_pseudonym() for _ in range(20_000)]
    assert [name for name in drawn if POSTCODE.search(name)] == []


@pytest.mark.parametrize("current", State)
@pytest.mark.parametrize("to", State)
def test_a_meeting_goes_forward_only(current: State, to: State) -> None:
    if list(State).index(to) >= list(State).index(current):
        assert course.advance(current, to) is to
    else:
        with pytest.raises(Conflict):
            course.advance(current, to)
