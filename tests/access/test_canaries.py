"""What is anonymised, counted or shared tells nobody who the child was; another panel learns nothing."""

import re

import pytest

from app.identity.personas import PERSONAS
from tests.access.ops import S, those
from tests.access.trial import Told, Trial
from tests.access.world import World
from tests.packs.told import KNOWN, NUMBER

COARSE = (
    "/v1/meetings/{meeting_id}/packs/{pseudonym}",
    "/v1/themes",
    "/v1/themes/{theme_id}",
    "/v1/themes/{theme_id}/contributions",
    "/v1/themes/{theme_id}/tables",
    "/v1/themes/{theme_id}/pack",
    "/v1/themes/{theme_id}/findings",
    "/v1/reports",
    "/v1/reports/{report_id}",
    "/v1/recommendations",
    "/v1/actions",
    "/v1/meetings/{meeting_id}/items",
    "/v1/audit/events",
    "/v1/audit/checkpoints",
)
# A reader who declares is told a day and a place, so as to know whether they knew the child.
READERS = those("member-*", "chair")
OUTSIDE = S | those("partner-*", "auditor", "administrator")


def squeezed(text: str) -> str:
    """A text without all that is neither letter nor figure."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def found_in(told: Told) -> list[str]:
    """The canaries in an answer: its body and its headers."""
    plain = squeezed(told.text + " ".join(f"{k} {v}" for k, v in told.headers.items()))
    return [f"{told.op.name} by {told.who}: {canary}" for canary in KNOWN if squeezed(canary) in plain]


def test_the_canaries_can_be_found(trial: Trial) -> None:
    case = [one for one in trial.done if one.op.name == "GET /v1/cases/{case_id}"]
    assert case
    assert all(any(NUMBER in line for line in found_in(one)) for one in case)


@pytest.mark.parametrize("path", COARSE)
def test_a_coarse_answer_names_nobody(trial: Trial, path: str) -> None:
    told = [one for one in trial.done if one.op.path == path and one.op.verb == "GET"]
    assert told
    assert [line for one in told for line in found_in(one)] == []


def test_a_refusal_names_nobody(trial: Trial) -> None:
    assert [line for one in trial.refused for line in found_in(one)] == []


@pytest.mark.parametrize("persona", sorted(OUTSIDE | READERS))
def test_no_child_is_named_to_whoever_is_not_of_the_office(trial: Trial, persona: str) -> None:
    told = [one for one in trial.done if one.who == persona and one.op.path != "/v1/notifications"]
    assert told
    assert [line for one in told for line in found_in(one) if not _prompt(one)] == []


def _prompt(told: Told) -> bool:
    return told.op.path.endswith(("/declarations", "/ruling"))


def test_another_panel_never_sees_the_case(trial: Trial, world: World) -> None:
    ours = {world.ids["case_id"], world.ids["open_case"], world.ids["meeting_id"]}
    told = [one for one in trial.done if one.who in S]
    assert {one.who for one in told} == {name for name in PERSONAS if name.startswith("stw-")}
    assert [str(one) for one in told if any(name in one.text for name in ours)] == []
