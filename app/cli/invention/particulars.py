"""The particulars that accounts name: people, places, dates and numbers of one invented death."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from app.cli.invention.deaths import Death
from app.cli.invention.people import a_professional

HE = {"male": ("he", "his", "him"), "female": ("she", "her", "her")}
TRUSTS = {
    "RLQ": "Hereford County Hospital", "RWP": "Worcestershire Royal Hospital",
    "RQ3": "Birmingham Children's Hospital", "RKB": "University Hospital Coventry",
    "RL4": "New Cross Hospital", "RTE": "Gloucestershire Royal Hospital", "RRK": "Heartlands Hospital",
    "RXW": "Princess Royal Hospital", "RJE": "Royal Stoke University Hospital",
}  # fmt: skip


def long_day(day: date) -> str:
    """Return a day as it is written out, such as 3 January 2026."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """Return a day as it is noted down, such as 03/01/2026."""
    return f"{day:%d/%m/%Y}"


def spaced(number: str) -> str:
    """Return an NHS number as people write it."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def particulars(draw: Random, death: Death) -> Mapping[str, str]:
    """Return every word that a template may ask for."""
    child, at = death.child, death.at
    he, his, him = HE.get(child.sex, ("they", "their", "them"))
    other = child.father or child.mother
    names = {role: a_professional(draw) for role in ("consultant", "nurse", "paramedic", "officer", "gp",
                                                     "visitor", "worker", "teacher", "midwife")}  # fmt: skip
    return names | {
        "child": child.given, "full": child.name, "family": child.family, "he": he, "his": his, "him": him,
        "He": he.capitalize(), "His": his.capitalize(),
        "mother": child.mother.name, "mum": child.mother.given, "father": other.name, "dad": other.given,
        "sibling": child.sibling.given if child.sibling else child.mother.given,
        "born": long_day(child.born), "born_short": short_day(child.born),
        "died": long_day(at.date()), "died_short": short_day(at.date()), "clock": f"{at:%H:%M}",
        "earlier": long_day(_before(at, draw.randint(9, 60), child.born)),
        "sooner": long_day(_before(at, draw.randint(1, 8), child.born)),
        "nhs": spaced(child.nhs_number), "nhs_plain": child.nhs_number,
        "mother_nhs": spaced(child.mother.nhs_number),
        "address": child.home.said, "street": child.home.lines[0], "town": child.home.town,
        "postcode": child.home.postcode, "hospital": TRUSTS.get(death.trust, "the hospital"),
        "practice": child.practice, "school": child.school or "nursery", "cause": death.cause,
        "weeks": str(death.gestation or 39), "weight": str(death.birthweight or 3300),
        "phone": f"01632 960{draw.randint(100, 999)}", "mobile": f"07700 900{draw.randint(100, 999)}",
        "incident": f"{draw.randint(100, 999)}-{at:%d%m%y}", "minutes": str(draw.randint(18, 55)),
        "age": _age(death.age_days),
    }  # fmt: skip


def _before(at: datetime, days: int, born: date) -> date:
    return max(at.date() - timedelta(days=days), born)


def _age(days: int) -> str:
    if days < 2:
        return "newborn"
    if days < 60:
        return f"{days} day old"
    return f"{days // 30} month old" if days < 730 else f"{days // 365} year old"
