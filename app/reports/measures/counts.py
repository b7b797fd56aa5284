"""Counting measures: each is one row of a table of what is counted, over which days, and by what."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.facts.schemas import CodedFacts
from app.reports.measures import groups
from app.reports.measures.periods import Period, block
from app.reports.measures.populations import Cases, deaths, notified, reviewed, still_open
from app.reports.measures.shown import WHOLE_COLUMN, Readers, Table, one_way, sum_of

Select = Callable[[Cases, Period], Cases]
Rows = Callable[[CodedFacts, Period], Iterable[str]]
BOTH_OR_NEITHER = "Where one area's figure is hidden the other's is hidden too."
PRIMARY_CATEGORY = "The primary category alone: the highest in the order of the form."


@dataclass(frozen=True, slots=True)
class Measure:
    """One table: who is counted, in which days, in which rows.

    `alone` says that one area's column may be published; `adds_up` that every case is in one row;
    `has_base` that the rows are shares of one number.
    """

    code: str
    title: str
    population: str
    unit: str
    members: Select
    days: Callable[[Period], Period]
    rows: Callable[[Period], tuple[str, ...]]
    rows_of: Rows
    note: str = ""
    alone: bool = False
    adds_up: bool = True
    has_base: bool = True


def _same(period: Period) -> Period:
    return period


def _three_years(period: Period) -> Period:
    return block(3, period)


def _five_years(period: Period) -> Period:
    return block(5, period)


def _to_this_year(period: Period) -> Period:
    return Period.years(period.first.year - 4, 5)


def _always(*rows: str) -> Callable[[Period], tuple[str, ...]]:
    return lambda _: rows


MEASURES = (
    Measure("T3", "Deaths by year", "D", "deaths", deaths, _to_this_year, groups.years, groups.year_of_death,
            alone=True, adds_up=False, has_base=False),
    Measure("T4", "Age at death", "D", "deaths", deaths, _three_years,
            _always(*groups.AGES), groups.age),
    Measure("T5", "Sex", "D", "deaths", deaths, _same, _always(*groups.SEXES), groups.sex),
    Measure("T12", "Notified within 48 hours", "N", "notifications", notified, _same,
            _always(*groups.WITHIN), groups.within_48_hours),
    Measure("T13", "Cases completed by year of death", "R", "cases", reviewed, _same,
            groups.years_and_earlier, groups.year_or_earlier,
            "A case is counted in the year of its panel; the rows say when the child died."),
    Measure("T14", "Category of death in four groups", "R", "cases", reviewed, _same,
            _always(*groups.CATEGORY_GROUPS), groups.category_group,
            PRIMARY_CATEGORY),
    Measure("T14A", "Category of death", "R", "cases", reviewed, _five_years,
            _always(*groups.CATEGORIES), groups.category,
            PRIMARY_CATEGORY),
    Measure("T14B", "Category of death in four groups, by area", "R", "cases", reviewed, _five_years,
            _always(*groups.CATEGORY_GROUPS), groups.category_group,
            alone=True),
    Measure("T16", "Modifiable factors", "R", "cases", reviewed, _same,
            _always(*groups.MODIFIABILITY), groups.modifiability,
            "Years compare only while the form and its definitions stay the same."),
    Measure("T22", "Open cases by time since the death", "O", "cases", still_open, _same,
            _always(*groups.OPEN_AGES), groups.open_age,
            "Open at the end of the last day of the period; from the notification if the day of death is"
            " not known."),
    Measure("T22R", "Open cases by what they wait for", "O", "cases", still_open, _same,
            _always(*groups.REASONS), groups.reasons,
            "A case may wait for several things. What it waits for is known as of the day of this report.",
            adds_up=False),
)  # fmt: skip


def table(measure: Measure, cases: Mapping[str, Cases], period: Period, readers: Readers) -> Table | None:
    """Return the table of a measure as these readers may see it, or None where they may see none of it."""
    days = measure.days(period)
    columns = readers.columns(alone=measure.alone)
    if not columns:
        return None
    members = {column: measure.members(found, days) for column, found in cases.items()}
    rows = measure.rows(period)
    counts = {
        column: Counter(row for each in found for row in measure.rows_of(each, days))
        for column, found in members.items()
    }
    sizes = {column: len(found) for column, found in members.items()}
    totals = {column: sum_of(sizes, column, readers, alone=measure.alone) for column in columns}
    based_on = totals[columns[0] if readers.own else columns[-1]]
    return Table(
        code=measure.code,
        title=f"{measure.title}, {days.label}",
        population=measure.population,
        denominator=based_on.value if measure.has_base else None,
        unit=measure.unit,
        note=note(measure.note, readers, alone=measure.alone),
        rows=rows,
        columns=columns,
        cells=one_way(counts, rows, readers, alone=measure.alone),
        totals={("column", key): shown for key, shown in totals.items()} if measure.adds_up else {},
    )


def note(said: str, readers: Readers, *, alone: bool) -> str:
    """Return a table's own note, with what has to be known of how its figures are shown."""
    parts = [said] if said else []
    if readers.exact:
        parts.append("Exact for your own area, not for publication; joint figures follow the public rules.")
    else:
        parts.append(BOTH_OR_NEITHER if alone else WHOLE_COLUMN)
    parts.append("0 to 7 is [c]; 8 and more go to the nearest 5, each figure alone.")
    if readers.own and not readers.exact:
        parts.append("One area's other tables are not published: they would point at children.")
    return " ".join(parts)
