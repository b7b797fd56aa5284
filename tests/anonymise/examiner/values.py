"""What a field of a document says in a case, and which kind of span it is."""

import re
from datetime import timedelta

from tests.anonymise.examiner import ages, dates, naming, numbers, places, shelf, slips
from tests.anonymise.examiner.family import Family

OTHERS = re.compile(r"[px]\d[mf]?")
PEOPLE = ("child", "mum", "dad", "sib", "sib2", "nan", "grandad", "auntie", "partner")
PLACES = {
    "town": "town",
    "town2": "town+",
    "far": "far",
    "far2": "far+",
    "village": "village",
    "village2": "village+",
}
PLACES |= {
    "estate": "estate",
    "hosp": "hosp",
    "hosp2": "hosp2",
    "hosp3": "hosp+",
    "hosp4": "hosp2+",
    "gp": "gp",
}
PLACES |= {"ward": "ward", "ward2": "ward+", "school": "school", "school2": "school+", "nursery": "nursery"}
PLACES |= {
    "faith": "faith",
    "pub": "pub",
    "pub2": "pub+",
    "club": "club",
    "employer": "employer",
    "road": "road",
}
PLACES |= {"road2": "road+", "landmark": "landmark", "landmark2": "landmark+", "pet": "pet", "pet2": "pet+"}
PLACES |= {"toy": "toy", "gamer": "gamer", "gamer2": "gamer+", "street": "street", "street2": "street+"}
PLACES |= {"home": "address", "addr2": "address+"}
LISTED = {
    "hosp": "hospital",
    "hosp2": "hospital.2",
    "gp": "gp_practice",
    "school": "school",
    "nursery": "school.2",
}
LISTED |= {
    "address": "address",
    "street": "address",
    "town": "address",
    "village": "place",
    "landmark": "place.2",
}
LISTED |= {"club": "other"}
DIRECT = ("address", "address+", "street", "street+", "pet", "pet+", "toy", "gamer", "gamer+")
CONTACTS = ("phone", "email", "handle", "vehicle", "case_ref", "postcode", "nhs")


def value(family: Family, name: str, how: str, style: str) -> tuple[str, str, str]:
    """Return what a field says, its kind, and its variant; bars part what is marked from the rest."""
    if name in PEOPLE or OTHERS.fullmatch(name):
        return _person(family, name, how, style)
    if name in PLACES:
        return _place(family, PLACES[name], style)
    if name.rstrip("2") in CONTACTS or name in ("log", "collar", "link"):
        return _number(family, name)
    if name == "age" or (name[0] in "db" and name[1:].lstrip("+-").isdigit()):
        return _time(family, name, how)
    if name.endswith("_born"):
        one = family.who(name.removesuffix("_born"))
        when = one.born or family.born
        return dates.typed(family.rng, when, how), "QK" if one.dated else "QU", how or "date"
    if name.endswith("_age"):
        return _other_age(family, name.removesuffix("_age"), how)
    raise KeyError(name)


def _person(family: Family, role: str, how: str, style: str) -> tuple[str, str, str]:
    one = family.who(role)
    before, name, after = shelf.parts(naming.written(family.rng, one, how, style))
    telling = shelf.telling(name)
    known = one.known or (telling and all(word in family.words for word in telling))
    text, slip = (name, "plain") if how == "ini" else slips.name(family.rng, name, style)
    return f"{before}|{text}|{after}", "DK" if known else "DU", slip


def _place(family: Family, kind: str, style: str) -> tuple[str, str, str]:
    text, slip = places.typed(family.rng, kind, family.facts[kind], style)
    known = kind in LISTED and family.knows(LISTED[kind])
    return text, ("D" if kind in DIRECT else "Q") + ("K" if known else "U"), slip


def _number(family: Family, name: str) -> tuple[str, str, str]:
    rng = family.rng
    if name == "collar":
        return str(rng.randrange(1000, 22999)), "DU", "plain"
    if name == "log":
        return numbers.log(rng), "DU", "plain"
    if name == "link":
        child = family.who("child")
        names = [shelf.bare(one).replace(" ", "-") for one in (child.forenames[0], child.surname)]
        return f"https://www.fundme.example/{names[0]}-{names[-1]}", "DK", "plain"
    if name.endswith("2"):
        kind = name[:-1]
        stranger = family.who(f"x{rng.randrange(1, 4)}")
        names = [shelf.bare(one).replace(" ", "") for one in (stranger.forenames[0], stranger.surname)]
        making = {
            "nhs": numbers.nhs,
            "phone": numbers.phone,
            "vehicle": numbers.plate,
            "postcode": numbers.postcode,
        }
        plain = (
            making[kind](rng)
            if kind in making
            else {"email": numbers.email, "handle": numbers.handle}[kind](rng, names)
        )
        known = False
    else:
        kind, plain, known = name, family.numbers[name], name == "nhs" or family.knows(name)
    text, slip = numbers.typed(rng, kind, plain)
    return text, "DK" if known else "DU", slip


def _time(family: Family, name: str, how: str) -> tuple[str, str, str]:
    if name == "age":
        return ages.child(family.rng, family.age_days, how), "QK", how or "age"
    when = (family.died if name[0] == "d" else family.born) + timedelta(int(name[1:]))
    born = [one.born for one in family.roles.values() if one.dated]
    known = when in (family.died, family.born, *born)
    return dates.typed(family.rng, when, how), "QK" if known else "QU", how or "date"


def _other_age(family: Family, role: str, how: str) -> tuple[str, str, str]:
    one = family.who(role)
    days = (family.died - one.born).days if one.born else 11000
    kind = "QK" if one.dated else "QU"
    if days > 6000:
        return ages.adult(family.rng, days // 365, how), kind, how or "adult"
    return ages.child(family.rng, max(days, 40), how), kind, how or "child"
