"""One set of bands, groups and periods for every figure, for ever: a new grouping would be a new release."""

from datetime import date

WEEKS_END_AT = 13 * 7
NEONATAL_ENDS_AT = 28
BANDS = ((5, "1-4y"), (10, "5-9y"), (15, "10-14y"), (18, "15-17y"))

CATEGORY_GROUPS = {
    "inflicted": "external",
    "suicide": "external",
    "trauma": "external",
    "unexplained": "external",
    "malignancy": "medical",
    "acute_med": "medical",
    "chronic_med": "medical",
    "infection": "medical",
    "congenital": "congenital",
    "perinatal": "perinatal",
}
ETHNIC_GROUPS = {
    **dict.fromkeys("ABCT", "white"),
    **dict.fromkeys("DEFG", "mixed"),
    **dict.fromkeys("HJKLR", "asian"),
    **dict.fromkeys("MNP", "black"),
    "S": "other",
}


def completed_years(birth: date, on: date) -> int:
    """Return the birthdays reached by a day; a child of 29 February reaches one on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def completed_months(birth: date, on: date) -> int:
    """Return the whole months lived by a day."""
    return (on.year - birth.year) * 12 + on.month - birth.month - (on.day < birth.day)


def age_band(birth: date | None, death: date | None, days: int | None) -> str:
    """Return the age band of a child from both dates, or from days lived where the dates are not known."""
    if birth is not None and death is not None:
        lived, years = (death - birth).days, completed_years(birth, death)
    elif days is not None:
        lived, years = days, int(days / 365.25)
    else:
        raise ValueError("An age band needs both dates, or the days lived.")
    if lived < 0 or years > 17:
        raise ValueError("Not the age of a child.")
    if lived < NEONATAL_ENDS_AT:
        return "0-27d"
    return "28-364d" if years < 1 else next(band for end, band in BANDS if years < end)


def clinical_age(birth: date, death: date) -> str:
    """Return the age in the unit that a clinician uses: days to 27, weeks to 12, months, then years."""
    lived = (death - birth).days
    if lived < 0:
        raise ValueError("A death does not come before the birth.")
    if lived < NEONATAL_ENDS_AT:
        return _counted(lived, "day")
    if lived < WEEKS_END_AT:
        return _counted(lived // 7, "week")
    years = completed_years(birth, death)
    if years:
        return _counted(years, "year")
    return _counted(max(3, completed_months(birth, death)), "month")


def category_group(code: str) -> str:
    """Return which of the four groups of cause a category of death is counted in."""
    return CATEGORY_GROUPS[code]


def ethnic_group(code: str) -> str:
    """Return the reporting group of an ethnic category; what we do not know counts as not known."""
    return ETHNIC_GROUPS.get(code, "not_known")


def financial_year(day: date) -> str:
    """Return the year from 1 April in which a day falls, as `2025/26`."""
    first = day.year - (day.month < 4)
    return f"{first}/{(first + 1) % 100:02d}"


def quarter(day: date) -> str:
    """Return the quarter of the financial year in which a day falls, as `2025/26 Q3`."""
    return f"{financial_year(day)} Q{(day.month - 4) % 12 // 3 + 1}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
