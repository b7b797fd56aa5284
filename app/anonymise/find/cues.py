"""Names beside a cue word: a title, a job, a relation, a neighbour, a friend, a teacher, a pet."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.namelike import formula, slipped
from app.anonymise.find.neighbours import BASE, PEOPLE, VERBS
from app.anonymise.find.owners import owner_of
from app.anonymise.find.places import PLAIN
from app.anonymise.find.protect import Protected
from app.anonymise.find.words import SHORTENED, Text, Word

TITLES = lexicon.words("courtesy titles") | lexicon.words("police")
PETS = lexicon.words("pets")
OF_PETS = lexicon.words("of pets")
NAMED = frozenset({"called", "named", "nicknamed", "aka", "alias"})
JOBS = lexicon.words("jobs") | lexicon.words("more jobs")
TOYS = lexicon.words("toys")
SHOUTED = lexicon.words("shouted jobs")
SLASHED = frozenset({"s/n", "c/n", "h/v", "s/w", "s/m", "m/w", "n/n", "s/r"})
PLAINLY = frozenset({"mr", "mrs", "ms"})
CUES = PEOPLE | TITLES | PETS | NAMED | JOBS | SLASHED
NAMERS = TITLES | JOBS
PLAYFUL = PETS | NAMED
PLAYED = PETS | TOYS
EMPLOYED = JOBS | SHOUTED | SLASHED
LEADING = CUES | TOYS | SHOUTED | frozenset(slashed[-1] for slashed in SLASHED)
BEFORE_SURNAME = frozenset({"van", "von", "de", "la", "der", "den", "ap", "ab", "bin", "ibn", "du", "della"})
TITLED = lexicon.words("titled")
MODALS = frozenset({"may", "will"})
NOUNS = lexicon.words("nouns that are surnames")
LIVELY = VERBS | {"still", "always", "never", "just"}
SLIPS = lexicon.words("slips of the pen")
NOT_NAMES = lexicon.words("not names")
JOINT = re.compile(r"[ \t]*[-.]?[ \t]*\n?[ \t]*\Z")
GAP = re.compile(r"(?: \d{2,6}(?= ))?[ \t]*[.,:(\"'-]{0,2}[ \t]*\n?[ \t]*[\"'(]?\Z")
FARTHEST = 5


def cued(text: Text, index: int, protected: Protected, taken: bytearray) -> Iterator[int]:
    """Yield the words after a cue word that are a name."""
    cue = _cue(text, index)
    if not cue:
        return
    gap = GAP
    for ahead in range(index + 1, min(index + FARTHEST, len(text.words))):
        word = text.words[ahead]
        if word.key in BEFORE_SURNAME and word.text.islower() and text.gap(ahead) == " " and cue in NAMERS:
            yield from (ahead, ahead + 1) if text.words[min(ahead + 1, len(text.words) - 1)].capital else ()
            return
        spoken_for = taken[word.start] or protected.clinical(word.start)
        if (
            spoken_for
            or (word.key in CUES and not _surnamed(text, ahead, index))
            or not gap.match(text.gap(ahead))
        ):
            return
        if "." in text.gap(ahead) and ahead > index + 1 and len(text.key(ahead - 1)) > 1:
            return
        if formula(text.words[ahead], text) or not _named(text, ahead, cue, first=ahead == index + 1):
            return
        yield ahead
        gap = JOINT


def _cue(text: Text, index: int) -> str:
    """Return the cue that a word is, by itself, in capitals, or after a stroke as in `S/N`."""
    word = text.words[index]
    if index and text.gap(index) == "/" and len(word.key) == 1:
        slashed = f"{text.key(index - 1)}/{word.key}"
        return slashed if slashed in SLASHED else ""
    if word.key == "fr" and text.plain[max(0, word.start - 2) : word.start].strip().isdigit():
        return ""
    if word.key in CUES or (word.key in TOYS and (text.loud or not word.capital)):
        return word.key
    return word.key if word.key in SHOUTED and (word.shouted or word.text == "Sr") and not text.loud else ""


def _surnamed(text: Text, ahead: int, index: int) -> bool:
    """Return whether a word that is also a cue is the surname after a first name."""
    word = text.words[ahead]
    return ahead > index + 1 and word.capital and not text.loud and word.key in lexicon.word_names()


def modal(text: Text, index: int) -> bool:
    """Return whether a capitalised may or will is the verb after all."""
    word, after = text.words[index], text.near(index, 1)
    return not word.capital or (text.loud and after in BASE)


def _named(text: Text, index: int, cue: str, *, first: bool) -> bool:
    """Return whether a word after a cue is a name, by how both are written."""
    word, gap = text.words[index], text.gap(index)
    figure = text.plain[word.end : word.end + 1].isdigit()
    if word.key in MODALS and _no_verb(text, index, cue, figure=figure, first=first):
        return True
    noun = cue in TITLES and first and word.capital and not text.loud and word.key in NOUNS
    if noun and gap.strip(".") == " ":
        return True
    if word.key in NOT_NAMES or figure or (len(word.key) < 2 and not word.capital):
        return False
    likely = word.key in lexicon.first_names() or (word.key in lexicon.word_names() and word.capital)
    unknown = not lexicon.is_word(word.key) and word.key not in lexicon.capitals()
    if cue in PLAINLY and first and gap.strip(".") == " " and word.key not in VERBS and len(word.key) > 1:
        return True
    if text.loud and not first:
        return (likely or unknown) and word.key not in VERBS
    if cue in TITLES and "," not in gap:
        ended = first and "." in gap and cue not in SHORTENED
        led = word.capital and not ended and (first or unknown or _further(text, index))
        return likely or led or (first and unknown)
    if cue in NAMED and first and (word.capital or gap.endswith(('"', "'"))):
        return gap.endswith(('"', "'")) or likely or not lexicon.is_word(word.key) or not text.loud
    if word.capital and not text.loud:
        return _capital(text, index, cue, first=first, likely=likely or unknown)
    return _lowly(text, index, cue, first=first) or _small(text, word, gap, likely=likely, unknown=unknown)


def _no_verb(text: Text, index: int, cue: str, *, figure: bool, first: bool) -> bool:
    """Return whether a may or will after a cue is somebody."""
    ended = re.match(r"[.,;!?\n]|\Z", text.plain[text.words[index].end :])
    return not (figure or modal(text, index)) or bool(cue in NAMED and first and ended)


def _lowly(text: Text, index: int, cue: str, *, first: bool) -> bool:
    """Return whether a word in small letters is a name because of the pet or the title before it."""
    word = text.words[index]
    if cue in PETS and word.key in OF_PETS:
        return False
    if cue in PLAYFUL and first and word.key in lexicon.word_names():
        return True
    if not first or text.gap(index) != " ":
        return False
    if cue in TITLED and _plain_name(text, word):
        return True
    lively = cue in PETS and text.near(index, 1) in LIVELY
    return lively and word.key not in VERBS and not word.key.endswith(("ed", "ing"))


def _capital(text: Text, index: int, cue: str, *, first: bool, likely: bool) -> bool:
    """Return whether a capitalised word after a relation or a job is a name."""
    word, gap = text.words[index], text.gap(index)
    if word.shouted or (first and "." in gap):
        return False
    job = owner_of(cue).staff or cue == "sister" or cue in EMPLOYED
    if not first:
        return likely or text.key(index - 1) in lexicon.first_names() or (job and _further(text, index))
    related = text.words[index - 1].text.islower() and not word.shouted and word.key not in lexicon.capitals()
    return likely or cue in PETS or ((job or related) and gap in {" ", ": "} and not titular(word.key))


def _small(text: Text, word: Word, gap: str, *, likely: bool, unknown: bool) -> bool:
    """Return whether a word in small letters after a cue is a name."""
    following = text.plain[word.end : word.end + 1]
    if "(" in gap and following in {")", "-"}:
        return likely or unknown or text.key(text.at[word.start] - 1) in PLAYED
    if any(mark in gap for mark in ".,:("):
        return False
    if text.key(text.at[word.start] - 1) in TOYS and gap.endswith(('"', "'")):
        return True
    ends = following in {".", ",", "!", "\n", ""}
    if gap == " " and ends and text.key(text.at[word.start] - 1) in PETS:
        return not word.key.endswith(("ed", "ing", "s")) and word.key not in OF_PETS | VERBS
    told = text.near(text.at[word.start], 1) in VERBS
    return likely or (unknown and len(word.key) > 2 and (ends or told or not slipped(word.key)))


def _further(text: Text, index: int) -> bool:
    """Return whether a capitalised word goes on with the name before it."""
    word = text.words[index]
    joined = text.gap(index) in {" ", "-"} and not word.shouted
    return joined and not (titular(word.key) or word.key in CUES or word.key in lexicon.capitals())


def _plain_name(text: Text, word: Word) -> bool:
    """Return whether a word in small letters after a title can only be a name."""
    if word.key in lexicon.word_names():
        told = text.near(text.at[word.start], 1) in VERBS
        return text.quiet and (told or word.key not in lexicon.listed("commonwords.txt"))
    return len(word.key) > 3 and not lexicon.is_word(word.key) and word.key not in SLIPS


def titular(key: str) -> bool:
    """Return whether a word belongs to a job or an organisation rather than to a person."""
    job = key.endswith(("ologist", "ician", "etist", "apist", "iatrist")) and key not in lexicon.first_names()
    return job or key in PLAIN or key in lexicon.words("titular")
