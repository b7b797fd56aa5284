"""The set of identifiers that a record knows, in every form in which a text may hold them."""

import re
from dataclasses import dataclass, field
from datetime import date

from app.anonymise import lexicon
from app.anonymise.find.organisations import Phrase, organisation
from app.anonymise.find.owners import Owner, owner_of
from app.anonymise.find.patterns import POSTCODE
from app.anonymise.find.words import keys_of
from app.anonymise.normal import lowered, plain
from app.anonymise.read import Identifier, Person, Record

PARTICLES = lexicon.words("particles")
TITLES = lexicon.words("titles")
HOUSE = re.compile(r"(?<![\w-])(\d{1,4}[a-z]?)(?=,? [a-z])")
PHONE = re.compile(r"^(?:\+?44|0044)?(?:\(0\))?0?")


@dataclass(frozen=True)
class Code:
    """A number or sign, as letters and digits only. `label` is what it becomes."""

    squeezed: str
    kind: str


@dataclass
class Identifiers:
    """What the record knows. `names` gives for each key the owners and the part of their name it is."""

    owners: list[Owner] = field(default_factory=list)
    names: dict[str, dict[int, str]] = field(default_factory=dict)
    initials: dict[str, int] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    houses: list[str] = field(default_factory=list)
    born: date | None = None
    died: date | None = None
    births: dict[date, int] = field(default_factory=dict)

    def name(self, key: str, owner: int, part: str) -> None:
        """Remember one part of somebody's name; what a part was first, it stays."""
        if len(key) > 1 and key not in PARTICLES:
            self.names.setdefault(key, {}).setdefault(owner, part)

    def phrase(self, phrase: Phrase) -> None:
        """Remember a sequence of words."""
        if phrase.keys and phrase not in self.phrases:
            self.phrases.append(phrase)

    def code(self, text: str, kind: str) -> None:
        """Remember a number or sign in its squeezed form."""
        squeezed = squeeze(text)
        if len(squeezed) > 2 and Code(squeezed, kind) not in self.codes:
            self.codes.append(Code(squeezed, kind))


def squeeze(text: str) -> str:
    """Return only the letters and digits of a text, lower-case."""
    return "".join(character for character in lowered(plain(text)) if character.isalnum())


def identifiers_of(record: Record) -> Identifiers:
    """Return every identifier of a record."""
    known = Identifiers(born=record.child.born, died=record.died)
    for person in record.people:
        _person(known, person)
    known.code(record.nhs_number, "number")
    for identifier in record.identifiers:
        _identifier(known, identifier)
    return known


def _person(known: Identifiers, person: Person) -> None:
    owner = len(known.owners)
    known.owners.append(owner_of(person.relation))
    if person.born:
        known.births.setdefault(person.born, owner)
    for part, texts in (("first", person.forenames), ("last", (person.surname,))):
        for text in texts:
            _parts(known, text, owner, part)
    for alias in person.also_known_as:
        _alias(known, alias, owner, set(keys_of(person.surname)))
    for text in person.forenames:
        for key in keys_of(text):
            for short in lexicon.diminutives().get(key, ()):
                if len(short) > 2 and not _only_a_word(short):
                    known.name(short, owner, "short")
    _initials(known, person, owner)


def _only_a_word(short: str) -> bool:
    """Return whether a short form is a word that nobody takes for a name."""
    named = short in lexicon.first_names() or short in lexicon.word_names()
    return short in lexicon.dictionary() and not named


def _alias(known: Identifiers, alias: str, owner: int, last: set[str]) -> None:
    """Remember a name that somebody is also known by."""
    keys = tuple(key for key in keys_of(alias) if key not in TITLES)
    for key in keys:
        known.name(key, owner, "last" if key in last else "alias")
    known.phrase(Phrase(keys, "name", owner=owner))
    if len(keys) == 1 and len(keys[0]) < 4 and alias.isupper():
        known.initials.setdefault(keys[0], owner)
    if any(letter.isdigit() for letter in alias):
        known.code(alias, "handle")


def _parts(known: Identifiers, text: str, owner: int, part: str) -> None:
    """Remember a name by its whole, its words, its halves, and its words written as one."""
    keys = keys_of(text)
    for key in keys:
        known.name(key, owner, part)
    if len(keys) > 1:
        known.name("".join(keys), owner, part)
        known.phrase(Phrase(keys, "name", owner=owner))
    _apostrophes(known, text, owner, part)
    for key in keys:
        for prefix in ("mc", "mac"):
            tail = key.removeprefix(prefix)
            if tail != key and len(tail) > 3:
                known.phrase(Phrase((prefix, tail), "name", owner=owner))


def _apostrophes(known: Identifiers, text: str, owner: int, part: str) -> None:
    """Remember a name such as O'Hara by what follows its apostrophe, and as two words."""
    for word in plain(text).replace("-", " ").split():
        head, apostrophe, tail = lowered(word).partition("'")
        if apostrophe and len(tail) > 2:
            known.name(tail, owner, part)
            known.phrase(Phrase((head, tail), "name", owner=owner))


def _initials(known: Identifiers, person: Person, owner: int) -> None:
    firsts = [key[0] for text in person.forenames for key in keys_of(text)]
    lasts = [key[0] for key in keys_of(person.surname) if key not in PARTICLES]
    if not firsts or not lasts:
        return
    for form in ([*firsts, *lasts], [firsts[0], *lasts], [firsts[0], lasts[-1]], [firsts[0], lasts[0]]):
        known.initials.setdefault("".join(form), owner)


def _identifier(known: Identifiers, given: Identifier) -> None:
    kind, value = given.kind, given.value
    for match in POSTCODE.finditer(value):
        known.code(match.group(), "postcode")
    if kind == "phone":
        known.code(PHONE.sub("", re.sub(r"[\s\-.]", "", plain(value))), "phone")
    elif kind == "professional":
        _professional(known, value)
    elif kind in {"email", "handle"}:
        known.code(value, kind)
        known.code(value.partition("@")[0], kind)
    elif kind in {"postcode", "vehicle", "case_ref"}:
        known.code(value, {"case_ref": "reference"}.get(kind, kind))
        words = tuple(key for key in keys_of(value) if len(key) > 1)
        if kind == "case_ref" and len(words) > 1 and not all(map(lexicon.is_word, words)):
            known.phrase(Phrase(words, "reference"))
    else:
        for phrase in organisation(kind, value):
            known.phrase(phrase)
        if kind == "address" and (house := HOUSE.search(lowered(plain(value)))):
            known.houses.append(house.group(1))
        for number in re.findall(r"[A-Za-z]{0,4}[-/]?\d[\dA-Za-z/-]{3,}", plain(value)):
            known.code(number, "other")


def _professional(known: Identifiers, value: str) -> None:
    """Remember a professional by names, title and collar number."""
    text, _, note = plain(value).partition("(")
    words = keys_of(text.split(",")[0])
    owner = len(known.owners)
    known.owners.append(_staff(keys_of(value)))
    names = [key for key in words if key not in TITLES and len(key) > 1]
    for place, key in enumerate(names):
        known.name(key, owner, "last" if place == len(names) - 1 else "first")
    _apostrophes(known, text, owner, "last")
    letters = "".join(key[0] for key in words if key not in TITLES)
    if len(names) > 1:
        known.phrase(Phrase(tuple(names), "name", owner=owner))
    if len(letters) > 1:
        known.initials.setdefault(letters, owner)
        known.initials.setdefault(letters[0] + letters[-1], owner)
    for number in re.findall(r"\d{3,}", f"{text} {note}"):
        known.code(number, "professional")


def _staff(keys: tuple[str, ...]) -> Owner:
    if "sister" in keys or "matron" in keys:
        return Owner("nurse", staff=True)
    for key in (" ".join(keys), *keys):
        owner = owner_of(key)
        if owner.staff and owner.label != "professional":
            return owner
    return Owner("professional", staff=True)
