"""Ages in every form that people write; of `before|age|after` only the middle is an age."""

import random

from tests.anonymise.examiner import shelf

WORDS = shelf.sections("calendar.txt")["numbers"]
UNITS = {"day": ("7", "d"), "week": ("52", "wk"), "month": ("12", "m"), "year": ("", "y")}


def child(rng: random.Random, days: int, how: str) -> str:
    """Return a child's age; `adj` stands before a noun, `old` after a verb, anything else by itself."""
    number, unit = _measure(rng, days)
    if how == "adj":
        return _adjective(rng, number, unit)
    return _predicate(rng, number, unit, days, how)


def _measure(rng: random.Random, days: int) -> tuple[int, str]:
    if days < 21 or (days < 42 and rng.random() < 0.3):
        return days, "day"
    if days < 120 or (days < 300 and rng.random() < 0.4):
        return days // 7, "week"
    if days < 730:
        return days * 12 // 365, "month"
    return int(days / 365.25), "year"


def _word(number: int) -> str:
    return WORDS[number] if 0 < number < len(WORDS) else str(number)


def _adjective(rng: random.Random, number: int, unit: str) -> str:
    part, letter = UNITS[unit]
    forms = [
        f"{number}-{unit}-old",
        f"{number} {unit} old",
        f"{_word(number)}-{unit}-old",
        f"{number}-{unit} old",
    ]
    forms += [f"{_word(number)} {unit} old", f"{number}{letter} old", f"{number} {unit}-old"]
    if part:
        forms += [f"{number}/{part} old", f"{number}/{part}"]
    else:
        forms += [f"{number}yo", f"{number} y/o", f"{number} yr old", f"{number}yr old", f"{number}-yr-old"]
    return rng.choice(forms)


def _predicate(rng: random.Random, number: int, unit: str, days: int, how: str) -> str:
    part, letter = UNITS[unit]
    many = unit if number == 1 else f"{unit}s"
    forms = [f"{number} {many}", f"{_word(number)} {many}", f"{number}{letter}", f"{number} {many}"]
    if how == "old":
        forms = [f"{form} old" for form in forms[:2]] + [f"only |{number} {many} old|"]
        forms += [f"just |{_word(number)} {many}|", f"{number}{letter} old"]
    if part:
        forms += [f"{number}/{part}", f"{number}/{part}"]
    elif days > 800:
        months = int(days % 365.25 * 12 / 365.25)
        forms += [
            f"{number}y {months}m",
            f"{number} yrs {months} mths",
            f"{number}y{months}m",
            f"{number} and a half",
        ]
        forms += [
            f"nearly |{number + 1}|",
            f"almost |{_word(number + 1)}|",
            f"just turned |{number}|",
            f"{number} yrs",
        ]
    return rng.choice(forms)


def adult(rng: random.Random, years: int, how: str) -> str:
    """Return a grown-up's age."""
    if how == "adj":
        return rng.choice(
            (f"{years}-year-old", f"{years} year old", f"{years}yo", f"{years} y/o", f"{years} yr old")
        )
    return rng.choice((f"{years}", f"{years} years old", f"{years} years", f"{years} yrs", f"{years}y"))
