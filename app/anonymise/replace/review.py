"""What a person must look at although it stays: rare events, kept doubts, words that nobody knows."""

import re
from collections.abc import Iterator
from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.called import SOMETIMES
from app.anonymise.find.cues import CUES, NOT_NAMES, TITLED
from app.anonymise.find.forms import BEFORE_PERSON, namelike, personal
from app.anonymise.find.gazetteer import BEFORE
from app.anonymise.find.namelike import slipped
from app.anonymise.find.neighbours import BASE, VERBS
from app.anonymise.find.places import clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.sentences import Sentences
from app.anonymise.find.spans import Doubt
from app.anonymise.find.topics import topical
from app.anonymise.find.wordly import GIVEN
from app.anonymise.find.words import Text
from app.anonymise.find.written import form
from app.anonymise.replace.capital import asked_of, begins, misplaced, shouted
from app.anonymise.replace.lettered import lettered
from app.anonymise.replace.remnant import remains

NAMED = b"\2"
KINDS = ("in the news", "at law", "people", "births", "by number", "events")
RARE = re.compile(rf"\b(?:{'|'.join(lexicon.either(f'rare {kind}') for kind in KINDS)})\b")
PEOPLES = re.compile(rf"\b{lexicon.either('peoples')}\b")
FIGURE = form("doubt", "figure")
LANDMARK = form("doubt", "landmark")
ACCOUNT = form("doubt", "account")
PLACED = frozenset({"in", "at", "from", "near", "to"})
TELLING = BEFORE_PERSON | BEFORE | CUES | {"the", "a"}
ORDINARY = NOT_NAMES | CUES | VERBS
CLOSED = re.compile(r"\s*(?:[,.;:()/!?]|\Z)")
BESIDE = frozenset({"with", "w", "by", "mum", "dad", "and", "told", "asked", "rang", "called", "from"})
CALLED = GIVEN | SOMETIMES
MODAL = frozenset({"may", "will"})
USUAL = lexicon.words("usual words")
LITTLE = (lexicon.words("determiners") | lexicon.words("pronouns") | {"with", "and", "for"}) & NOT_NAMES
RARE_EVENT = "May be widely known or rare: could somebody recognise the child?"
PEOPLE = "A people or faith: is it needed, and is it rare here?"
UNKNOWN = "Not a word that we know: is it a name?"
CAPITALS = "Capitals that we do not know: a name, a place or an abbreviation?"
INITIALS = "Letters by themselves: somebody's initials?"
CAPITAL = "A capital inside a sentence: a name or a place?"
NAME = "A word that is also a name: is it a person or a place here?"
FIGURES = "Figures: a date, an age or an account?"
PLACES = "A place without a name: is there only one such?"
FAINT = frozenset({CAPITALS, CAPITAL, NAME, FIGURES, PLACES})


def doubts(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield what stays and should be looked at: a whole sentence instead of the faint doubts within it."""
    whole = list(topical(text, protected, taken))
    yield from whole
    covered = bytearray(len(text.plain) + 1)
    for doubt in whole:
        covered[doubt.start : doubt.end] = b"\1" * (doubt.end - doubt.start)
    for doubt in _each(text, protected, taken):
        if doubt.reason not in FAINT or not covered[doubt.start]:
            yield doubt


def _each(text: Text, protected: Protected, taken: bytearray) -> Iterator[Doubt]:
    """Yield the sentences with a rare event, and every word that a person should look at."""
    sentences = Sentences(text.plain)
    for match in text.in_lower.each(RARE):
        yield Doubt(*sentences.around(*match.span()), RARE_EVENT)
    for match in text.in_plain.each(PEOPLES):
        yield Doubt(*match.span(), PEOPLE)
    low, plain = text.in_lower, text.in_plain
    for pattern, source, why in ((FIGURE, low, FIGURES), (ACCOUNT, plain, FIGURES), (LANDMARK, low, PLACES)):
        for match in source.each(pattern):
            if not any(taken[match.start() : match.end()]) and not protected.clinical(match.start()):
                yield Doubt(*match.span(), why)
    for index, word in enumerate(text.words):
        if not taken[word.start] and not protected.clinical(word.start):
            reason = _reason(text, index, taken)
            if reason:
                yield Doubt(word.start, word.end, reason)


def _reason(text: Text, index: int, taken: bytearray) -> str:
    """Return why a person should look at a word that stays, or nothing."""
    word = text.words[index]
    if remains(text, index, taken):
        return NAME
    if len(word.key) < 3:
        return INITIALS if lettered(text, index) else ""
    if word.key in {"may", "will"} and not word.capital:
        return ""
    if _unheard(word.key) and (not slipped(word.key) or text.near(index, -1) in CUES or word.capital):
        return CAPITALS if word.shouted else UNKNOWN
    if not word.capital or text.loud:
        return NAME if _small(text, index) or _lowered(text, index) else ""
    if word.shouted:
        return CAPITALS if shouted(text, index) or asked_of(text, index) else ""
    if misplaced(text, index, taken) and not begins(text, index):
        return CAPITAL
    if not personal(word.key):
        little = word.key in LITTLE and "." not in text.gap(index)
        return CAPITAL if (little or _the(text, index)) and not text.opens(index) else ""
    if text.opens(index):
        bracket = text.plain[word.start - 1 : word.start] in "(\"'"
        doubtful = (bracket and word.key not in lexicon.common()) or (
            word.key in lexicon.word_names() and word.key not in lexicon.openers()
        )
        given = word.key in CALLED and word.key not in MODAL and text.near(index, 1) not in BASE
        return NAME if doubtful or given or _acts(text, index) else ""
    return CAPITAL if namelike(word.key) or _alone(text, index) or _the(text, index) else ""


def _the(text: Text, index: int) -> bool:
    """Return whether a capitalised word stands as a place does: `at the Royal`."""
    return text.near(index, -1) == "the" and text.near(index - 1, -1) in BEFORE


def _lowered(text: Text, index: int) -> bool:
    """Return whether a name that is also a word stands in small letters where somebody would."""
    word = text.words[index]
    if word.key in USUAL:
        return False
    if word.key in CALLED and text.near(index, -1) in CUES and word.key not in MODAL:
        return True
    if text.quiet and (word.key in GIVEN or word.key in lexicon.rare_words()):
        return True
    if word.key not in CALLED and word.key not in lexicon.rare_names():
        return False
    return text.loud or (text.near(index, -1) in BESIDE and not text.words[index].possessive)


def _acts(text: Text, index: int) -> bool:
    """Return whether a word at the head of a sentence does what people do."""
    rare = text.key(index) not in lexicon.common()
    return text.near(index, 1) in VERBS and (rare or namelike(text.key(index)))


def _alone(text: Text, index: int) -> bool:
    """Return whether a capitalised dictionary word stands where a name or a place would."""
    word, before, after = text.words[index], text.near(index, -1), text.near(index, 1)
    if clinical(word.key):
        return False
    if word.key in lexicon.word_names():
        return True
    common = word.key in lexicon.common()
    if common and word.key not in lexicon.packed_words("family.xz"):
        return before in BEFORE or after in VERBS or word.possessive or not _headed(text, index)
    if before in TELLING or after in VERBS or word.possessive:
        return True
    beside = [text.words[one].capital for one in (index - 1, index + 1) if 0 <= one < len(text.words)]
    return not any(beside) or bool(CLOSED.match(text.plain, word.end))


def _headed(text: Text, index: int) -> bool:
    """Return whether a capitalised word stands beside another, as in a heading or a title."""
    beside = (one for one in (index - 1, index + 1) if 0 <= one < len(text.words))
    return any(text.words[one].capital and text.key(one) not in NOT_NAMES for one in beside)


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
    listed = key in lexicon.capitals() or key in lexicon.abbreviations()
    return not listed and not lexicon.is_word(key)
