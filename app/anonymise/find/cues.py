"""Names beside a cue word: a title, a job, a relation, a neighbour, a friend, a teacher, a pet."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.namelike import slipped
from app.anonymise.find.neighbours import PEOPLE, VERBS
from app.anonymise.find.owners import owner_of
from app.anonymise.find.places import PLAIN
from app.anonymise.find.protect import Protected
from app.anonymise.find.words import Text, Word

TITLES = lexicon.words("courtesy titles") | lexicon.words("police")
PETS = lexicon.words("pets")
NAMED = frozenset({"called", "named", "nicknamed", "aka", "alias"})
CUES = PEOPLE | TITLES | PETS | NAMED | lexicon.words("jobs")
JOBS = lexicon.words("jobs")
BEFORE_SURNAME = frozenset({"van", "von", "de", "la", "der", "den", "ap", "ab", "bin", "ibn", "du", "della"})
TITLED = lexicon.words("titled")
LASTING = frozenset({"still", "always", "never", "just"})
SLIPS = frozenset(
    {"siad", "sed", "wos", "woz", "wasnt", "didnt", "cud", "wud", "shud", "thort", "sais", "rung"}
)
NOT_NAMES = lexicon.words("not names")
JOINT = re.compile(r"[ \t]*[-.]?[ \t]*\n?[ \t]*\Z")
GAP = re.compile(r"[ \t]*[.,:(\"'-]{0,2}[ \t]*\n?[ \t]*[\"'(]?\Z")
FARTHEST = 5


def cued(text: Text, index: int, protected: Protected, taken: bytearray) -> Iterator[int]:
    """Yield the words after a cue word that are a name."""
    cue = text.words[index].key
    if cue not in CUES:
        return
    gap = GAP
    for ahead in range(index + 1, min(index + FARTHEST, len(text.words))):
        word = text.words[ahead]
        if (
            word.key in BEFORE_SURNAME
            and word.text.islower()
            and text.gap(ahead) == " "
            and cue in TITLES | JOBS
        ):
            yield from (ahead, ahead + 1) if text.words[min(ahead + 1, len(text.words) - 1)].capital else ()
            return
        spoken_for = taken[word.start] or protected.clinical(word.start)
        if spoken_for or word.key in CUES or not gap.match(text.gap(ahead)):
            return
        if not _named(text, ahead, cue, first=ahead == index + 1):
            return
        yield ahead
        gap = JOINT


def surname(text: Text, index: int, protected: Protected, taken: bytearray) -> bool:
    """Return whether the word after a first name is written as a surname, whatever it means as a word."""
    if index >= len(text.words) or text.gap(index) not in {" ", "-"} or text.loud:
        return False
    word = text.words[index]
    if not word.capital or _shouted(word) or taken[word.start] or protected.clinical(word.start):
        return False
    return not (word.key in NOT_NAMES | CUES or word.key in lexicon.capitals() or _titular(word.key))


def _named(text: Text, index: int, cue: str, *, first: bool) -> bool:
    """Return whether a word after a cue is a name, by how both are written."""
    word, gap = text.words[index], text.gap(index)
    figure = text.plain[word.end : word.end + 1].isdigit()
    if word.key in NOT_NAMES or figure or (len(word.key) < 2 and not word.capital):
        return False
    likely = word.key in lexicon.first_names() or (word.key in lexicon.word_names() and word.capital)
    unknown = not lexicon.is_word(word.key) and word.key not in lexicon.capitals()
    if cue in TITLES and "," not in gap:
        return likely or (word.capital and (first or unknown or _further(text, index))) or (first and unknown)
    if cue in NAMED and first and word.capital:
        return likely or not lexicon.is_word(word.key) or not text.loud
    if word.capital and not text.loud:
        return _capital(text, index, cue, first=first, likely=likely or unknown)
    if cue in PETS | NAMED and first and word.key in lexicon.word_names():
        return True
    if cue in TITLED and first and gap == " " and _plain_name(text, word):
        return True
    if cue in PETS and first and gap == " " and text.near(index, 1) in VERBS | LASTING:
        return word.key not in VERBS and not word.key.endswith(("ed", "ing"))
    return _small(text, word, gap, likely=likely, unknown=unknown)


def _capital(text: Text, index: int, cue: str, *, first: bool, likely: bool) -> bool:
    """Return whether a capitalised word after a relation or a job is a name."""
    word, gap = text.words[index], text.gap(index)
    if word.shouted or (first and "." in gap):
        return False
    job = owner_of(cue).staff or cue == "sister" or cue in JOBS
    if not first:
        return likely or text.key(index - 1) in lexicon.first_names() or (job and _further(text, index))
    related = text.words[index - 1].text.islower() and not word.shouted and word.key not in lexicon.capitals()
    return likely or cue in PETS or ((job or related) and gap in {" ", ": "} and not _titular(word.key))


def _small(text: Text, word: Word, gap: str, *, likely: bool, unknown: bool) -> bool:
    """Return whether a word in small letters after a cue is a name."""
    following = text.plain[word.end : word.end + 1]
    if "(" in gap and following == ")":
        return likely or unknown
    if any(mark in gap for mark in ".,:("):
        return False
    ends = following in {".", ",", "!", "\n", ""}
    if gap == " " and ends and text.key(text.at[word.start] - 1) in PETS:
        return not word.key.endswith(("ed", "ing", "s"))
    told = text.near(text.at[word.start], 1) in VERBS
    return likely or (unknown and len(word.key) > 2 and (ends or told or not slipped(word.key)))


def _further(text: Text, index: int) -> bool:
    """Return whether a capitalised word goes on with the name before it."""
    word = text.words[index]
    joined = text.gap(index) in {" ", "-"} and not word.shouted
    return joined and not (_titular(word.key) or word.key in CUES or word.key in lexicon.capitals())


def _plain_name(text: Text, word: Word) -> bool:
    """Return whether a word in small letters after a title can only be a name."""
    if word.key in lexicon.word_names():
        return text.quiet and word.key not in lexicon.listed("commonwords.txt")
    return len(word.key) > 3 and not lexicon.is_word(word.key) and word.key not in SLIPS


def _shouted(word: Word) -> bool:
    """Return whether a word in capitals is rather an abbreviation than a surname."""
    return word.shouted and (len(word.key) < 4 or word.key in lexicon.listed("abbreviations.txt"))


def _titular(key: str) -> bool:
    """Return whether a word belongs to a job or an organisation rather than to a person."""
    job = key.endswith(("ologist", "ician", "etist", "apist", "iatrist")) and key not in lexicon.first_names()
    return job or key in PLAIN or key in lexicon.words("titular")
