"""Clinical spans that stay: eponyms with their noun, doses, scores, centiles, gestation, clock times."""

import re
from functools import cache, cached_property

from app.anonymise import lexicon
from app.anonymise.find.words import Text

TITLED = frozenset().union(
    *map(lexicon.words, ("courtesy titles", "police", "jobs", "shouted jobs", "people", "more jobs"))
)
UNITS = lexicon.either("units")
CLINICAL = re.compile(
    rf"\b\d+(?:[.,]\d+)?(?:\s?[-x/]\s?\d+(?:\.\d+)?)?\s?{UNITS}\b(?:\s?/\s?{lexicon.either('per')})*"
    r"|\b\d{1,3}\s?/\s?(?:7|52|12)\b(?!\s?/)(?!\s?old)"
    rf"|\b{lexicon.either('scores')}\W{{0,3}}(?:of |was |at |is |\()?\d+(?:[.:/+-]\d+)*"
    r"|\b\d{1,2}\s?/\s?(?:10|15|5|6|4)\b(?!\s?/)"
    r"|\b\d+(?:\.\d+)?(?:st|nd|rd|th)?\s*(?:-\s*\d+(?:st|nd|rd|th)?\s*)?(?:per)?centiles?\b"
    r"|\b\d{2}\s?\+\s?\d(?:\s?/\s?(?:7|40))?\b|\b\d{2}\s?/\s?40\b"
    r"|\b\d{2}[\s-]*(?:\+\s?\d)?[\s-]*weeks?'?[\s-]*"
    r"(?:gestation\w*|pregnant|of pregnancy|of gestation|gest\b|scan)"
    r"|\bgestation\w*(?: age)? (?:of |was |at )?\d{2}(?:\s?\+\s?\d)?(?: weeks)?"
    r"|\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s?(?:hrs|hours|h|am|pm)?\b(?![\d.]*\s?(?:kg|mg|g|ml)\b)(?![/.]\d)"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours|h)\b|\b(?:1[0-2]|[1-9])\s?(?:am|pm|o'clock)\b"
    r"|\b(?:dev\w*|functioning|corrected|mental|bone|reading)[\w\s]{0,24}?(?:age|level)\b[\w\s]{0,16}?\d+[\s-]*(?:year|month|week)s?"
    r"(?:[\s-]*old)?",
)
LOGGED_TIME = re.compile(r"(?<![\d/.-])(?:[01]\d|2[0-3])[0-5]\d(?![\d/.-])")
NUMBERED = re.compile(
    r"(?:\b(?:LOG|REF|CAD|INC\w*|NO|NUMBER|PC|DC|DS|PS|SGT|INSP|URN|EXT|BLEEP|SIGN|OIS|UNIT|CODE|FF|SHOULDER)|[A-Z#])\W{0,3}\Z"
)
JOINED = re.compile(r"(?<!\w)[A-Z]\w+(?:-[A-Z]\w+)*+")
DISEASE = re.compile(
    r"\b[A-Z][\w]+(?:-[A-Z][\w]+)*(?:'s|s')?'? (?i:syndromes?|disease|palsy|tumours?|lymphoma|sarcoma|"
    r"anomaly|ataxia|dystrophy|encephalopathy|epilepsy|reflex|fracture)\b"
)


def _first_name(text: Text, index: int) -> bool:
    key = text.key(index)
    named = key in lexicon.first_names() or key in lexicon.words("given words")
    return text.words[index].capital and named


@cache
def _eponyms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the eponyms that need a noun, and those that stand alone."""
    words = lexicon.listed("eponyms.txt")
    alone = frozenset(word[1:] for word in words if word.startswith("*"))
    return frozenset(word.lstrip("*").replace("'", "") for word in words), alone


class Protected:
    """The places of a text that are clinical."""

    def __init__(self, text: Text) -> None:
        """Begin with nothing looked for: a text that holds no name is never asked about."""
        self.text = text
        self.eponyms: set[int] = set()

    @cached_property
    def places(self) -> bytearray:
        """Return the places that are clinical, and find the eponyms on the way."""
        text, places = self.text, bytearray(len(self.text.plain) + 1)
        for match in text.in_lower.each(CLINICAL):
            _keep(places, *match.span())
        if text.loud:
            for match in text.in_plain.each(LOGGED_TIME):
                if not NUMBERED.search(text.plain, max(0, match.start() - 12), match.start()):
                    _keep(places, *match.span())
        every, alone = _eponyms()
        for match in text.in_plain.chained(DISEASE, JOINED):
            _keep(places, *match.span())
        for index, word in enumerate(text.words):
            if word.key not in every:
                continue
            headed = self._headed(text, index, every)
            if headed or (word.key in alone and not _somebodys(text, index, every)):
                _keep(places, word.start, word.end)
                if headed:
                    self.eponyms.add(word.start)
        return places

    def clinical(self, place: int) -> bool:
        """Return whether a place is clinical."""
        return bool(self.places[place])

    def eponym(self, place: int) -> bool:
        """Return whether an eponym with its noun begins here."""
        return bool(self.places[place]) and place in self.eponyms

    def covers(self, start: int, end: int) -> bool:
        """Return whether a whole stretch is clinical."""
        return all(self.places[start:end])

    def touches(self, start: int, end: int) -> bool:
        """Return whether any place of a stretch is clinical."""
        return any(self.places[start:end])

    def _headed(self, text: Text, index: int, every: frozenset[str]) -> bool:
        """Return whether a head noun follows, at once or after more eponyms."""
        heads = lexicon.listed("heads.txt")
        for step in range(1, 4):
            ahead = index + step
            if ahead >= len(text.words) or not re.fullmatch(r"(?:'s?|s')?[\s-]+", _between(text, ahead)):
                return False
            if text.words[ahead].key in heads:
                return True
            if text.words[ahead].key not in every and text.words[ahead].key not in {
                "and",
                "coma",
                "type",
                "stool",
            }:
                return False
        return False


def _keep(places: bytearray, start: int, end: int) -> None:
    places[start:end] = b"\1" * (end - start)


def _somebodys(text: Text, index: int, every: frozenset[str]) -> bool:
    """Return whether a title or a first name before it, or a hyphen, makes a word part of somebody's name."""
    before = text.key(index - 1)
    if (
        index
        and re.fullmatch(r"\.? ", text.gap(index))
        and (before in TITLED or _first_name(text, index - 1))
    ):
        return True
    for beside, other in ((index, index - 1), (index + 1, index + 1)):
        if 0 < beside < len(text.words) and text.gap(beside) == "-":
            return text.words[other].capital and text.words[other].key not in every
    return False


def _between(text: Text, index: int) -> str:
    return text.gap(index)
