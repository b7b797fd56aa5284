"""Reads the coded answers of a form: questions and answers in the form's words, none of a respondent's."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from app.catalogue import rules as catalogue
from app.packs.rules.answers import unnumbered
from app.packs.rules.figures import figure, told_figure

Schema = Mapping[str, Any]

# The office knows who answered; the pack's head says where, whether expected, and what it may say of origin.
NOT_TOLD = frozenset(
    {"identification", "place_of_death", "place_of_event", "expected", "sex", "ethnic_category"}
)
# What points at one family in a county stays back until a person finds that the learning needs it.
POINTING = frozenset(
    {
        "barrier_chargeable_care", "barrier_language", "child_started_fire", "consanguinity",
        "family_history", "family_member", "family_screening", "father_age", "gang", "gravidity",
        "housing_type", "in_trial", "known_perpetrator", "known_person_died", "looked_after",
        "migration", "mother_age", "multiple_birth", "no_recourse_to_public_funds", "other_reviews",
        "parent_offending", "parity", "perinatal_review", "plurality", "previous_child_deaths",
        "rapid_review", "recurrence_counselling", "relative_sudden_death", "sibling_support",
        "siblings", "youth_justice",
    }
)  # fmt: skip
WEEKS, DAYS = "gestation_weeks", "gestation_days"
SAYING_NOTHING = frozenset({"not_applicable", "not_asked", "refused"})


class Answer(NamedTuple):
    """A question of a section with its answer, and whether it points at a family."""

    section: str
    question: str
    answer: str
    points: bool


class Asked(NamedTuple):
    """A question as a form asks it: its name, its section, its title, and what it takes."""

    name: str
    section: str
    title: str
    schema: Schema


def answered(schema: Schema, answers: Mapping[str, Any]) -> Iterator[Answer]:
    """Yield the coded answers of a form, in its order. Words of a respondent's own are told elsewhere.

    A section is named with its form, such as `Sudden unexpected deaths: Last sleep`.
    """
    for asked, said, beside in _each(schema, answers, schema["title"]):
        words = _words(asked.name, asked.schema, said, schema.get("$defs", {}))
        days = beside.get(DAYS)
        if words and asked.name == WEEKS and isinstance(days, int) and days:
            words = f"{words} and {days} day{'s' if days > 1 else ''}"
        if words:
            yield Answer(asked.section, asked.title, words, asked.name in POINTING)


def can_be_told(schema: Schema, section: str, question: str, answer: str) -> bool:
    """Return whether a form has this question in this section, and can be answered so."""
    defs = schema.get("$defs", {})
    return any(
        set(answer.split("; ")) <= set(_labels(asked.schema, defs).values())
        or told_figure(asked.name, answer, _whole(asked.schema, defs))
        for asked in _asked(schema, schema["title"])
        if (asked.section, asked.title) == (section, question)
    )


def is_ours(said: Mapping[str, str]) -> bool:
    """Return whether an answer of a pack is one that some version of its form can give, word for word."""
    section = unnumbered(said["section"])
    return any(
        can_be_told(form.schema, section, said["question"], said["answer"])
        for form in catalogue.forms()
        if form.code == said["form"]
    )


def _each(
    schema: Schema, answers: Mapping[str, Any], section: str
) -> Iterator[tuple[Asked, Any, Mapping[str, Any]]]:
    for name, question in schema.get("properties", {}).items():
        said = answers.get(name)
        if said is None or name in NOT_TOLD or name == DAYS:
            continue
        if isinstance(said, Mapping):
            yield from _each(question, said, f"{section}: {question['title']}")
        else:
            yield Asked(name, section, question["title"], question), said, answers


def _asked(schema: Schema, section: str) -> Iterator[Asked]:
    for name, question in schema.get("properties", {}).items():
        if name in NOT_TOLD:
            continue
        if "properties" in question:
            yield from _asked(question, f"{section}: {question['title']}")
        else:
            yield Asked(name, section, question["title"], question)


def _words(name: str, question: Schema, said: Any, defs: Schema) -> str:
    """Return an answer in the words of the form, or nothing when it is no coded one or says nothing."""
    if isinstance(said, list):
        each = [_words(name, question.get("items", {}), one, defs) for one in said]
        return "; ".join(each) if all(each) else ""
    if isinstance(said, bool):
        return ("Yes" if said else "No") if question.get("type") == "boolean" else ""
    if isinstance(said, int):
        bounds = _whole(question, defs)
        return figure(name, said) if bounds and bounds[0] <= said <= bounds[1] else ""
    known = isinstance(said, str) and said not in SAYING_NOTHING
    return _labels(question, defs).get(said, "") if known else ""


def _branches(question: Schema, defs: Schema) -> list[Schema]:
    """Return the ways in which a question may be answered, its code lists among them."""
    given = [*question.get("anyOf", [question]), question.get("items", {})]
    return [defs.get(str(one.get("$ref", "")).removeprefix("#/$defs/"), one) for one in given]


def _labels(question: Schema, defs: Schema) -> dict[str, str]:
    """Return what the codes that a question takes are called."""
    found: dict[str, str] = {"yes": "Yes", "no": "No"} if question.get("type") == "boolean" else {}
    for branch in _branches(question, defs):
        found |= branch.get("x-labels", {})
    return found


def _whole(question: Schema, defs: Schema) -> tuple[int, int] | None:
    """Return between which whole numbers an answer lies, or nothing when it is none."""
    for branch in _branches(question, defs):
        if branch.get("type") == "integer":
            return branch["minimum"], branch["maximum"]
    return None
