"""Bodies come and go; what they did goes on under another name."""

from datetime import date
from uuid import UUID

import pytest

from app.catalogue import rules as catalogue
from app.partners import rules
from app.partners.rules import AreaCode, Succession, successor_at, successors_at
from app.problems import NotFound

DISTRICT, COUNTY, NORTH, SOUTH = (UUID(int=number) for number in range(1, 5))
LINKS = [
    Succession(DISTRICT, COUNTY, date(2020, 4, 1)),
    Succession(COUNTY, NORTH, date(2028, 4, 1)),
    Succession(COUNTY, SOUTH, date(2028, 4, 1)),
]


@pytest.mark.parametrize(
    ("on", "heirs"),
    [
        (date(2020, 3, 31), {DISTRICT}),
        (date(2020, 4, 1), {COUNTY}),
        (date(2028, 3, 31), {COUNTY}),
        (date(2028, 4, 1), {NORTH, SOUTH}),
    ],
)
def test_a_body_is_followed_to_those_who_took_over(on: date, heirs: set[UUID]) -> None:
    assert successors_at(DISTRICT, on, LINKS) == heirs
    assert successor_at(DISTRICT, on, LINKS) == (next(iter(heirs)) if len(heirs) == 1 else None)


def test_every_area_belongs_to_one_panel() -> None:
    assert [rules.panel_of(area) for area in AreaCode] == [
        rules.HEREFORDSHIRE_AND_WORCESTERSHIRE,
        rules.HEREFORDSHIRE_AND_WORCESTERSHIRE,
        rules.SHROPSHIRE_TELFORD_AND_WREKIN,
        rules.SHROPSHIRE_TELFORD_AND_WREKIN,
    ]
    assert rules.partner_areas(rules.HEREFORDSHIRE_AND_WORCESTERSHIRE) == ("herefordshire", "worcestershire")


def test_an_unknown_panel_is_not_found() -> None:
    with pytest.raises(NotFound):
        rules.partner_areas(UUID(int=9))


@pytest.mark.parametrize(
    ("on", "stands"),
    [(date(2022, 6, 30), True), (date(2022, 7, 1), False), (date(2020, 3, 31), False)],
)
def test_the_last_day_still_counts(on: date, stands: bool) -> None:
    assert rules.in_force(date(2020, 4, 1), date(2022, 6, 30), on) is stands


def test_the_reference_data_hangs_together() -> None:
    bodies = {row["id"]: row for row in rules.read("organisations")}
    areas = {row["id"]: row["code"] for row in rules.read("areas")}
    assert all(row["kind"] in catalogue.labels("agency_kind") for row in bodies.values())
    assert all(set(row["areas"]) <= set(AreaCode) for row in bodies.values())
    for row in rules.read("successors"):
        before, after = bodies[row["organisation_id"]], bodies[row["successor_id"]]
        assert before["valid_to"] < row["valid_from"] == after["valid_from"]
    for row in rules.read("partnerships"):
        assert areas[row["area_id"]] in bodies[row["organisation_id"]]["areas"]
    assert {row["id"] for row in rules.read("panels")} == {str(panel) for panel in rules.PANEL_AREAS}


def test_contacts_are_invented() -> None:
    contacts = [row["contact"] for row in rules.read("organisations") if row["contact"]]
    assert contacts
    assert all(contact.endswith(".example") for contact in contacts)


def test_every_placeholder_population_says_so() -> None:
    assert all(row["population_is_placeholder"] for row in rules.read("areas"))
