"""Places in a text typed in capitals throughout: read as if each word began with one."""

from collections.abc import Iterator
from dataclasses import replace

from app.anonymise import lexicon
from app.anonymise.find.cues import CUES, NOT_NAMES
from app.anonymise.find.loud import STOPS
from app.anonymise.find.neighbours import VERBS
from app.anonymise.find.organised import organised
from app.anonymise.find.places import PLAIN, places
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import forms

KEPT = frozenset(
    {
        "st",
        "the",
        "of",
        "and",
        "royal",
        "general",
        "county",
        "park",
        "house",
        "church",
        "flat",
        "old",
        "new",
        "green",
    }
)
CUT = (
    STOPS
    | NOT_NAMES
    | VERBS
    | CUES
    | frozenset(
        {
            "child",
            "loc",
            "off",
            "via",
            "near",
            "nr",
            "outside",
            "stabbed",
            "gp",
            "to",
            "pm",
            "resus",
            "register",
            "mortuary",
        }
    )
) - KEPT
AMOUNTS = lexicon.words("amounts")
UNNUMBERED = CUT | AMOUNTS
NUMBERED = tuple(pattern for _, pattern in forms("loud place"))
UNHEARD = frozenset({"room-form", "led-to", "club-form", "pub-form", "ward-form", "named-low"})


def loud_places(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield the places that the form of their names gives away once small letters are put in."""
    if not text.loud:
        return
    for pattern in NUMBERED:
        for match in text.in_plain.each(pattern):
            row = range(text.first_from(match.start()), text.first_from(match.end()))
            if not any(text.key(place) in UNNUMBERED for place in row):
                yield Span(*match.span("all"), "address", "loud-address", Pass.PLACE, label="address")
    titled = text.plain.title()
    if len(titled) != len(text.plain):
        return
    quiet = Text(titled)
    if len(quiet.plain) != len(text.plain):
        return
    for span in (*places(quiet, protected), *organised(quiet, protected)):
        if span.rule not in UNHEARD and (trimmed := _trimmed(quiet, span)):
            yield trimmed


def _trimmed(text: Text, span: Span) -> Span | None:
    """Return a place without what came before it in the sentence; nothing if only a general word is left."""
    row = range(text.first_from(span.start), text.first_from(span.end))
    if not row or text.plain[span.start].isdigit():
        return None if any(text.key(place) in CUT for place in row[:-1]) else span
    begin = row[0]
    for place in row[:-1]:
        if text.key(place) in CUT or (place > row[0] and not text.close(place)):
            begin = place + 1 if text.key(place) in CUT else place
    if begin == row[-1] or all(text.key(place) in PLAIN for place in range(begin, row[-1])):
        return None
    return replace(span, start=text.words[begin].start)
