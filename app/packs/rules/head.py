"""The head of a pack: what may be said of a child before anything is told (no day, no place, no name)."""

from calendar import month_name
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.analysis.schemas import Content, FactorIn
from app.anonymise.figures.bands import clinical_age
from app.catalogue import rules as catalogue
from app.facts.schemas import CodedFacts

NOT_KNOWN = "not known"
CHAIRS = ("county", "quarter")
INCLUDED, LEFT_OUT, SAID = "header.include", "header.leave_out", "header.chair"
IN_SUMMARY = {"quarter": "period"}


def summary(facts: CodedFacts) -> dict[str, Any]:
    """Return age, sex, quintile, year, type of place, and expected or not.

    Ethnic group, county and quarter stay out until somebody asks for them, with a reason.
    """
    return {
        "age": _age(_day(facts.born_on), _day(facts.died_on)),
        "sex": facts.sex.replace("_", " "),
        "deprivation_quintile": facts.deprivation,
        "period": facts.died_on[:4] if facts.died_on else NOT_KNOWN,
        "place_of_death": _lower(_label("place_of_death", facts.place)),
        "expected": _lower(_label("expected", facts.expected)),
    }


def asked_for(field: str, facts: CodedFacts) -> str | None:
    """Return what a head says in a field that needs a reason; nothing when it is not known."""
    if field == "county":
        return facts.area.replace("-", " ").title().replace(" And ", " and ") if facts.area else None
    if field == "ethnicity":
        group = catalogue.ethnic_group(facts.ethnicity or "")
        return None if group == "not_known" else _label("ethnic_group", group)
    return _quarter(facts.died_on or "")


def _quarter(died_on: str) -> str | None:
    if len(died_on) < len("YYYY-MM"):
        return None
    first = (int(died_on[5:7]) - 1) // 3 * 3
    return f"{month_name[first + 1]} to {month_name[first + 3]} {died_on[:4]}"


def with_field(summary: Mapping[str, Any], field: str, value: str | None) -> dict[str, Any]:
    """Return a summary that says this too; without a value, one that no longer says it."""
    name = IN_SUMMARY.get(field, field)
    kept = {key: said for key, said in summary.items() if key != name}
    if value is None and name == "period":
        said = summary[name]
        return kept | {name: said if said == NOT_KNOWN else said[-len("YYYY") :]}
    return kept if value is None else kept | {name: value}


def asked_of_chair(log: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, tuple[str, bool | None]]:
    """Return the fields that the chair is asked for, each with the reason and the chair's word on it.

    The log is in its order. A refusal answers what was asked before it: who asks again waits anew.
    """
    reasons: dict[str, str] = {}
    words: dict[str, bool] = {}
    for verdict, said in log:
        field = said["field"]
        if verdict == SAID:
            words[field] = said["approve"]
        elif verdict == LEFT_OUT:
            reasons.pop(field, None)
        else:
            reasons[field] = said["reason"]
            words = {name: word for name, word in words.items() if word or name != field}
    return {field: (reasons[field], words.get(field)) for field in CHAIRS if field in reasons}


def analysis(form: Content | None) -> dict[str, Any]:
    """Return the draft's factors, and its proposed category as code and in the form's words."""
    if form is None:
        return {"factors": [], "proposed_category": None, "category": None}
    proposed = sorted(form.proposed_categories, key=catalogue.category_number)
    return {
        "factors": [_factor(factor, form.scheme) for factor in form.factors],
        "proposed_category": proposed[0] if proposed else None,
        "category": _label("category_of_death", proposed[0]) if proposed else None,
    }


def factor_name(factor: FactorIn) -> str:
    """Return the words of the form for a factor."""
    return _label("contributory_factor", factor.code)


def assurance(measured: Mapping[str, object] | None, rules_version: str, role: str) -> dict[str, Any]:
    """Return what the rules in force were measured to do, or only which they are when nobody measured."""
    figures = {} if measured is None else measured
    said = {name: figures[name] for name in ("recall_known", "recall_unknown", "corpus") if name in figures}
    return {"rules_version": rules_version, **said, "prepared_by_role": role}


def is_measured(assured: Mapping[str, Any]) -> bool:
    """Return whether a pack says what its rules do."""
    return "recall_known" in assured and "recall_unknown" in assured


def _factor(factor: FactorIn, scheme: str) -> dict[str, Any]:
    return {
        "domain": _label("domain", factor.domain),
        "domain_code": factor.domain,
        "code": factor.code,
        "factor": factor_name(factor),
        "level": _level(factor.level, scheme),
        "level_code": factor.level,
        "modifiable": factor.modifiable,
    }


def _level(level: str, scheme: str) -> str:
    newest = catalogue.code_list("factor_level")
    return catalogue.labels("factor_level").get(level, level) if newest.version == scheme else level


def _label(codes: str, code: str | None) -> str:
    return catalogue.labels(codes).get(code, NOT_KNOWN) if code else NOT_KNOWN


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said and len(said) == len("YYYY-MM-DD") else None


def _age(born: date | None, died: date | None) -> str:
    return clinical_age(born, died) if born and died and born <= died else NOT_KNOWN


def label_of(codes: Sequence[str], code: str) -> str:
    """Return the label of a code in the first of these lists that knows it."""
    return next((found for name in codes if (found := catalogue.labels(name).get(code))), code)
