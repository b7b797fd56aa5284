"""Which notifications may tell of one death: a table, and the laws of the comparison."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notifications.rules import names
from app.notifications.rules.matching import Level, compare
from app.notifications.rules.particulars import index_terms, particulars
from tests.notifications.makers import a_form, a_neonate

OTHER = {"/child/nhs_number/value": "9990000034"}
STRANGER = {
    "/child/names": [{"use": "official", "family": "Fixture", "given": ["Demochild"]}],
    "/child/birth": {"date": "2014-05-06"},
    "/child/addresses/0/postcode": "WR1 1AA",
    "/death/place": {"type": "hospice"},
}
REGISTERED = {"/child/names": [{"use": "official", "family": "Fixture", "given": ["Testchild"]}]}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (a_form(), a_form(), Level.SAME),
        (a_form(), a_form({"/child/names": {"absent": "not_known"}}), Level.SAME),
        (a_form(), a_form(OTHER | {"/child/former_nhs_numbers": ["9990000018"]}), Level.SAME),
        (a_form(), a_form({"/child/birth/date": "2020"}), Level.SAME),
        (a_form(), a_form({"/child/birth/date": "2019-01-03"}), Level.REVIEW),
        (a_form(), a_form({"/child/sex": "female"}), Level.REVIEW),
        (a_form(), a_form({"/child/sex": "not_known"}), Level.SAME),
        (a_form(), a_form(OTHER), Level.NEAR),
        (a_form(), a_form(OTHER | STRANGER), Level.NONE),
        (a_neonate(), a_neonate(REGISTERED | {"/neonatal/birth_order": ...}), Level.PROBABLE),
        (a_neonate(), a_neonate({"/neonatal/birth_order": 2}), Level.TWINS),
        (a_neonate(), a_neonate({"/child/birth/date": "2026-02-08"}), Level.POSSIBLE),
        (a_neonate(), a_neonate({"/neonatal": {}, "/child/names/0/family": "Exampel"}), Level.POSSIBLE),
        (a_form(), a_form({"/child/nhs_number/value": "9990000019"}), Level.POSSIBLE),
        (
            a_form({"/child/nhs_number/value": "9990000019"} | STRANGER),
            a_form({"/child/nhs_number/value": "9990000019"}),
            Level.NONE,
        ),
        (
            a_neonate({"/neonatal": {}, "/child/local_identifiers": [{"value": "h 17"}]}),
            a_neonate(
                REGISTERED | {"/neonatal": {}, "/child/local_identifiers": [{"value": "H-17", "ods": "RLQ"}]}
            ),
            Level.SAME,
        ),
        (
            a_neonate({"/neonatal": {}, "/child/names/0/family": "Unknown"}),
            a_neonate(
                {
                    "/neonatal": {},
                    "/child/names/0/family": "Unknown",
                    "/child/birth": {"date": "2026-02-03"},
                    "/child/addresses": [],
                    "/death/place": {"type": "other"},
                }
            ),
            Level.NONE,
        ),
    ],
)
def test_a_match(one: dict[str, Any], other: dict[str, Any], level: Level) -> None:
    first, second = particulars(one), particulars(other)
    assert compare(first, second).level is level
    assert compare(second, first) == compare(first, second)


def test_an_agreeing_time_of_birth_is_a_reason() -> None:
    assert "birth_time" in compare(particulars(a_neonate()), particulars(a_neonate())).reasons
    later = particulars(a_neonate({"/child/birth/time": "05:15"}))
    assert "birth_time_differs" in compare(particulars(a_neonate()), later).reasons


@given(st.integers(1, 9), st.integers(1, 9), st.booleans(), st.booleans())
def test_two_birth_orders_of_one_mother_are_never_joined(
    one: int, other: int, named: bool, numbered: bool
) -> None:
    first = {"/neonatal/birth_order": one}
    second = {"/neonatal/birth_order": other} | (REGISTERED if named else {}) | (OTHER if numbered else {})
    level = compare(particulars(a_neonate(first)), particulars(a_neonate(second))).level
    assert (level is Level.TWINS) is (one != other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith", "Smyth"),
        ("O'Example", "O’Example"),
        ("Examplé", "EXAMPLE"),
        ("Philips", "Fillips"),
        ("Example-Fixture", "Fixture"),
        ("Stephens", "Stevens"),
        ("McTest", "MacTest"),
        ("Knight", "Night"),
    ],
)
def test_surnames_that_sound_alike(one: str, other: str) -> None:
    assert names.sound_alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("Example", "Fixture"), ("Unknown", "Unknown"), ("Test", "Demo")])
def test_surnames_that_do_not(one: str, other: str) -> None:
    assert not names.sound_alike(one, other)


@pytest.mark.parametrize(
    "name", ["Baby", "baby of", "Twin 1", "TWIN II", "Infant", "Unknown", "Baby Boy", "", "Male"]
)
def test_a_placeholder(name: str) -> None:
    assert names.is_placeholder(name)


@pytest.mark.parametrize("name", ["Babyface", "Example", "Twinkle", "Malek"])
def test_a_name_is_no_placeholder(name: str) -> None:
    assert not names.is_placeholder(name)


@given(st.text(max_size=30))
def test_a_name_has_one_spelling(name: str) -> None:
    assert names.normal(names.normal(name)) == names.normal(name)
    assert names.sound(name) == names.sound(names.normal(name))


def test_what_a_notification_is_found_by() -> None:
    assert index_terms(a_form()) == {"number": "9990000018", "name": names.sound("Exampel")}
    nameless = a_neonate({"/child/names/0/family": "Unknown"})
    assert index_terms(nameless) == {"number": None, "name": None}
