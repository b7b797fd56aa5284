"""What the office is proposed: scope, area, owner, response, and whom else to ask."""

from typing import Any

import pytest

from app.notifications.rules.proposals import home_postcode, propose
from app.partners.postcodes import locate
from app.partners.rules import HEREFORDSHIRE_AND_WORCESTERSHIRE
from tests.notifications.makers import a_form, a_neonate

STILLBORN = {"suspected": "yes", "signs_of_life": "no"}


def proposed(form: dict[str, Any]) -> dict[str, Any]:
    """The proposal for the panel of Herefordshire and Worcestershire."""
    postcode = home_postcode(form)
    return propose(form, locate(postcode) if postcode else None, HEREFORDSHIRE_AND_WORCESTERSHIRE)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "accepted"),
        ({"/child/birth": {"absent": "not_known"}}, "accepted"),
        ({"/child/birth/date": "2008-02-11"}, "not_a_child"),
        ({"/child/birth/date": "2008-02-12"}, "accepted"),
        ({"/child/addresses/0/postcode": "SY2 6ND"}, "out_of_area"),
        ({"/child/addresses/0/postcode": "B15 2TG"}, "out_of_area"),
        ({"/child/addresses/0/postcode": "LD1 5HA"}, "non_resident_discretionary"),
        ({"/child/residence": {"status": "overseas"}, "/child/addresses": []}, "non_resident_discretionary"),
        ({"/child/addresses/0/postcode": "ZZ99 3VZ"}, "accepted"),
        ({"/death/stillbirth": STILLBORN}, "stillbirth_attended"),
        ({"/death/stillbirth": STILLBORN | {"professional_present": "no"}}, "stillbirth_unattended_jar"),
        ({"/death/stillbirth": {"suspected": "yes", "signs_of_life": "yes"}}, "accepted"),
    ],
)
def test_an_outcome(changes: dict[str, Any], outcome: str) -> None:
    assert proposed(a_form(changes))["outcome"] == outcome


@pytest.mark.parametrize(
    ("postcode", "kind", "area"),
    [
        ("DY12 2TN", "area", "worcestershire"),
        ("DY1 1HF", "elsewhere", None),
        ("hr1 2aa", "area", "herefordshire"),
        ("ZZ99 3VZ", "no_fixed_abode", None),
        ("ZZ99 3WZ", "not_known", None),
    ],
)
def test_the_whole_postcode_proposes_the_area(postcode: str, kind: str, area: str | None) -> None:
    found = proposed(a_form({"/child/addresses/0/postcode": postcode}))["area"]
    assert (found["kind"], found["area"]) == (kind, area)


def test_a_placement_does_not_decide_where_a_child_lives() -> None:
    placed = {"use": "placement", "postcode": "SY2 6ND"}
    form = a_form({"/child/addresses": [placed, {"use": "home", "postcode": "HR1 2AA"}]})
    assert home_postcode(form) == "HR1 2AA"
    looked_after = a_form({"/child/social_care": {"looked_after": "now"}})
    assert proposed(looked_after)["owner"]["owner"] == "to_decide"


def test_what_calls_for_a_joint_agency_response() -> None:
    custody = proposed(a_form({"/death/place/type": "prison_or_secure_estate", "/death/jar/needed": "no"}))[
        "jar"
    ]
    assert custody["triggers"] == ["custody_or_mha", "sudden_no_apparent_cause"]
    assert custody["reason_wanted"]
    unclear = proposed(a_form({"/death/jar": {"absent": "not_asked"}}))["jar"]
    assert (unclear["needed"], unclear["to_consider"]) == (False, True)


@pytest.mark.parametrize(
    ("form", "question", "asked"),
    [
        (a_neonate(), "mbrrace", True),
        (a_form(), "mbrrace", False),
        (a_form({"/child/flags": {"autism": "yes"}}), "leder", True),
        (a_form({"/child/flags": {"autism": "yes"}, "/child/birth/date": "2023-01-01"}), "leder", False),
        (a_form(), "coroner", True),
        (a_form({"/coroner": {"referred": "yes"}}), "coroner", False),
    ],
)
def test_whom_else_to_ask(form: dict[str, Any], question: str, asked: bool) -> None:
    assert (question in proposed(form)["questions"]) is asked
