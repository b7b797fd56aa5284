"""Numbers, contacts and references, and the many ways in which they are typed."""

import random
from typing import TYPE_CHECKING

from tests.anonymise.examiner import shelf, slips

if TYPE_CHECKING:
    from tests.anonymise.examiner.family import Family

AREAS = ("WR1", "WR2", "WR4", "WR5", "WR9", "WR10", "WR11", "WR14", "WR15", "HR1", "HR2", "HR4", "HR6", "HR9")
MORE = (
    "SY1",
    "SY2",
    "SY3",
    "SY8",
    "SY11",
    "SY13",
    "TF1",
    "TF2",
    "TF3",
    "TF7",
    "TF9",
    "DY10",
    "DY11",
    "B97",
    "LD8",
)
HOSTS = ("mail.example", "example.org", "example.co.uk", "nhs.example", "school.example", "post.example.com")
PLATES = "ABCDEFGHJKLMNOPRSTUVWXY"


def facts(rng: random.Random, family: "Family") -> dict[str, str]:
    """Return the numbers of a case in their plain form."""
    mum = family.roles["mum"]
    names = [shelf.bare(mum.forenames[0]).replace(" ", ""), shelf.bare(mum.surname).replace(" ", "")]
    made = {"nhs": nhs(rng), "phone": phone(rng), "email": email(rng, names), "case_ref": reference(rng)}
    return made | {"postcode": postcode(rng), "vehicle": plate(rng), "handle": handle(rng, names)}


def listed(made: dict[str, str]) -> list[tuple[str, float, str]]:
    """Return what a record may list, and how often."""
    chances = {"postcode": 0.8, "phone": 0.7, "email": 0.5, "case_ref": 0.7, "vehicle": 0.3, "handle": 0.35}
    return [(kind, chance, made[kind]) for kind, chance in chances.items()]


def nhs(rng: random.Random) -> str:
    """Return a number of the test range with a right check digit."""
    while True:
        digits = [9, 9, 9] + [rng.randrange(10) for _ in range(6)]
        check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return "".join(map(str, digits)) + str(check % 11)


def phone(rng: random.Random) -> str:
    """Return a telephone number set aside for fiction."""
    start = rng.choice(("07700900", "07700900", "07700900", "01632960", "02079460"))
    return start + f"{rng.randrange(1000):03}"


def email(rng: random.Random, names: list[str]) -> str:
    """Return an address made of names."""
    first, last = names[0], names[-1]
    box = rng.choice(
        (f"{first}.{last}", f"{first}{rng.randrange(70, 99)}", f"{first[0]}{last}", f"{first}_{last}x")
    )
    return f"{box}@{rng.choice(HOSTS)}"


def handle(rng: random.Random, names: list[str]) -> str:
    """Return a name on social media."""
    first, last = names[0], names[-1]
    forms = (f"@{first}_{last[:4]}", f"@{first}.xo{rng.randrange(9)}", f"@its{first}{rng.randrange(99):02}")
    return rng.choice((*forms, f"@{last}{first[0]}x", f"@{first}and{rng.choice(('co', 'bump', 'boys'))}"))


def reference(rng: random.Random) -> str:
    """Return a case reference."""
    year, number = rng.randrange(24, 27), rng.randrange(1000, 99999)
    return rng.choice(
        (f"CDOP/20{year}/{number:05}", f"LCS-{number}", f"CDR{year}-{number % 1000:03}", f"HWC{number}")
    )


def log(rng: random.Random) -> str:
    """Return a reference that no record lists: a log, a crime, a job, a hospital number."""
    small, big = rng.randrange(10, 999), rng.randrange(10000, 999999)
    forms = (
        f"{small:04}i-{rng.randrange(1, 29):02}0{rng.randrange(1, 10)}2{rng.randrange(4, 7)}",
        f"22/{big}/2{rng.randrange(4, 7)}",
        f"WMAS-{big}",
        f"CAD |{small:04}|",
    )
    return rng.choice((*forms, f"R{big:07}", f"S{big}", f"INC-{big}", f"OIS |00{small}-i|", f"42/{small}/WP"))


def postcode(rng: random.Random) -> str:
    """Return a postcode of the area."""
    letters = [rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2)]
    return f"{rng.choice((*AREAS, *MORE))} {rng.randrange(1, 10)}{''.join(letters)}"


def plate(rng: random.Random) -> str:
    """Return a vehicle's registration."""
    letters = [rng.choice(PLATES) for _ in range(5)]
    year = rng.choice(("08", "14", "17", "19", "22", "65", "71", "74"))
    return f"{letters[0]}{letters[1]}{year} {''.join(letters[2:])}"


def typed(rng: random.Random, kind: str, plain: str) -> tuple[str, str]:
    """Return a number as somebody types it, and how it was varied."""
    typing = {"nhs": _nhs, "phone": _phone, "postcode": _postcode, "email": _email, "vehicle": _plate}.get(
        kind
    )
    text, how = typing(rng, plain) if typing else (plain, "plain")
    if rng.random() < 0.05 and kind in ("nhs", "phone", "postcode"):
        return slips.hidden(rng, text), "hidden"
    return text, how


def _nhs(rng: random.Random, plain: str) -> tuple[str, str]:
    how, digits = "plain", plain
    if rng.random() < 0.25:
        digits, how = _swapped(rng, plain), "digit"
    gap = rng.choice((" ", " ", " ", "", "", "-", ".", "\u00a0", "\u2009", "  ", " - ", "/"))
    three = (digits[:3], digits[3:6], digits[6:])
    halves = (digits[:5], digits[5:])
    return gap.join(three if rng.random() < 0.9 else halves), how


def _swapped(rng: random.Random, digits: str) -> str:
    place = rng.randrange(3, len(digits) - 1)
    if digits[place] != digits[place + 1] and rng.random() < 0.5:
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    other = str((int(digits[place]) + rng.randrange(1, 10)) % 10)
    return digits[:place] + other + digits[place + 1 :]


def _phone(rng: random.Random, plain: str) -> tuple[str, str]:
    head, middle, tail = plain[:5], plain[5:8], plain[8:]
    forms = [
        f"{head} {middle}{tail}",
        f"{head} {middle} {tail}",
        plain,
        f"+44{plain[1:]}",
        f"+44 {head[1:]} {middle}{tail}",
    ]
    forms += [
        f"+44 (0){head[1:]} {middle}{tail}",
        f"({head}) {middle}{tail}",
        f"0044 {head[1:]} {middle} {tail}",
    ]
    forms += [
        f"{head}-{middle}-{tail}",
        f"{head}.{middle}.{tail}",
        f"{plain[:3]} {plain[3:7]} {plain[7:]}",
        f"{head}/{middle}{tail}",
    ]
    return rng.choice(forms), "plain"


def _postcode(rng: random.Random, plain: str) -> tuple[str, str]:
    forms = (
        plain,
        plain,
        plain.replace(" ", ""),
        plain.lower(),
        plain.lower().replace(" ", ""),
        plain.replace(" ", "  "),
    )
    return rng.choice((*forms, plain.replace(" ", "\u00a0"), plain.replace(" ", "-"))), "plain"


def _email(rng: random.Random, plain: str) -> tuple[str, str]:
    return rng.choice((plain, plain, plain, plain.title(), plain.upper(), plain.replace("@", " @ "))), "plain"


def _plate(rng: random.Random, plain: str) -> tuple[str, str]:
    return rng.choice((plain, plain.replace(" ", ""), plain.lower(), plain.replace(" ", "-"))), "plain"
