"""What a person must look at although it stays: rare events, kept doubts, words that nobody knows."""

import re
from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES, TITLED
from app.anonymise.find.forms import BEFORE_PERSON, namelike, personal
from app.anonymise.find.gazetteer import BEFORE
from app.anonymise.find.mentions import LETTERED
from app.anonymise.find.namelike import slipped
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Doubt
from app.anonymise.find.words import Text

KINDS = ("in the news", "at law", "people", "births", "by number", "events")
RARE = re.compile(rf"\b(?:{'|'.join(lexicon.either(f'rare {kind}') for kind in KINDS)})\b")
PEOPLES = re.compile(rf"\b{lexicon.either('peoples')}\b")
FIGURE = re.compile(
    r"(?<![\d/.:])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/:]|\.\d)"
    r"|\b(?:was|is|only|just|turning|nearly) (?P<age>\d{1,2}|[a-z]+teen|eight|nine|ten|eleven|twelve)\b"
    r"(?! ?[/.:%]?\w)"
    r"|(?<![\d.,/:+])\d{3,6}(?![\d/:%+]|[.,]\d| ?(?:g|ml|mg|kg|mcg|kcal|micrograms?|hrs|hours)\b)"
    r"|\b(?:two|three|four|\d{1,2}) (?:days|weeks|months) (?:befor\w*|after|later)\b"
)
LANDMARK = re.compile(
    rf"\b(?:at|near|by|in|to|from|outside) the (?:[a-z']+ ){{0,2}}{lexicon.either('landmarks')}\b"
)
ACCOUNT = re.compile(r"(?<!\S)(?=\w*\d)(?=\w*[A-Za-z]{3})\w{6,}\b")
PLACED = frozenset({"in", "at", "from", "near", "to"})
TELLING = BEFORE_PERSON | BEFORE | CUES | {"the", "a"}
ORDINARY = NOT_NAMES | CUES | VERBS
CLOSED = re.compile(r"\s*(?:[,.;:()/!?]|\Z)")
LITTLE = (lexicon.words("determiners") | lexicon.words("pronouns") | {"with", "and", "for"}) & NOT_NAMES
RARE_EVENT = "May be widely known or rare: could somebody recognise the child?"
PEOPLE = "A people or faith: is it needed, and is it rare here?"
UNKNOWN = "Not a word that we know: is it a name?"
CAPITALS = "Capitals that we do not know: a name, a place or an abbreviation?"
INITIALS = "Letters by themselves: somebody's initials?"
CAPITAL = "A capital inside a sentence: a name or a place?"
NAME = "A word that is also a name: is it a person or a place here?"
FIGURES = "Figures: a date, an age or an account?"
PLACES = (LANDMARK, "", "A place without a name: is there only one such?")


def doubts(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield what stays and should be looked at."""
    for match in RARE.finditer(text.lower):
        yield _sentence(text, *match.span())
    for match in PEOPLES.finditer(text.plain):
        yield Doubt(*match.span(), PEOPLE)
    for pattern, source, why in ((FIGURE, text.lower, FIGURES), (ACCOUNT, text.plain, FIGURES), PLACES):
        for match in pattern.finditer(source or text.lower):
            if not any(taken[match.start() : match.end()]) and not protected.clinical(match.start()):
                yield Doubt(*match.span(), why)
    for index, word in enumerate(text.words):
        if not taken[word.start] and not protected.clinical(word.start):
            reason = _reason(text, index)
            if reason:
                yield Doubt(word.start, word.end, reason)


def _reason(text: Text, index: int) -> str:
    """Return why a person should look at a word that stays, or nothing."""
    word = text.words[index]
    if len(word.key) < 3:
        return INITIALS if _letters(text, index) else ""
    if _unheard(word.key) and (not slipped(word.key) or text.near(index, -1) in CUES or word.capital):
        return CAPITALS if word.shouted else UNKNOWN
    if not word.capital or text.loud:
        return NAME if _small(text, index) else ""
    if word.shouted:
        return CAPITALS if len(word.key) > 4 and word.key not in lexicon.capitals() else ""
    if not personal(word.key):
        return CAPITAL if word.key in LITTLE and not text.opens(index) else ""
    if text.opens(index):
        bracket = (
            text.plain[word.end : word.end + 2] == " (" or text.plain[word.start - 1 : word.start] in "(\"'"
        )
        doubtful = bracket or (word.key in lexicon.word_names() and word.key not in lexicon.openers())
        return NAME if doubtful or _acts(text, index) else ""
    return CAPITAL if namelike(word.key) or _alone(text, index) else ""


def _acts(text: Text, index: int) -> bool:
    """Return whether a word at the head of a sentence does what people do."""
    rare = text.key(index) not in lexicon.openers()
    return text.near(index, 1) in VERBS and (rare or namelike(text.key(index)))


def _letters(text: Text, index: int) -> bool:
    """Return whether one or two letters may be initials."""
    word = text.words[index]
    around = text.plain[max(0, word.start - 1) : word.start] + text.plain[word.end : word.end + 1]
    if len(word.text) == 2 and word.capital and not word.shouted:
        return not text.opens(index) and word.key not in NOT_NAMES | CUES and not around.strip().isdigit()
    if (
        not word.text.isupper()
        or text.loud
        or any(letter.isdigit() or letter in "+-/&'" for letter in around)
    ):
        return False
    if len(word.text) > 1:
        return word.key not in lexicon.listed("abbreviations.txt") | lexicon.capitals()
    return word.text not in "AIO" and text.key(index - 1) not in LETTERED


def _alone(text: Text, index: int) -> bool:
    """Return whether a capitalised dictionary word stands where a name or a place would."""
    word, before, after = text.words[index], text.near(index, -1), text.near(index, 1)
    if before in TELLING or after in VERBS or word.possessive:
        return True
    beside = [text.words[one].capital for one in (index - 1, index + 1) if 0 <= one < len(text.words)]
    return not any(beside) or bool(CLOSED.match(text.plain, word.end))


def _small(text: Text, index: int) -> bool:
    """Return whether a word in small letters may be a name: a nickname, or a word after a title."""
    word, after = text.words[index], text.key(index - 1)
    if word.key in ORDINARY or text.loud:
        return False
    if word.key in _names():
        return True
    if not (text.quiet or after in CUES):
        return False
    before = text.near(index, -1)
    listed = word.key in lexicon.word_names() and word.key not in lexicon.listed("commonwords.txt")
    if text.quiet:
        closing = text.plain[word.end : word.end + 1] in {".", ",", "\n", ""}
        placed = before in PLACED and (closing or before in {"at", "from"})
        return listed or before in TITLED or (placed and word.key not in lexicon.openers())
    return (listed and before in CUES) or (before in TITLED and before != "nurse")


@cache
def _names() -> frozenset[str]:
    """Return words that are names even in small letters."""
    return lexicon.first_names() | (lexicon.proper() - lexicon.capitals())


def _unheard(key: str) -> bool:
    """Return whether a word stands in none of the lists."""
    listed = key in lexicon.capitals() or key in lexicon.listed("abbreviations.txt")
    return not listed and not lexicon.is_word(key)


def _sentence(text: Text, start: int, end: int) -> Doubt:
    """Return the sentence around a place."""
    left = max(text.plain.rfind(mark, 0, start) for mark in (". ", "\n", "? ", "! "))
    ends = [place for mark in (". ", ".\n", "\n", "? ", "! ") if (place := text.plain.find(mark, end)) >= 0]
    begin = left + 1
    while begin < start and text.plain[begin] == " ":
        begin += 1
    return Doubt(begin, min(ends, default=len(text.plain)), RARE_EVENT)
