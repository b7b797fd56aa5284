"""The fields of a template: how a fact of an invented case is written, and what kind of mark it gets."""

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from tests.anonymise.words import names
from tests.anonymise.world import World

SLIPS = 0.06
HIDDEN = 0.1


def typo(rng: random.Random, word: str) -> str:
    """Return a word with one slip of the pen, its first letter kept."""
    if len(word) < 5:
        return word
    place = rng.randrange(1, len(word) - 1)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + rng.choice("aeiourstln") + word[place + 1 :],
    )
    return rng.choice(slips)


def disguised(rng: random.Random, text: str) -> str:
    """Return a text as word processors, mail and scanners leave it: other spaces, quotes, breaks, accents."""
    place = rng.randrange(1, len(text)) if len(text) > 1 else 0
    plain = unicodedata.normalize("NFKD", text)
    return rng.choice(
        [
            text.replace(" ", "\u00a0"),
            text.replace(" ", "\n"),
            text.replace("'", "\u2019").replace("-", "\u2010"),
            text[:place] + "\u00ad" + text[place:],
            text[:place] + "\u200b" + text[place:],
            plain,
            "".join(letter for letter in plain if not unicodedata.combining(letter)),
            text.upper(),
            text.replace("-", " "),
        ]
    )


def spoken_date(rng: random.Random, day: date) -> str:
    """Return a date in one of the forms that people write."""
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    forms = (
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%y}",
        f"{day:%d.%m.%y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day}{suffix} {day:%B}",
        f"{day.day}{suffix} of {day:%B} {day.year}",
        f"{day:%B} {day.day}{suffix}",
        f"{day.day} {day:%b}",
        f"{day:%A} {day.day} {day:%B}",
        f"{day.isoformat()}",
        f"{day.day}-{day:%b}-{day.year}",
    )
    return rng.choice(forms)


def _age(world: World) -> str:
    lived, pick = world.lived, world.rng.choice
    if lived < 28:
        return pick([f"{lived}-day-old", f"{lived} day old", f"{lived} days old"])
    if lived < 91:
        return pick(
            [
                f"{lived // 7}-week-old",
                f"{lived // 7} weeks old",
                f"{lived // 7} week old",
                f"aged {lived // 7} weeks",
            ]
        )
    if lived < 365:
        return pick([f"{lived // 30} month old", f"{lived // 30}-month-old", f"aged {lived // 30} months"])
    return pick(
        [
            f"{lived // 366} year old",
            f"{lived // 366}-year-old",
            f"aged {lived // 366}",
            f"{lived // 366} yrs old",
        ]
    )


def _near(least: int, most: int) -> Callable[[World], str]:
    return lambda w: spoken_date(w.rng, w.died + timedelta(days=w.rng.randrange(least, most)))


def _pick(names: list[str]) -> Callable[[World], str]:
    return lambda w: w.rng.choice(names)


def _stranger(w: World) -> str:
    return f"{w.rng.choice(names('strangers'))} {w.rng.choice(names('strange last'))}"


def _adult(w: World) -> str:
    return w.rng.choice(["aged {}", "{} years old", "{}-year-old"]).format(w.rng.randrange(19, 62))


def _phone(w: World) -> str:
    return w.rng.choice(["+44 7700 900", "07700900", "07700-900-", "(07700) 900"]) + w.mobile[-3:]


def _nhs(w: World) -> str:
    n = w.nhs
    return w.rng.choice(
        [n, f"{n[:3]} {n[3:6]} {n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}", f"{n[:3]} {n[3:6]}\n{n[6:]}"]
    )


FIELDS: dict[str, tuple[Callable[[World], str], str]] = {
    "first": (lambda w: w.first, "DK"),
    "middle": (lambda w: w.middle, "DK"),
    "surname": (lambda w: w.surname, "DK"),
    "half": (lambda w: w.surname.split("-")[-1], "DK"),
    "full": (lambda w: f"{w.first} {w.surname}", "DK"),
    "reversed": (lambda w: f"{w.surname.upper()}, {w.first}", "DK"),
    "short": (lambda w: w.short, "DK"),
    "initials": (lambda w: f"{w.first[0]}.{w.surname[0]}.", "DK"),
    "mother": (lambda w: w.mother, "DK"),
    "mother_full": (lambda w: f"{w.mother} {w.surname}", "DK"),
    "father": (lambda w: w.father, "DK"),
    "father_full": (lambda w: f"{w.father} {w.other_surname}", "DK"),
    "father_last": (lambda w: w.other_surname, "DK"),
    "sibling": (lambda w: w.sibling, "DK"),
    "nhs": (_nhs, "DK"),
    "house": (lambda w: f"{w.number} {w.street}", "DK"),
    "street": (lambda w: w.street, "DK"),
    "postcode": (lambda w: w.rng.choice([w.postcode, w.postcode.replace(" ", ""), w.postcode.lower()]), "DK"),
    "mobile": (_phone, "DK"),
    "surgery": (lambda w: w.surgery, "DK"),
    "school": (lambda w: w.school, "DK"),
    "saint": (lambda w: w.school.split(" ")[1], "DK"),
    "doctor": (lambda w: w.doctor[1], "DK"),
    "officer": (lambda w: w.officer[1], "DK"),
    "collar": (lambda w: w.officer[2], "DK"),
    "ref": (lambda w: w.rng.choice([w.reference, w.reference.replace("/", " ")]), "DK"),
    "plate": (lambda w: w.rng.choice([w.plate, w.plate.replace(" ", "")]), "DK"),
    "born": (lambda w: spoken_date(w.rng, w.born), "QK"),
    "died": (lambda w: spoken_date(w.rng, w.died), "QK"),
    "born_mother": (lambda w: f"{w.born_mother:%d/%m/%Y}", "QK"),
    "age": (_age, "QK"),
    "town": (lambda w: w.town, "QK"),
    "before": (_near(-40, -1), "QU"),
    "after": (_near(1, 60), "QU"),
    "stranger": (_pick(names("strangers")), "DU"),
    "stranger_full": (_stranger, "DU"),
    "stranger_last": (_pick(names("strange last")), "DU"),
    "pet": (_pick(names("pets")), "DU"),
    "other_phone": (lambda w: f"01905 {w.rng.randrange(100, 999)} {w.rng.randrange(100, 999)}", "DU"),
    "other_email": (lambda w: f"{w.rng.choice(names('strange last')).lower()}7@example.org", "DU"),
    "other_handle": (lambda w: f"@{w.rng.choice(names('strangers')).lower()}_{w.rng.randrange(99)}", "DU"),
    "gmc": (lambda w: str(w.rng.randrange(4000000, 7999999)), "DU"),
    "incident": (lambda w: f"{w.rng.randrange(1000, 9999)}", "DU"),
    "other_town": (_pick(names("other towns")), "QU"),
    "hospital": (_pick(names("hospitals")), "QU"),
    "ward": (_pick(names("wards")), "QU"),
    "other_school": (_pick(names("other schools")), "QU"),
    "other_road": (_pick(names("other roads")), "QU"),
    "spot": (_pick(names("spots")), "QU"),
    "adult": (_adult, "QU"),
    "feast": (_pick(names("feasts")), "QU"),
    "weekday": (_pick(["Monday", "Tuesday", "last Friday", "Saturday", "Sunday morning"]), "QU"),
    "month": (_pick(["November 2025", "in March", "September", "since October"]), "QU"),
}  # fmt: skip


def value(world: World, name: str, how: str) -> tuple[str, str]:
    """Return the text of a field in one of its forms, and the kind of mark it gets."""
    maker, kind = FIELDS[name]
    text = maker(world)
    if how == "up":
        return text.upper(), kind
    if how == "low":
        return text.lower(), kind
    if kind in {"DK", "QK"} and world.rng.random() < HIDDEN:
        return disguised(world.rng, text), kind
    slips = how == "slip" or (kind == "DK" and text.isalpha() and world.rng.random() < SLIPS)
    return (typo(world.rng, text) if slips else text), kind
