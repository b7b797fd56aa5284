"""`cdop demo load`: what an invented year is made of, and that it goes through the service."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, text

from app.catalogue import rules as catalogue
from app.cli import invention
from app.cli.invention import accounts, rates, tellers, year
from app.cli.invention.loading import first_day
from app.cli.invention.particulars import particulars
from app.cli.invention.people import TAKEN, Register
from app.notifications.rules import nhs_number
from app.partners.postcodes import locate
from app.settings import Settings

TODAY = date(2026, 11, 20)
FIRST = first_day(TODAY, 10)
STORIES = year.stories(Random(7), FIRST, TODAY, 10)
OURS = [story for story in STORIES if story.panel == "hw" and story.scenario not in year.STRANGERS]


def test_about_forty_five_children_of_the_joint_panel_die_in_a_year() -> None:
    years = (TODAY - FIRST) / timedelta(days=365.25)
    assert 38 <= len(OURS) / years <= 52


@pytest.mark.parametrize(("day", "first"), [
    (date(2026, 11, 20), date(2025, 4, 1)),
    (date(2026, 4, 1), date(2025, 4, 1)),
    (date(2026, 3, 31), date(2024, 4, 1)),
])  # fmt: skip
def test_a_year_is_one_whole_financial_year_and_the_running_one(day: date, first: date) -> None:
    assert first_day(day, 1) == first


def test_numbers_are_valid_of_the_reserved_range_and_given_once() -> None:
    register = Register()
    numbers = [register.number() for _ in range(5000)]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("999") and nhs_number.is_valid(number) for number in numbers)


def test_nobody_is_born_or_dies_on_a_day_that_stands_in_clear() -> None:
    days = {story.death.child.born for story in STORIES} | {story.death.at.date() for story in STORIES}
    days |= {person.born for story in STORIES for person in story.death.child.people}
    assert not days & TAKEN


def test_no_child_dies_before_birth_and_the_last_death_is_in_time() -> None:
    assert all(story.death.child.born <= story.death.at.date() <= TODAY for story in STORIES)


def test_homes_lie_where_the_area_look_up_expects_them() -> None:
    for story in OURS:
        home = story.death.child.home
        assert locate(home.postcode).area == home.area


def test_shares_of_age_are_those_of_ordinary_years() -> None:
    infants = sum(story.death.age_days < 365 for story in OURS) / len(OURS)
    assert 0.5 <= infants <= 0.72


def test_the_same_seed_tells_the_same_stories() -> None:
    again = year.stories(Random(7), FIRST, TODAY, 10)
    assert [(story.death, story.pace) for story in again] == [(story.death, story.pace) for story in STORIES]


def test_every_category_has_its_words_and_its_questions() -> None:
    codes = set(catalogue.labels("category_of_death"))
    assert set(rates.FACTORS) == set(rates.CAUSES) == set(tellers.ASKED) == set(rates.PLACES) == codes
    known = set(catalogue.labels("contributory_factor"))
    assert {code for factors in rates.FACTORS.values() for _, code in factors} <= known


@pytest.mark.parametrize("category", [*sorted(rates.CATEGORIES["infant"]), "suicide", "trauma", "malignancy"])
def test_accounts_are_filled_to_the_last_word(category: str) -> None:
    story = next(one for one in STORIES if one.death.category == category)
    words = particulars(Random(1), story.death)
    for teller in ("notice", "gp", "parent", *(one.account for one in tellers.ASKED[category])):
        told = accounts.account(Random(1), teller, category, words)
        assert not set("[]{}|") & set(told)
        assert len(told.split()) > 20


def test_a_few_stories_go_through_the_service(settings: Settings, engine: Engine) -> None:
    assert invention.is_empty(engine)
    told = invention.load(settings, engine, years=1, seed=2, most=5)
    assert not invention.is_empty(engine)
    with engine.connect() as connection:
        stages = Counter(connection.scalars(text("SELECT stage FROM cdr_case")))
        waiting = connection.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"))
    assert sum(stages.values()) == len(told) == 5
    assert waiting == 0
