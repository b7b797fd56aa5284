"""Figures of coded answers: what a panel needs of them, no finer than that."""

import re

from app.anonymise.replace.ages import aged

UNITS = {"_g": " g", "_cm": " cm", "_weeks": " weeks", "_c": " °C"}
# An exact weight is printed in birth announcements, and links a panel's pack with a cohort's copy of it.
ROUNDED = {"birthweight_g": 100, "weight_g": 500, "height_cm": 5}
BANDED = {"maternal_bmi": 5}
AGE = "_age"
_AGES = re.compile(r"under 1 year|90 or over|\d{1,2} to \d{1,2} years")
_BANDS = re.compile(r"(\d{1,3}) to \d{1,3}")
_FIGURE = re.compile(r"(?:about )?(-?\d{1,6})(?: (?:g|cm|weeks|°C))?(?: and [1-6] days?)?")


def figure(name: str, number: int) -> str:
    """Return a whole number as a pack tells it: adults' figures in bands, weights and lengths rounded."""
    if name.endswith(AGE):
        return aged(f"{number} years", None, None).strip("[]").removeprefix("age ")
    if step := BANDED.get(name):
        return f"{number // step * step} to {number // step * step + step - 1}"
    unit = next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")
    if step := ROUNDED.get(name):
        return f"about {(number + step // 2) // step * step}{unit}"
    return f"{number}{unit}"


def told_figure(name: str, said: str, bounds: tuple[int, int] | None) -> bool:
    """Return whether this is how a pack tells a whole number between these bounds."""
    if bounds is None:
        return False
    if name.endswith(AGE):
        return bool(_AGES.fullmatch(said))
    found = (_BANDS if name in BANDED else _FIGURE).fullmatch(said)
    if found is None:
        return False
    step = ROUNDED.get(name, 0) + BANDED.get(name, 0)
    return bounds[0] - step <= int(found[1]) <= bounds[1] + step
