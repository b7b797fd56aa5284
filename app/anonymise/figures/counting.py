"""The counting rules: what a table may say of so few children that a figure could point at one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

SMALL_ENDS_AT = 8
BASE = 5
PERCENTAGES_FROM = 20
PARTNER_SMALL = range(1, 5)
HIDDEN = "[c]"

HIDES = frozenset({"primary", "secondary"})

Cell = tuple[str, str]
Line = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """A figure as it may be shown. A hidden one carries no value at all."""

    value: int | None
    status: str
    text: str


PRIMARY = Shown(None, "primary", HIDDEN)
SECONDARY = Shown(None, "secondary", HIDDEN)


def nearest_five(count: int) -> int:
    """Return a count rounded to the nearest 5."""
    return BASE * ((count + BASE // 2) // BASE)


def public_count(n: int) -> Shown:
    """Return a count as the world may see it: 0 to 7 is one class, the rest goes to the nearest 5.

    Zero is hidden too, since absence also tells; a cell that cannot occur is the caller's `not_applicable`.
    """
    if n < 0:
        raise ValueError("A count is not negative.")
    return PRIMARY if n < SMALL_ENDS_AT else _shown(nearest_five(n))


def partner_count(n: int, *, crossed: bool) -> Shown:
    """Return a count for named officers of one area: exact alone, 1 to 4 hidden in a cross-table."""
    if n < 0:
        raise ValueError("A count is not negative.")
    return PRIMARY if crossed and n in PARTNER_SMALL else _shown(n)


def public_percentage(numerator: int, denominator: int) -> Shown:
    """Return a whole percentage worked out from the rounded figures, or hide it with its numerator."""
    above, below = public_count(numerator), public_count(denominator)
    if above.value is None or below.value is None or denominator < PERCENTAGES_FROM:
        return PRIMARY
    percent = min(100, (200 * above.value + below.value) // (2 * below.value))
    return Shown(percent, "shown", f"{percent}%")


def median_shown(values: Sequence[int]) -> Shown:
    """Return the median of eight values or more; fewer would describe a child."""
    if len(values) < SMALL_ENDS_AT:
        return PRIMARY
    return _shown(int(median(values) + 0.5))


def complement(cells: Mapping[Cell, Shown], totals: Collection[Line]) -> dict[Cell, Shown]:
    """Return the cells, with more hidden until no row or column that shows its total hides exactly one.

    Cells are (row, column); `totals` names the lines that show a total, as ("row", key) or ("column", key).
    """
    hidden = dict(cells)
    changed = True
    while changed:
        changed = False
        for axis, key in totals:
            place = 0 if axis == "row" else 1
            line = [cell for cell in hidden if cell[place] == key]
            shown = [cell for cell in line if hidden[cell].value is not None]
            if shown and sum(hidden[cell].status in HIDES for cell in line) == 1:
                hidden[min(shown, key=lambda cell: hidden[cell].value or 0)] = SECONDARY
                changed = True
    return hidden


def _shown(value: int) -> Shown:
    return Shown(value, "shown", str(value))
