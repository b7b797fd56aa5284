"""Addresses of mail and of pages, sought in time that grows like the text, however long its chains are."""

import re
from collections.abc import Iterator

from app.anonymise.find.words import Text

EMAIL = re.compile(
    r"[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|[\w.+'\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\s?\.\s?[\w\-]+)*\s?\.\s?(?:uk|com|org|net|info|eu|ie|example|test)\b",
    re.IGNORECASE,
)
AT = ("@", "(at)", "[at]")
ADDRESSEE = re.compile(r"[\w.+'\-]+")
TOP = re.compile(r"\.(?:co\.uk|org\.uk|nhs\.uk|gov\.uk|ac\.uk|com|org|net|info|me|tv|uk)\b", re.IGNORECASE)
URL = re.compile(rf"\b(?:https?://|www\.)\S+|\b[\w\-]+(?:\.[\w\-]+)*{TOP.pattern}(?:/\S*)?", re.IGNORECASE)
SCHEME = re.compile(r"\b(?:https?://|www\.)", re.IGNORECASE)
DOMAIN = re.compile(r"(?<![\w\-])[\w\-]++(?:\.[\w\-]++)+")
DOMAIN_HEAD = re.compile(r"\b[\w\-]")
SPELT = re.compile(
    r"\b\w+(?:[(\[ ]+dot[)\] ]+\w+)*[(\[ ]+at[)\] ]+\w+(?:[(\[ ]+dot[)\] ]+\w+)+",
    re.IGNORECASE,
)
SPELT_SIGN = re.compile(r"[(\[ ]at[)\] ]+\w+[(\[ ]+dot[)\] ]", re.IGNORECASE)


def matches(text: Text, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds in the matching copy, whatever its length in time that grows like it."""
    if pattern is URL:
        return _urls(text)
    if pattern is EMAIL:
        signed = any(sign in text.lower for sign in AT)
        return text.in_plain.chained(EMAIL, ADDRESSEE) if signed else iter(())
    if pattern is SPELT and not SPELT_SIGN.search(text.plain):
        return iter(())
    return text.in_plain.each(pattern)


def _urls(text: Text) -> Iterator[re.Match[str]]:
    """Yield web addresses: they begin with a scheme, or at the head of words with dots between."""
    begun = {match.start() for match in text.in_plain.each(SCHEME)}
    for domain in DOMAIN.finditer(text.plain) if TOP.search(text.plain) else ():
        start, end = domain.span()
        head = DOMAIN_HEAD.search(text.plain, start, end)
        if head and TOP.search(text.plain, start, end):
            begun.add(head.start())
    done = 0
    for place in sorted(begun):
        if place >= done and (match := URL.match(text.plain, place)):
            yield match
            done = match.end()
