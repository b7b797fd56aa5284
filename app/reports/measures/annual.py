"""The annual report: all its tables and charts, as they may be shown to those for whom it is made."""

from collections.abc import Iterable
from typing import Any

from app.facts.schemas import CodedFacts
from app.reports.measures import counts, crossed, times
from app.reports.measures.figures import drawn
from app.reports.measures.periods import Period
from app.reports.measures.populations import by_column
from app.reports.measures.shown import Readers, Table

# Changes whenever a population, a group, a block or a rule of showing changes.
DEFINITIONS = "2026.1"


def tables(facts: Iterable[CodedFacts], period: Period, readers: Readers) -> list[Table]:
    """Return every table that these readers may have, in the order of its code."""
    cases = by_column(facts, readers.areas)
    counted = (counts.table(each, cases, period, readers) for each in counts.MEASURES)
    found = [each for each in counted if each]
    found += times.tables(cases, period, readers) + crossed.category_by_age(cases, period, readers)
    return sorted(found, key=lambda each: (int("".join(filter(str.isdigit, each.code))), each.code))


def annual(facts: Iterable[CodedFacts], period: Period, readers: Readers) -> dict[str, Any]:
    """Return the tables and figures of an annual report. No number that may not be shown is in them."""
    found = tables(facts, period, readers)
    return {"tables": [each.to_json() for each in found], "figures": drawn(found, readers)}
