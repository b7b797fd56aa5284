"""The access table: every operation, everybody, and what the trail and the tables say afterwards."""

from collections.abc import Iterable
from pathlib import Path

from app.identity.personas import PERSONAS
from app.main import create_app
from app.settings import Settings
from tests.access.ops import EVERYONE, NOBODY
from tests.access.table import TABLE
from tests.access.trial import Told, Trial, trail
from tests.access.world import World

MEASUREMENT = Path(__file__).parents[2] / "docs" / "measurements" / "access.md"


def lines(told: Iterable[Told]) -> list[str]:
    """One line for each of these, shown whole when there should be none."""
    found = sorted(map(str, told))
    print(*found, sep="\n")  # noqa: T201
    return found


def wrong(told: Iterable[Told]) -> list[str]:
    """Whoever was told something else than the table says."""
    return lines(one for one in told if one.status != one.expected)


def test_every_operation_is_in_the_table(settings: Settings) -> None:
    paths = create_app(settings).openapi()["paths"]
    published = [(verb.upper(), path) for path, verbs in paths.items() for verb in verbs]
    assert sorted(published) == sorted((op.verb, op.path) for op in TABLE)
    assert len(set(published)) == len(TABLE)


def test_everybody_has_one_answer_to_every_operation() -> None:
    for op in TABLE:
        assert sorted([*op.yes, *op.forbidden, *op.hidden]) == sorted(EVERYONE), op.name


def test_whoever_may_not_is_refused(trial: Trial) -> None:
    assert not wrong(trial.refused)


def test_whoever_may_is_let_in(trial: Trial) -> None:
    assert not wrong(trial.done)


def test_every_cell_was_tried(trial: Trial) -> None:
    tried = {(one.op.name, one.who) for one in (*trial.refused, *trial.done)}
    assert tried == {(op.name, who) for op in TABLE for who in (*PERSONAS, NOBODY)}
    counted = f"{len(TABLE)} operations x {len(PERSONAS) + 1} callers = {len(tried):,} cells"
    assert counted in MEASUREMENT.read_text(), f"{counted}: write it down in {MEASUREMENT.name}"


def test_a_refusal_changes_nothing(trial: Trial) -> None:
    assert trial.before == trial.after
    assert trial.before["cdr_case"][0] > 0


def test_the_hidden_and_the_missing_look_alike(trial: Trial) -> None:
    knows = [one for one in trial.refused if (one.op.name, one.who) in trial.of_nothing]
    assert not lines(
        one for one in knows if one.status == 404 and one.said != trial.of_nothing[one.op.name, one.who].said
    )
    assert sum(one.status == 404 for one in knows) > 200


def test_no_refusal_tells_what_is_there_to_those_who_may_not_know(trial: Trial) -> None:
    """A 403 is for those who know the thing, or is said of a missing one too."""
    assert not lines(
        one
        for one in trial.refused
        if one.status == 403
        and (other := trial.of_nothing.get((one.op.name, one.who)))
        and other.said != one.said
        and not may_know(one)
    )


def may_know(one: Told) -> bool:
    """Whether somebody is refused an act on what they know of: the office, the chair, those invited."""
    persona = PERSONAS[one.who]
    role = str(persona.role)
    if "/meetings/" in one.op.path or "/checkpoints/" in one.op.path:
        return role in {
            "panel_member",
            "chair",
            "coordinator",
            "manager",
            "designated_doctor",
            "partner_officer",
        }
    return persona.panel == "hw" and role in {"coordinator", "manager", "designated_doctor", "chair"}


def test_nobody_is_asked_to_sign_in(trial: Trial) -> None:
    strangers = [one for one in trial.refused if one.who == NOBODY]
    assert {one.headers.get("www-authenticate") for one in strangers} == {'Bearer realm="cdop"'}
    assert len({one.text for one in strangers if one.op.path.startswith("/v1")}) == 1


def test_every_refusal_is_in_the_trail(trial: Trial, world: World) -> None:
    entries = trail(world)
    known = [one for one in trial.refused if one.who != NOBODY]
    assert not lines(one for one in known if entries.get(one.request_id) != {"refused"})


def test_every_answer_with_content_is_in_the_trail(trial: Trial, world: World) -> None:
    entries = trail(world)
    told = [one for one in trial.done if not one.op.quiet and one.who in PERSONAS]
    assert not lines(one for one in told if not entries.get(one.request_id, set()) - {"refused"})
