"""Words that look like names by themselves: in the lists of names, or in no dictionary at all."""

import re
from functools import cache, lru_cache

from app.anonymise import lexicon
from app.anonymise.find.neighbours import DETERMINERS, PEOPLE, VERBS, Verdict, verdict
from app.anonymise.find.protect import Protected
from app.anonymise.find.wordly import GIVEN, given
from app.anonymise.find.words import Text, Word
from app.anonymise.find.written import form

UNKNOWN = "Not a word that we know: taken for a name."
DOUBTFUL = "A name that is also a word: is it a person here?"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
POSSESSIVES = frozenset({"his", "her", "their", "my", "our", "your", "its"})
FROM = frozenset({"in", "at", "from", "near", "to"})
DOSED = form("name", "dosed")
HEADING = VERBS | lexicon.words("before somebody at the head")
LINKS = frozenset({"", "and", "then", "when", "but", "so"})


def named(text: Text, index: int, protected: Protected) -> str | None:
    """Return a doubt, perhaps an empty one, if a word is a name by itself; nothing if it is none."""
    word = text.words[index]
    if _never(word.key):
        return None
    rare = _rare(text, index)
    if _word(word.key) and not rare and not _plural(text, word.key):
        return None
    if protected.clinical(word.start) or formula(word, text):
        return None
    if word.key in lexicon.first_names():
        return "" if _listed(text, index) else None
    if word.key in lexicon.word_names():
        return DOUBTFUL if _word_name(text, index) or given(text, index) else None
    if _plural(text, word.key):
        return None if lexicon.is_word(word.key) else UNKNOWN
    if DOSED.match(text.plain, word.end):
        return None
    abbreviated = word.key in lexicon.abbreviations() and (
        word.shouted or not word.capital or text.opens(index)
    )
    if abbreviated or word.key in lexicon.capitals() or len(word.key) < 3:
        return None
    return UNKNOWN if rare or _unheard(text, index) else None


def _plural(text: Text, key: str) -> bool:
    """Return whether a word is the name of several people, or of somebody's own, in small letters."""
    return key.endswith("s") and text.quiet and key[:-1] in lexicon.first_names()


def _rare(text: Text, index: int) -> bool:
    """Return whether a word that hardly anybody uses stands with a capital inside a sentence."""
    word = text.words[index]
    if not word.capital or word.shouted or text.loud or text.opens(index) or len(word.key) < 4:
        return False
    return word.key in lexicon.rare_words() and not _heading(text, index, index - 1)


@lru_cache(maxsize=65536)
def _never(key: str) -> bool:
    """Return whether a word is never a name by itself, in whatever text."""
    plural = key.endswith("s") and key[:-1] in lexicon.first_names()
    return _word(key) and key not in lexicon.rare_words() and not plural


@lru_cache(maxsize=65536)
def _word(key: str) -> bool:
    """Return whether a word is one that names nobody, or a letter."""
    listed = key in lexicon.first_names() or key in lexicon.word_names()
    return len(key) < 2 or (not listed and lexicon.is_word(key))


def can_be_first(key: str) -> bool:
    """Return whether a word can be a first name that a surname follows."""
    return key in lexicon.first_names() or not lexicon.is_word(key) or key in GIVEN


def _listed(text: Text, index: int) -> bool:
    """Return whether a word of the list of names is a name here."""
    word = text.words[index]
    if word.shouted and not text.loud:
        return len(word.key) > 3 and word.key not in lexicon.capitals()
    if not lexicon.is_word(word.key) or (word.capital and not text.loud):
        return True
    if text.quiet and word.key not in lexicon.common() and text.near(index, -1) not in DETERMINERS:
        return True
    return verdict(text, index, _beside(text, index)) is Verdict.NAME


def _word_name(text: Text, index: int) -> bool:
    """Return whether a word that is a name more seldom than not is one here."""
    word = text.words[index]
    if not word.capital or text.loud or verdict(text, index, _beside(text, index)) is not Verdict.NAME:
        return False
    if word.shouted or text.opens(index) or word.key in lexicon.capitals():
        called = word.shouted and word.key in GIVEN and text.near(index, 1) in VERBS | {"and"}
        return text.near(index, -1) in PEOPLE or (called and not text.opens(index))
    return not any(_heading(text, index, beside) for beside in (index - 1, index + 1))


def _heading(text: Text, index: int, beside: int) -> bool:
    """Return whether a neighbour is a capitalised word and no name, as in the name of a service."""
    if not 0 <= beside < len(text.words) or text.gap(max(index, beside)) not in {" ", "-"}:
        return False
    other = text.words[beside]
    if beside < index and text.opens(beside) and other.key in HEADING:
        return False
    name = other.key in lexicon.word_names() or can_be_first(other.key)
    return other.capital and not name and other.key not in PEOPLE


def _unheard(text: Text, index: int) -> bool:
    """Return whether a word of no dictionary is a name by the way it is written."""
    word, after = text.words[index], text.near(index, 1)
    if text.loud:
        return len(word.key) > 4 and not slipped(word.key)
    if not word.capital:
        if word.key in lexicon.proper():
            return text.near(index, -1) not in DETERMINERS
        if text.quiet and text.near(index, -1) in FROM and len(word.key) > 4 and not slipped(word.key):
            return True
        return (after in VERBS or after == "who") and not _lowly(text, index)
    if word.shouted:
        return len(word.key) > 4 and not word.text.endswith("S")
    return not (text.opens(index) and len(word.key) > 5 and slipped(word.key) and after not in VERBS)


def _beside(text: Text, index: int) -> bool:
    """Return whether a capitalised name stands next to a word."""
    for beside in (index - 1, index + 1):
        if 0 <= beside < len(text.words) and re.fullmatch(r"[ \-]", text.gap(max(index, beside))):
            other = text.words[beside]
            joined = other.capital or text.gap(max(index, beside)) == "-"
            if joined and not text.loud and other.key in lexicon.first_names():
                return True
    return False


def formula(word: Word, text: Text) -> bool:
    """Return whether a word is written as no name is: SpO, GPs, letters beside figures."""
    body = word.text.replace("'", "")
    if re.fullmatch(r"[IVX]+[a-c]?", body):
        return True
    if body[:-1].isupper() and body[-1] == "s" and len(body) < 6:
        return True
    camel = re.search(r"[a-z][A-Z]", body) and not re.match(r"(?:Mc|Mac|De|Le|La|Fitz|Van|Di|O)[A-Z]", body)
    around = text.plain[max(0, word.start - 1) : word.start] + text.plain[word.end : word.end + 1]
    return bool(camel and len(body) < 9) or any(letter.isdigit() for letter in around)


def _lowly(text: Text, index: int) -> bool:
    """Return whether an unknown word in small letters is more likely a slip of the pen than a name."""
    before, key = text.near(index, -1), text.key(index)
    if before in DETERMINERS or before in POSSESSIVES or key in lexicon.abbreviations():
        return True
    return slipped(key) and before not in LINKS


@cache
def _longest() -> int:
    """Return how long the longest word of the dictionary is."""
    return max(map(len, lexicon.dictionary()))


@lru_cache(maxsize=16384)
def slipped(key: str) -> bool:
    """Return whether a word is a dictionary word with one slip of the pen."""
    if not 5 <= len(key) <= _longest() + 1:
        return False
    known = lexicon.dictionary()
    for place in range(1, len(key) + 1):
        head, tail = key[:place], key[place:]
        slips = [head + letter + tail for letter in LETTERS]
        if tail:
            slips += [head + tail[1:], *(head + letter + tail[1:] for letter in LETTERS)]
            slips.append(head + tail[1:2] + tail[0] + tail[2:])
        if not known.isdisjoint(slips):
            return True
    return False
