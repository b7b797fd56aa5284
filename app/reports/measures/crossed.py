"""Two variables at once: for the public over five joint years, for an area's officers with 1 to 4 hidden."""

from collections import Counter
from collections.abc import Mapping

from app.anonymise.figures.counting import Cell, Shown, complement, partner_count, public_count
from app.facts.schemas import CodedFacts
from app.reports.measures import groups
from app.reports.measures.periods import Period, block
from app.reports.measures.populations import JOINT, Cases, reviewed
from app.reports.measures.shown import Readers, Table

AGES = ("under_1_year", "1_to_17_years")
UNDER_1 = frozenset(groups.AGES[:2])
PUBLIC_FROM = 40
Total = tuple[str, str | None]


def category_by_age(cases: Mapping[str, Cases], period: Period, readers: Readers) -> list[Table]:
    """Return the group of cause by age, or nothing where too few cases would carry it."""
    days = block(5, period)
    column = readers.own or JOINT
    found = reviewed(cases[column], days)
    if not readers.exact and (readers.own or len(found) < PUBLIC_FROM):
        return []
    counts = Counter(pair for each in found for pair in _pair(each, days))
    shown, totals = (_for_officers if readers.exact else _for_all)(counts)
    where = "own area" if readers.exact else "both areas together"
    said = (
        "1 to 4 is [c], and more where one hidden figure could be worked out. Not for publication."
        if readers.exact
        else "0 to 7 is [c]; 8 and more go to the nearest 5, each figure alone."
    )
    size = partner_count(len(found), crossed=False) if readers.exact else public_count(len(found))
    return [
        Table("T15", f"Category group by age, {where}, {days.label}", "R", size.value, "cases", said,
              groups.CATEGORY_GROUPS, AGES, shown, totals)
    ]  # fmt: skip


def _pair(facts: CodedFacts, days: Period) -> list[Cell]:
    ages = [AGES[0] if band in UNDER_1 else AGES[1] for band in groups.age(facts, days) if band in BANDS]
    return [(group, age) for group in groups.category_group(facts, days) for age in ages]


BANDS = frozenset(groups.AGES) - {groups.NOT_KNOWN}


def _for_all(counts: Counter[Cell]) -> tuple[dict[Cell, Shown], dict[Total, Shown]]:
    return {(r, c): public_count(counts[r, c]) for r in groups.CATEGORY_GROUPS for c in AGES}, {}


def _for_officers(counts: Counter[Cell]) -> tuple[dict[Cell, Shown], dict[Total, Shown]]:
    rows = {row: sum(counts[row, column] for column in AGES) for row in groups.CATEGORY_GROUPS}
    columns = {column: sum(counts[row, column] for row in groups.CATEGORY_GROUPS) for column in AGES}
    cells = {(r, c): partner_count(counts[r, c], crossed=True) for r in rows for c in columns}
    totals: dict[Total, Shown] = {("row", r): partner_count(n, crossed=False) for r, n in rows.items()}
    totals |= {("column", c): partner_count(n, crossed=False) for c, n in columns.items()}
    lines = [*(("row", row) for row in rows), *(("column", column) for column in columns)]
    return complement(cells, lines), totals
