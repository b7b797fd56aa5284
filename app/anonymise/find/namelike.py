"""Words that look like names by themselves: in the lists of names, or in no dictionary at all."""

import re
from functools import lru_cache

from app.anonymise import lexicon
from app.anonymise.find.neighbours import DETERMINERS, PEOPLE, VERBS, Verdict, verdict
from app.anonymise.find.protect import Protected
from app.anonymise.find.words import Text, Word

UNKNOWN = "Not a word that we know: taken for a name."
DOUBTFUL = "A name that is also a word: is it a person here?"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
POSSESSIVES = frozenset({"his", "her", "their", "my", "our", "your", "its"})
SHORT_FORMS = lexicon.listed("abbreviations.txt")
FROM = frozenset({"in", "at", "from", "near", "to"})
LINKS = frozenset({"", "and", "then", "when", "but", "so"})


def named(text: Text, index: int, protected: Protected) -> str | None:
    """Return a doubt, perhaps an empty one, if a word is a name by itself; nothing if it is none."""
    word = text.words[index]
    listed = word.key in lexicon.first_names() or word.key in lexicon.word_names()
    if len(word.key) < 2 or (not listed and lexicon.is_word(word.key)):
        return None
    if protected.clinical(word.start) or _form(word, text):
        return None
    if word.key in lexicon.first_names():
        return "" if _listed(text, index) else None
    if word.key in lexicon.word_names():
        return DOUBTFUL if _word_name(text, index) else None
    if word.key in SHORT_FORMS or word.key in lexicon.capitals() or len(word.key) < 3:
        return None
    return UNKNOWN if _unheard(text, index) else None


def can_be_first(key: str) -> bool:
    """Return whether a word can be a first name that a surname follows."""
    return key in lexicon.first_names() or not lexicon.is_word(key)


def _listed(text: Text, index: int) -> bool:
    """Return whether a word of the list of names is a name here."""
    word = text.words[index]
    if word.shouted and not text.loud:
        return len(word.key) > 3 and word.key not in lexicon.capitals()
    if not lexicon.is_word(word.key) or (word.capital and not text.loud):
        return True
    return verdict(text, index, _beside(text, index)) is Verdict.NAME


def _word_name(text: Text, index: int) -> bool:
    """Return whether a word that is a name more seldom than not is one here."""
    word = text.words[index]
    if not word.capital or text.loud or verdict(text, index, _beside(text, index)) is not Verdict.NAME:
        return False
    if word.shouted or text.opens(index) or word.key in lexicon.capitals():
        return text.near(index, -1) in PEOPLE
    return not any(_heading(text, index, beside) for beside in (index - 1, index + 1))


def _heading(text: Text, index: int, beside: int) -> bool:
    """Return whether a neighbour is a capitalised word and no name, as in the name of a service."""
    if not 0 <= beside < len(text.words) or text.gap(max(index, beside)) not in {" ", "-"}:
        return False
    other = text.words[beside]
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


def _form(word: Word, text: Text) -> bool:
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
    if before in DETERMINERS | POSSESSIVES or key in lexicon.listed("abbreviations.txt"):
        return True
    return slipped(key) and before not in LINKS


@lru_cache(maxsize=16384)
def slipped(key: str) -> bool:
    """Return whether a word is a dictionary word with one slip of the pen."""
    if len(key) < 5:
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
