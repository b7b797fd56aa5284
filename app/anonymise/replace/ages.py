"""Ages in one canonical form: the child's in the unit of the header, everybody else's in bands."""

from datetime import date

from app.anonymise.figures.bands import NEONATAL_ENDS_AT, WEEKS_END_AT, clinical_age
from app.anonymise.find.ages import Age, read_age

YEAR = 365.25
MONTH = 30.44
CHILD_BANDS = ((5, "1 to 4"), (10, "5 to 9"), (15, "10 to 14"), (18, "15 to 17"))


def aged(words: str, born: date | None, died: date | None) -> str:
    """Return what stands for an age."""
    age = read_age(words)
    if age is None:
        return "[age]"
    lived = (died - born).days if born and died else None
    if lived is None or age.days >= 18 * YEAR:
        return f"[age {_band(age)}]"
    if age.days <= lived + _slack(age):
        return f"[age {_childs(age, lived, born, died)}]"
    return f"[age {_band(age)}]"


def _slack(age: Age) -> float:
    return {"y": 1, "m": 15, "w": 4, "d": 1}.get(age.unit[0], 1)


def _childs(age: Age, lived: int, born: date | None, died: date | None) -> str:
    """Return an age of the child: the header's words for its last one, no finer a unit before."""
    if born and died and abs(lived - age.days) < (YEAR if age.unit[0] == "y" else 2 * _slack(age)):
        return clinical_age(born, died)
    if lived < NEONATAL_ENDS_AT or age.days < NEONATAL_ENDS_AT <= lived < WEEKS_END_AT:
        return _counted(age.days, "day")
    if age.days < MONTH * 3:
        return _counted(age.days / 7, "week") if age.days >= NEONATAL_ENDS_AT else "under 4 weeks"
    return _counted(age.days / MONTH, "month") if age.days < YEAR else _counted(age.days / YEAR, "year")


def _band(age: Age) -> str:
    years = age.days / YEAR + 0.01
    if years < 1:
        return "under 1 year"
    if years >= 90:
        return "90 or over"
    for end, band in CHILD_BANDS:
        if years < end:
            return f"{band} years"
    if years < 20:
        return "18 to 19 years"
    decade = int(years // 10) * 10
    return f"{decade} to {decade + 9} years"


def _counted(amount: float, unit: str) -> str:
    number = int(amount + 0.02)
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
