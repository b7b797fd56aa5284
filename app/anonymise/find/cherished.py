"""Toys and pets by how people name them: `Mister Bear`, `Percy Penguin`, `Socks (cat)`, `voice of lamby`."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.led import plainest, usual
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

ANIMAL = re.compile(rf"\b{lexicon.either('toy animals')}\b")
TITLED = form("cherished", "titled")
LED = form("cherished", "toy")
LOST = form("cherished", "quiet toy")
TOLD = form("cherished", "told")
DOES = form("cherished", "does")
BREED = form("cherished", "breed")
IS_A = form("cherished", "is a")
LOOK_BACK = 24
BRACKET = form("cherished", "bracket")
KIND_TO = form("cherished", "kind to")
PET = re.compile(rf"\b(?:{lexicon.either('pet names').title()})\b")
PETS = lexicon.words("pet names") | lexicon.words("pet names too")
ANIMALS = lexicon.words("pets") | lexicon.words("toys") | lexicon.words("animals")
DULL = frozenset(
    {"dead", "dirty", "different", "plastic", "pink", "pet", "big", "blue", "fat", "tiny", "twin"}
)
DASH = re.compile(r" ?- ?")
LEAST = 4


def cherished(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the names of toys and pets."""
    places = [*_titled(text), *_alike(text), *_led(text)]
    yield from (_span(text, first, last, "toy") for first, last in places)
    for first in {*_pets(text), *_doing(text)}:
        if not protected.touches(text.words[first].start, text.words[first].end):
            yield _span(text, first, first + _doubled(text, first), "pet")


def _span(text: Text, first: int, last: int, label: str) -> Span:
    start, end = text.words[first].start, text.words[last].end
    return Span(start, end, "other", label, Pass.PLACE, label=label)


def _doubled(text: Text, index: int) -> bool:
    """Return whether a second name follows that begins alike: `Tigger Tom`."""
    words = text.words[index : index + 2]
    alike = len(words) > 1 and words[0].key[0] == words[1].key[0] and text.gap(index + 1) == " "
    return alike and words[1].capital and not text.loud


def _titled(text: Text) -> Iterator[tuple[int, int]]:
    """Yield animals with a title."""
    for match in text.in_lower.each(TITLED):
        yield text.first_from(match.start()), text.first_from(match.end()) - 1


def _alike(text: Text) -> Iterator[tuple[int, int]]:
    """Yield animals beside a word that begins as they do: `Ellie Elephant`, `Panda-Pan`."""
    for match in text.in_lower.each(ANIMAL):
        index = text.first_from(match.start())
        key, before, after = text.key(index), text.key(index - 1), text.key(index + 1)
        alike = index and text.gap(index) == " " and before[:1] == key[0] and len(before) > 2
        if alike and before not in DULL and not plainest(before) and not _apart(text, index - 1, index):
            yield index - 1, index
        if after[:2] == key[:2] and after != key + "s" and DASH.fullmatch(text.gap(index + 1)):
            yield index, index + 1


def _apart(text: Text, one: int, other: int) -> bool:
    """Return whether only one of two words has a capital, so that they are no name together."""
    return text.words[one].capital != text.words[other].capital and not text.opens(one)


def _led(text: Text) -> Iterator[tuple[int, int]]:
    """Yield toys that the words before them announce."""
    patterns = [(LED, False), (TOLD, True)] + [(LOST, False)] * text.quiet
    for pattern, certain in patterns:
        for match in text.in_lower.each(pattern):
            first = last = text.first_from(match.end())
            while last - first < 2 and _joins(text, first, last, match.end()):
                last += 1
            row = [text.words[place] for place in range(first, last)]
            capital = not (text.quiet or text.loud) and all(word.capital for word in row)
            if row and (_telling([word.key for word in row]) or (certain and (capital or text.quiet))):
                yield first, last - 1


def _joins(text: Text, first: int, index: int, place: int) -> bool:
    if index >= len(text.words):
        return False
    word = text.words[index]
    gap = text.plain[place : word.start].strip(' ("') if index == first else text.gap(index).strip(" -")
    usable = text.quiet or text.loud or word.capital
    return not gap and usable and not plainest(word.key) and word.key not in ANIMALS


def _telling(keys: list[str]) -> bool:
    """Return whether words are no ordinary ones, or begin alike as the names of toys do."""
    alike = len(keys) > 1 and keys[0][0] == keys[1][0]
    return alike or any(len(key) >= LEAST and not usual(key) and not lexicon.is_word(key) for key in keys)


def _pets(text: Text) -> Iterator[int]:
    """Yield the words that name pets only, where their capital says something, or after kind words."""
    if not text.loud:
        for match in text.in_plain.each(PET):
            index = text.first_from(match.start())
            titled = bool(index) and text.gap(index) == " " and text.words[index - 1].capital
            if not titled and (not text.opens(index) or _acts(text, index)):
                yield index
    for match in text.in_lower.each(KIND_TO):
        index = text.first_from(match.end())
        if text.key(index) in PETS and text.words[index].start == match.end():
            yield index


def _acts(text: Text, index: int) -> bool:
    """Return whether the next word is what somebody does."""
    return text.key(index + 1) in lexicon.words("what pets do") and text.gap(index + 1) == " "


def _doing(text: Text) -> Iterator[int]:
    """Yield who does what a pet does, is said to be one, or is called one in brackets."""
    begun = (match.start() for match in text.in_lower.each(BREED))
    said = (IS_A.search(text.lower, max(0, start - LOOK_BACK), start) for start in begun)
    does = (match for pattern in (DOES, BRACKET) for match in text.in_lower.each(pattern))
    for end in [match.start() for match in (*does, *said) if match]:
        index = text.first_from(end) - 1
        if index < 0 or text.plain[text.words[index].end : end].strip("'s "):
            continue
        word = text.words[index]
        named = word.key in PETS or not usual(word.key) or word.key in lexicon.first_names()
        if named and (word.capital or text.quiet) and word.key not in ANIMALS and len(word.key) > 2:
            yield index
