"""How long reviews took: medians, and the share within the time that was aimed at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.anonymise.figures.bands import completed_months
from app.anonymise.figures.counting import Cell, Shown, median_shown, public_percentage
from app.facts.schemas import CodedFacts
from app.reports.measures.counts import note
from app.reports.measures.periods import Period, block, exact
from app.reports.measures.populations import JOINT, Cases, judged, reviewed
from app.reports.measures.shown import Readers, Table, one_way, sum_of, whole_columns

Days = Callable[[CodedFacts], tuple[str | None, str | None]]
STEPS: Mapping[str, Days] = {
    "death_to_jar": lambda facts: (facts.died_on, facts.jar_met_on),
    "death_to_forms": lambda facts: (facts.died_on, facts.forms_in_on),
    "death_to_cdrm": lambda facts: (facts.died_on, facts.cdrm_on),
    "death_to_panel": lambda facts: (facts.died_on, facts.panel_on),
    "death_to_ncmd": lambda facts: (facts.died_on, facts.ncmd_complete_on),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """A time that a step should not exceed: from which day to which, and whether it was kept."""

    days: Days
    kept: Callable[[date, date], bool]


def _within_days(number: int) -> Callable[[date, date], bool]:
    return lambda start, end: end - start <= timedelta(days=number)


def _within_months(number: int) -> Callable[[date, date], bool]:
    return lambda start, end: completed_months(start, end - timedelta(days=1)) < number


# Statutory and operational guidance (England) 2018 and local aims; the panel's outer limit is a year.
AIMS: Mapping[str, Aim] = {
    "jar_within_2_days": Aim(STEPS["death_to_jar"], _within_days(2)),
    "cdrm_within_3_months": Aim(STEPS["death_to_cdrm"], _within_months(3)),
    "panel_within_6_months": Aim(STEPS["death_to_panel"], _within_months(6)),
    "panel_within_12_months": Aim(STEPS["death_to_panel"], _within_months(12)),
    "ncmd_within_2_weeks_of_panel": Aim(lambda f: (f.panel_on, f.ncmd_complete_on), _within_days(14)),
}


def tables(cases: Mapping[str, Cases], period: Period, readers: Readers) -> list[Table]:
    """Return the tables of time and shares; one area alone has none for the public."""
    if not readers.columns(alone=False):
        return []
    done = {column: reviewed(found, period) for column, found in cases.items()}
    spent = {
        column: {
            step: [(end - start).days for start, end in pairs(found, days)] for step, days in STEPS.items()
        }
        for column, found in done.items()
    }
    known = {column: {step: len(days) for step, days in steps.items()} for column, steps in spent.items()}
    sizes = {column: len(found) for column, found in done.items()}
    years = block(3, period)
    clear = {column: judged(found, years) for column, found in cases.items()}
    clear_sizes = {column: len(found) for column, found in clear.items()}
    return [
        _made("T16P", f"Modifiable factors as a share, {years.label}", "per cent",
              _modifiable(clear, readers), clear_sizes, readers, "R+",
              "Not enough information to judge is in neither side of the share."),
        _made("T21", f"Median time from the death, {period.label}", "days", _medians(spent, readers),
              sizes, readers, "R", "Cases with both days known. No median under 8 cases; no quartiles."),
        _made("T21N", f"Cases with both days known, {period.label}", "cases",
              one_way(known, list(STEPS), readers, alone=False), sizes, readers, "R", ""),
        _made("T21P", f"Share within the time aimed at, {period.label}", "per cent", _shares(done, readers),
              sizes, readers, "R", "Cases with both days known. No share of fewer than 20."),
    ]  # fmt: skip


def pairs(cases: Cases, days: Days) -> list[tuple[date, date]]:
    """Return both days of a step, for the cases of which both are known and in order."""
    found = ((exact(start), exact(end)) for start, end in map(days, cases))
    return [(start, end) for start, end in found if start and end and start <= end]


def _medians(spent: Mapping[str, Mapping[str, list[int]]], readers: Readers) -> dict[Cell, Shown]:
    return _by_area(lambda column, step: median_shown(spent[column][step]), list(STEPS), readers)


def _shares(done: Mapping[str, Cases], readers: Readers) -> dict[Cell, Shown]:
    def share(column: str, aim: str) -> Shown:
        both = pairs(done[column], AIMS[aim].days)
        return public_percentage(sum(AIMS[aim].kept(*each) for each in both), len(both))

    return _by_area(share, list(AIMS), readers)


def _modifiable(clear: Mapping[str, Cases], readers: Readers) -> dict[Cell, Shown]:
    def share(column: str, row: str) -> Shown:
        found = clear[column]
        return public_percentage(sum(each.modifiability == row for each in found), len(found))

    return _by_area(share, ["modifiable"], readers)


def _by_area(shown: Callable[[str, str], Shown], rows: list[str], readers: Readers) -> dict[Cell, Shown]:
    joint = {row: shown(JOINT, row) for row in rows}
    cells = {(row, JOINT): joint[row] for row in rows} | whole_columns(joint, readers.areas)
    if readers.exact and readers.own:
        cells |= {(row, readers.own): shown(readers.own, row) for row in rows}
    return {cell: each for cell, each in cells.items() if cell[1] in readers.columns(alone=False)}


def _made(
    code: str, title: str, unit: str, cells: dict[Cell, Shown], sizes: Mapping[str, int], readers: Readers,
    population: str, said: str,
) -> Table:  # fmt: skip
    columns = readers.columns(alone=False)
    base = sum_of(sizes, readers.own or JOINT, readers, alone=False)
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    return Table(
        code, title, population, base.value, unit, note(said, readers, alone=False), rows, columns, cells
    )
