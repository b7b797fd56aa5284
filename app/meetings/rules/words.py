"""Names that say nothing, and prompts that say just enough to declare an interest."""

import secrets
from datetime import date

# No vowels, so that no word comes out; nothing that is read as something else.
ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"

SEASONS = {3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer",
           9: "autumn", 10: "autumn", 11: "autumn"}  # fmt: skip

SETTINGS = {
    "acute_ed": "hospital",
    "acute_ward": "hospital",
    "neonatal_unit": "hospital",
    "intensive_care": "hospital",
    "delivery_suite": "hospital",
    "adult_ward_or_icu": "hospital",
    "theatre": "hospital",
    "hospital_other": "hospital",
    "mh_inpatient": "hospital",
    "hospice": "hospice",
    "home_normal_residence": "home",
    "other_private_residence": "home",
    "foster_home": "home",
    "residential_care": "residential setting",
    "prison_or_secure_estate": "residential setting",
    "school": "community setting",
    "public_place": "community setting",
    "ambulance_or_in_transit": "community setting",
    "abroad": "abroad",
}


def new_pseudonym() -> str:
    """Return a random name for an item, such as `7QK-M4`: it is derived from nothing.

    Two letters and a digit to begin with would read as a postcode's, and the gate would never let it pass.
    """
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(5))
    if drawn[:2].isalpha() and drawn[2].isdigit():
        return new_pseudonym()
    return f"{drawn[:3]}-{drawn[3:]}"


def season(day: date) -> str:
    """Return the season and year of a day; a winter has the years of both its ends."""
    if day.month in SEASONS:
        return f"{SEASONS[day.month]} {day.year}"
    first = day.year if day.month == 12 else day.year - 1
    return f"winter {first}/{(first + 1) % 100:02}"


def prompt(died_on: str | None, place: str | None) -> str:
    """Return what a member is told before declaring: season, year and type of setting, nothing nearer."""
    where = SETTINGS.get(place or "", "setting not stated")
    if died_on is None:
        return f"death, {where}"
    when = season(date.fromisoformat(died_on)) if len(died_on) == 10 else died_on[:4]
    return f"death in {when}, {where}"
