"""Names of places by their last word: roads, schools, practices, hospitals, wards, parks and pubs."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text, Word

ROAD = lexicon.either("road ends")
CAP = r"(?:[A-Z][\w]*(?:'[a-z]*)?|St\.?|O'[A-Z]\w+)"
NAME = rf"(?:{CAP}[ \-]+(?:(?:of|the|on|upon|in|le)[ \-]+)?){{1,4}}"
FLAT = r"(?:(?:[Ff]lat|[Aa]partment|[Uu]nit)\s?\d+\w?,?\s+)?"
SHORT_ROAD = r"(?:St|Dr|Cl|Pl|Sq|Gr|Tce|Av|Cr)"
TOWN = rf"(?:,\s{CAP}(?:\s{CAP})?(?=[,.;]))?"
HOUSE = r"(?<=\b(?:at|to|of) )\d{1,4}[A-Za-z]?,?\s"
NO_AMOUNT = r"(?!\s?(?:weeks|months|hours|mg|ml))"
FORMS = (
    ("address", "address", rf"\b{FLAT}\d{{1,4}}[A-Za-z]?,?\s+(?:{CAP}[ \-]+){{1,3}}{ROAD}\b"),
    (
        "address",
        "address",
        rf"\b\d{{1,4}}[a-z]?,?\s+(?:[a-z']+\s){{1,2}}{lexicon.either('road ends in lower case')}\b",
    ),
    (
        "address",
        "address",
        rf"\b(?:[Ff]lat|[Pp]lot|[Pp]itch|[Uu]nit|[Aa]partment)\s?\d+\w?(?:,?\s(?:\d{{1,4}}[A-Za-z]?\s)?{CAP}(?:\s{CAP}){{0,3}}){{1,3}}",
    ),
    (
        "address",
        "address",
        rf"\b\d{{1,4}}[A-Za-z]?,?\s+(?:{CAP}[ \-]+){{1,3}}{SHORT_ROAD}\b(?!\.? [A-Z])",
    ),
    (
        "address",
        "address",
        rf"{HOUSE}(?=[A-Z][a-z]{{2}}){CAP}(?:\s{CAP}){{0,2}}{TOWN}{NO_AMOUNT}",
    ),
    ("address", "road", rf"\b(?:{CAP}[ \-]+){{1,3}}{ROAD}\b"),
    (
        "school",
        "school",
        rf"\b{NAME}(?:{lexicon.either('school kinds')}[\s\-]+){{0,8}}{lexicon.either('school ends')}\b",
    ),
    (
        "gp_practice",
        "GP practice",
        rf"\b{NAME}(?:{lexicon.either('practice kinds')}\s+){{0,8}}{lexicon.either('practice ends')}\b",
    ),
    ("hospital", "hospital", rf"\b{NAME}{lexicon.either('hospital ends')}\b"),
    (
        "hospital",
        "ward",
        rf"\b(?:{CAP} ){{1,2}}(?:Ward|Suite|Unit)\b|\b[Ww]ard\s(?:\d{{1,2}}[A-Z]?|[A-Z]\d{{0,2}})\b",
    ),
    ("place", "place", rf"\b{NAME}{lexicon.either('place ends')}\b"),
    (
        "place",
        "place",
        r"\b(?:River|Lake|Mount|Lough|HMP|YOI|HMYOI|RAF|Ysgol|Capel|Eglwys)\s(?:y |yr )?[A-Z][a-z]+\b",
    ),
    ("place", "place", r"(?<=\bat )The(?:\s[A-Z][a-z']+){1,3}\b"),
    ("place", "place", r"\bThe\s[A-Z][a-z']+\s(?:and|&|[Oo]'?)\s[A-Z][a-z]+\b"),
    (
        "place",
        "council",
        rf"\b{NAME}(?:Borough|District|County|City|Town|Parish)\sCouncil\b|\b{CAP}\sCouncil\b",
    ),
    ("place", "road", rf"\b[AMB]\d{{1,4}}(?:\(M\))?\b(?=\s{lexicon.either('road sides')}\b)"),
    ("place", "road", r"(?<=\bon )(?:[AB]\d{2,4}|M\d{1,2})\b|(?<=\bthe )(?:[AB]\d{2,4}|M\d{1,2})\b"),
    ("place", "road", rf"\b{lexicon.either('local roads')}\b"),
    ("place", "road", r"(?<=\bthe )[ab]\d{3,4}\b|(?<=\bon )a\d{2,4}\b"),
    ("place", "club", rf"\b[Tt]he\s(?:[A-Za-z][a-z']+\s){{1,2}}{lexicon.either('clubs')}\b"),
    ("place", "church", r"(?<=\bat )st\s[a-z]+\b|(?<=\bin )st\s[a-z]+\b"),
)
PLACES = tuple((kind, label, re.compile(form)) for kind, label, form in FORMS)
WHOLE = frozenset({"road", "club", "church"})
ORDINAL_MONTH = re.compile(
    r"\d+\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Hrs|Hours|Years|Months|Weeks|Days|Mg|Ml|Min)",
    re.IGNORECASE,
)
PLAIN = lexicon.words("plain")
FLAT_BEFORE = re.compile(r"\b(?:[Ff]lat|[Uu]nit|[Aa]partment|[Pp]lot) \d+\w?,? (?:\d{1,4}[A-Za-z]?,? )?\Z")
STREETS = {
    "road": frozenset({"ln", "rd", "gdns", "cres"}),
    "address": frozenset(
        {"road", "rd", "street", "lane", "ln", "close", "avenue", "ave", "drive", "crescent"}
    ),
}
COUNT = frozenset({"three", "four", "five", "seven"})
TITLES = frozenset({"dr", "mr", "mrs", "miss", "ms"})


def places(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the places that their last word gives away, each with its general label."""
    if text.loud:
        return
    for kind, label, pattern in PLACES:
        for match in text.in_plain.each(pattern):
            if ORDINAL_MONTH.match(match.group()):
                continue
            whole = label in WHOLE and kind != "address"
            if whole or (label == "ward" and match.group()[:4].lower() == "ward"):
                yield Span(*match.span(), kind, label, Pass.PLACE, label=label)
                continue
            numbered = text.plain[match.start()].isdigit()
            words = [
                text.words[place]
                for place in range(text.first_from(match.start()), text.first_from(match.end()))
            ]
            titled = not numbered and any(word.key in TITLES for word in words)
            words = words if numbered else _proper(text, words)
            if titled and label == "road":
                continue
            prefixed = label == "place" and match.group().startswith(("HMP", "HMYOI", "YOI", "RAF", "Mount"))
            surely = prefixed or (label in STREETS and words and words[-1].key in STREETS[label])
            if len(words) > 1 and not surely and all(clinical(word.key) for word in words[:-1]):
                continue
            if len(words) > 1 - numbered and not protected.eponym(words[0].start):
                start = match.start() if numbered else _housed(text, words[0].start, label)
                yield Span(start, match.end(), kind, f"{label}-form", Pass.PLACE, label=label)


def _housed(text: Text, start: int, label: str) -> int:
    """Return where a road begins with the flat and the number before it."""
    flat = FLAT_BEFORE.search(text.plain, max(0, start - 24), start) if label == "road" else None
    return flat.start() if flat else start


def _proper(text: Text, words: list[Word]) -> list[Word]:
    """Return the words of a place without the titled people, general words and verbs before it."""
    titled = [place for place, word in enumerate(words) if word.key in TITLES]
    words = words[titled[-1] + 1 :] if titled else words
    while (
        words
        and words[0].key in PLAIN
        and not (words[0].key in COUNT and not text.opens(text.at[words[0].start]))
    ):
        words = words[1:]
    while len(words) > 2 and text.opens(text.at[words[0].start]) and _verb(words[0].key):
        words = words[1:]
    return words


def clinical(key: str) -> bool:
    """Return whether a word is one of medicine, and no name."""
    medical = lexicon.is_medical(key)
    return (medical and key not in lexicon.word_names()) or key in lexicon.abbreviations()


def _verb(key: str) -> bool:
    return lexicon.is_word(key) and key not in lexicon.word_names() and key not in lexicon.first_names()
