"""Reads the coded answers of a form: questions and answers in the form's words, none of a respondent's."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.anonymise.replace.ages import aged

Schema = Mapping[str, Any]

# The office knows who answered; the pack's head says where, whether expected, and what it may say of origin.
NOT_TOLD = frozenset({"identification", "place_of_death", "expected", "sex", "ethnic_category"})
# What points at one family in a county stays back until a person finds that the learning needs it.
POINTING = frozenset(
    {
        "barrier_chargeable_care", "barrier_language", "consanguinity", "father_age", "known_person_died",
        "migration", "mother_age", "multiple_birth", "no_recourse_to_public_funds", "other_reviews",
        "plurality", "previous_child_deaths", "relative_sudden_death", "siblings",
    }
)  # fmt: skip
UNITS = {"_g": " g", "_cm": " cm", "_weeks": " weeks", "_days": " days", "_c": " °C"}
AGE = "_age"
SAYING_NOTHING = frozenset({"not_applicable", "not_asked", "refused"})


class Answer(NamedTuple):
    """A question of a section with its answer, and whether it points at a family."""

    section: str
    question: str
    answer: str
    points: bool


def answered(schema: Schema, answers: Mapping[str, Any]) -> Iterator[Answer]:
    """Yield the coded answers of a form, in its order. Words of a respondent's own are told elsewhere.

    A section is named with its form, such as `Sudden unexpected deaths: Last sleep`.
    """
    yield from _within(schema, answers, schema["title"], schema.get("$defs", {}))


def _within(schema: Schema, answers: Mapping[str, Any], section: str, defs: Schema) -> Iterator[Answer]:
    for name, question in schema.get("properties", {}).items():
        said = answers.get(name)
        if said is None or name in NOT_TOLD:
            continue
        if isinstance(said, Mapping):
            yield from _within(question, said, f"{section}: {question['title']}", defs)
        elif words := _words(name, question, said, defs):
            yield Answer(section, question["title"], words, name in POINTING)


def _words(name: str, question: Schema, said: Any, defs: Schema) -> str:
    """Return an answer in the words of the form, or nothing when it is no coded one or says nothing."""
    if isinstance(said, list):
        each = [_words(name, question.get("items", {}), one, defs) for one in said]
        return "; ".join(each) if all(each) else ""
    if isinstance(said, bool):
        return "Yes" if said else "No"
    if isinstance(said, int):
        return _band(said) if name.endswith(AGE) else f"{said}{_unit(name)}"
    known = isinstance(said, str) and said not in SAYING_NOTHING
    return _labels(question, defs).get(said, "") if known else ""


def _band(years: int) -> str:
    return aged(f"{years} years", None, None).strip("[]").removeprefix("age ")


def _unit(name: str) -> str:
    return next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")


def _labels(question: Schema, defs: Schema) -> Mapping[str, str]:
    """Return what the codes that a question takes are called."""
    branches = question.get("anyOf", [question])
    found: dict[str, str] = {}
    for branch in branches:
        named = defs.get(str(branch.get("$ref", "")).removeprefix("#/$defs/"), branch)
        found |= named.get("x-labels", {})
    return found
