"""What must never leave in a finished text: the gate looks for it, and before it the anonymiser."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.anonymise import lexicon
from app.anonymise.find.codes import Squeezed, codes
from app.anonymise.find.dates import days, yeared
from app.anonymise.find.identifiers import PARTICLES, Identifiers, squeeze
from app.anonymise.find.known import UNDECIDED, Known
from app.anonymise.find.linked import EMAIL, URL, matches
from app.anonymise.find.lookalike import lookalikes
from app.anonymise.find.mentions import names
from app.anonymise.find.patterns import PHONE, POSTCODE, TEN, valid_nhs_number
from app.anonymise.find.phrases import phrases
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

PATTERNS = (("postcode", POSTCODE), ("phone", PHONE), ("email", EMAIL), ("url", URL))
FORMED = re.compile(
    r"[@[(]at[)\]]|@|https?:|www\.|\.(?:uk|co|org|nhs|gov|ac|com|net|info|me|tv|eu|ie|example|test)\b"
    r"|\d\s*-?\s*\d[a-z]{2}\b|[a-z]\d[a-z]\s*-?\s*\d[a-z]{2}\b|\b(?:wr|hr|sy|tf|dy|gl|ld|wv|ws|np)\d"
    r"|(?:\d[^\da-z]{0,6}){9}"
)
LEAST_SQUEEZED = 5


def watched(body: Text, index: Known, squeezed: Squeezed) -> Iterator[Span]:
    """Yield whatever blocks a finished text: what the record knows, and what identifies by its form."""
    protected = Protected(body)
    yield from _known(body, index, protected, squeezed)
    if FORMED.search(body.lower):
        yield from _formed(body)
    if yeared(body):
        yield from (span for span in days(body, None) if span.rule == "full-date" and span.day)
    yield from _cut(protected, squeezed, index.identifiers)


def _formed(body: Text) -> Iterator[Span]:
    """Yield what identifies by its form: mail, pages, postcodes, telephones, NHS numbers."""
    for rule, pattern in PATTERNS:
        for match in matches(body, pattern):
            yield Span(*match.span(), "other" if rule == "url" else rule, rule, Pass.PATTERN)
    for match in body.in_plain.each(TEN):
        if valid_nhs_number("".join(filter(str.isdigit, match.group()))):
            yield Span(*match.span(), "number", "nhs-number", Pass.PATTERN)


def _known(body: Text, index: Known, protected: Protected, squeezed: Squeezed) -> Iterator[Span]:
    """Yield the identifiers of the record: a name that is only perhaps a name was the review's to decide."""
    yield from (span for span in names(body, index, protected, []) if span.doubt != UNDECIDED)
    yield from phrases(body, index)
    yield from lookalikes(body, index.identifiers)
    yield from codes(body, index.identifiers, squeezed)


def _cut(protected: Protected, squeezed: Squeezed, known: Identifiers) -> Iterator[Span]:
    """Yield names that a line break, a space or a hyphen cut into pieces; an eponym with its noun is none."""
    for key in sorted(known.names):
        form = _sought(key)
        if not form:
            continue
        place = squeezed.text.find(form)
        while place >= 0:
            piece = squeezed.piece(place, place + len(form))
            if piece and not protected.eponym(piece[0]):
                who = tuple(sorted(known.names[key]))
                yield Span(*piece, "name", "name-in-pieces", Pass.KNOWN, known=True, who=who)
            place = squeezed.text.find(form, place + 1)


@lru_cache(maxsize=16384)
def _sought(key: str) -> str:
    """Return the letters by which a name in pieces is sought; none for one that is short, or a word."""
    form = squeeze(key)
    return "" if len(form) < LEAST_SQUEEZED or form in PARTICLES or lexicon.is_word(form) else form
