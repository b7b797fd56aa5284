"""Ages that no word says are ages: an answer, a bracket, a comma after a name tell."""

import re
from collections.abc import Container, Iterator

from app.anonymise import lexicon
from app.anonymise.find.ages import NUMBER, SPOKEN
from app.anonymise.find.scan import Scan
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import forms

FIRST = {re.split(r"\W", number)[0] for number in SPOKEN}
SOFTLY = {"just", "only", "nearly", "almost", "about", "coming", "rising"}
DEVELOPED = re.compile(r"dev\w*|function\w*|corrected|mental|reading|level|equivalent|bone")
NAMED_FORMS = forms("age of somebody", NUMBER=NUMBER)
WHO = re.compile(r"(?<!\w)[a-z]")
COUNTED = re.compile(rf"\b(?:\d|{'|'.join(sorted(FIRST | SOFTLY))})")
DIRECTLY = re.compile(r"\(\?P<who>\[a-z]\[[^]]*](?:\*|\{2,})\)[\\.?,( /-]*\(\?P<n>")
ALONE_FORMS = tuple(pattern for _, pattern in forms("age said", NUMBER=NUMBER))


def said_ages(text: Text, names: Container[str]) -> Iterator[Span]:
    """Yield ages that their neighbours give away; after a word, only where the word is a name."""
    low = text.lower
    for pattern in ALONE_FORMS:
        for match in text.in_lower.each(pattern):
            if not DEVELOPED.search(low, max(0, match.start("n") - 40), match.start("n")):
                yield Span(*match.span("n"), "age", "age-said", Pass.DATE)
    for label, pattern in NAMED_FORMS:
        for match in directly(text.in_lower, pattern):
            if label == "person" and not _first(match["who"], text.plain[match.start("who")], names):
                continue
            if _name(match["who"], text.plain[match.start("who")], names):
                yield Span(*match.span("n"), "age", "age-said", Pass.DATE)


def directly(text: Scan, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the ages of somebody: where a figure follows a name directly, sought back from the figure."""
    if DIRECTLY.search(pattern.pattern):
        return text.among(pattern, text.leading(WHO, COUNTED))
    return text.each(pattern)


def _first(who: str, letter: str, names: Container[str]) -> bool:
    """Return whether a word before a mere figure is somebody's first name, and hardly a word."""
    key = who.replace("'", "")
    likely = key in lexicon.first_names() or (key in names and key not in lexicon.common())
    return letter.isupper() and likely and key not in lexicon.capitals()


def _name(who: str, letter: str, names: Container[str]) -> bool:
    """Return whether a word is a name: of the record, of a list, or with a capital of no dictionary."""
    key = who.replace("'", "")
    if key in names or key in lexicon.first_names():
        return True
    if not letter.isupper():
        return False
    return (
        len(key) == 1
        or key in lexicon.word_names()
        or not lexicon.is_word(key)
        or key in lexicon.packed_words("family.xz")
    )
