"""Hospitals by the short forms that staff use: in capitals, and in small letters after a place word."""

from functools import cache

from app.anonymise import lexicon
from app.anonymise.find.words import Text

SURE = frozenset({"at", "from", "near", "by", "round", "since", "leaving", "outside", "station", "gp"})
SMALL = frozenset({"to", "in", "via", "ward", "the"})
UNSURE = frozenset({"AH"})
REFERRING = frozenset({"at", "from", "to", "ptc"})
MIXED = frozenset({"SaTH"})


def acronym(text: Text, index: int) -> str:
    """Return the label of a hospital's short form, in small letters only after a place word."""
    word = text.words[index]
    if word.shouted or word.text in MIXED:
        meant = word.text not in UNSURE or text.near(index, -1) in REFERRING
        return _acronyms().get(word.text, "") if meant else ""
    led = text.quiet and word.text in _small() and text.near(index, -1) in SURE | SMALL
    return _acronyms()[word.text.upper()] if led else ""


@cache
def _small() -> frozenset[str]:
    """Return the short forms that mean nothing else in small letters."""
    forms = {form.lower() for form in _acronyms() if form == form.upper() and form not in UNSURE}
    other = lexicon.abbreviations() | lexicon.capitals()
    return frozenset(form for form in forms if not lexicon.is_word(form) and form not in other)


@cache
def _acronyms() -> dict[str, str]:
    return dict(lexicon.pairs("acronyms.txt"))
