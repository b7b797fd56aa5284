"""Days that are told by what happened on them: the funeral, a storm, a show, the start of term."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text
from app.anonymise.find.written import form

TOLD = form("event", "told")
OTHERS = form("event", "others")
FEAST_APART = form("event", "feast apart")
BIRTHDAY_APART = form("event", "birthday apart")


def events(text: Text) -> Iterator[Span]:
    """Yield what tells a day by an event, and how far from a feast it was."""
    low = text.lower
    for match in (*text.in_lower.each(TOLD), *text.in_lower.each(OTHERS)):
        yield Span(*match.span(), "date", "event", Pass.DATE, label="family or public day")
    for match in text.in_lower.all(lexicon.feasts()):
        if before := FEAST_APART.search(low, max(0, match.start() - 28), match.start()):
            yield Span(before.start(), match.end(), "date", "feast", Pass.DATE, label="public day")
    for match in re.finditer(r"\bbirthdays?\b", low):
        if after := BIRTHDAY_APART.match(low, match.end()):
            yield Span(match.start(), after.end(), "date", "birthday", Pass.DATE, label="birthday")
