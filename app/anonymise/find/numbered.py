"""Houses by their number and a name that ends like no road: `at 18 The Tything`, `39 Sidbury, let by`."""

import re
from collections.abc import Iterator

from app.anonymise import lexicon
from app.anonymise.find.cues import NOT_NAMES
from app.anonymise.find.places import CAP, NO_AMOUNT, ORDINAL_MONTH, clinical
from app.anonymise.find.protect import Protected
from app.anonymise.find.spans import Pass, Span
from app.anonymise.find.words import Text

FLAT = r"(?:[Ff]lat|[Uu]nit|[Aa]partment|[Pp]lot) \d+\w?,? "
HOUSE = re.compile(
    rf"\b(?P<all>(?:{FLAT})?\d{{1,3}}[A-Za-z]?[ \n](?:The )?{CAP}(?: {CAP}){{0,2}}){NO_AMOUNT}"
    r"(?=\s?[,;.)]|\n|\Z)"
)
LED = re.compile(r"(?:, |\b(?:on|at|of|from|to|offered) |\n|\A)\Z")
LOOK_BACK = 9
LOW = re.compile(
    r"\b(?:address (?:is|was)|lives? at|living at|live at|marker on|get [a-z]+ from|moved to) "
    r"(?P<all>(?:flat \d+\w?,? )?\d{1,3}[a-z]?[ \n](?:the )?[a-z']+(?: [a-z']+){0,2}(?:, [a-z]+)?)"
    r"(?=[,.;\n]| (?:and|pls|please|now|with)\b)"
)
COUNTED = NOT_NAMES | lexicon.words("amounts") | lexicon.words("pronouns")


def numbered(text: Text, protected: Protected) -> Iterator[Span]:
    """Yield houses that a number and capitals make, or words that say that somebody lives there."""
    if not text.loud:
        for match in text.in_plain.each(HOUSE):
            if not LED.search(text.plain, max(0, match.start() - LOOK_BACK), match.start()):
                continue
            if not ORDINAL_MONTH.match(match.group()) and _proper(text, *match.span("all"), protected):
                yield Span(*match.span("all"), "address", "numbered", Pass.PLACE, label="address")
    for match in text.in_lower.each(LOW):
        yield Span(*match.span("all"), "address", "numbered", Pass.PLACE, label="address")


def _proper(text: Text, start: int, end: int, protected: Protected) -> bool:
    """Return whether no word after the number is clinical, counted or a general one."""
    words = text.words[text.first_from(start) : text.first_from(end)]
    words = [word for word in words if word.key not in {"the", "flat"} and len(word.key) > 1]
    if not words or protected.touches(words[0].start, end) or not any(len(word.key) > 2 for word in words):
        return False
    if len(words) == 1 and words[0].key in lexicon.common() and text.plain[start - 1 : start] in {"", "\n"}:
        return False
    return not any(
        word.key in COUNTED or clinical(word.key) or word.key in lexicon.capitals() for word in words
    )
