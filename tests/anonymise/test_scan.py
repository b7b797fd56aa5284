"""Patterns that are tried only where they can begin find what `finditer` finds."""

import re
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.anonymise import gate, lexicon, record
from app.anonymise.find.ages import IS, IS_AGED, WHO
from app.anonymise.find.forms import CAPPED, IN_A_ROLE
from app.anonymise.find.heads import Heads, heads, parsed
from app.anonymise.find.linked import EMAIL, URL, matches
from app.anonymise.find.loud import CREW, crews
from app.anonymise.find.needs import needs_of, pieces
from app.anonymise.find.protect import DISEASE, JOINED
from app.anonymise.find.said_ages import NAMED_FORMS, directly
from app.anonymise.find.scan import Scan
from app.anonymise.find.words import Text
from tests.anonymise.generator import cases

ROOMS = {gate.__name__, record.__name__}
WORDS = st.sampled_from(
    ["the", "May", "on 3rd", "12/3/26", "Ward 4", "PC", "ref", "aged", "Mary-Jane", "O'Brien", "x123", "½"]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=20).map(" ".join) | st.text(max_size=60)
RULES = [
    (r"\bin|out", None),
    (r"x*y", None),
    (r"(?!a)\w", None),
    (r"\Bin", None),
    (r"(?:a|)b", None),
    (r"in", None),
    (r"(?<!\d)in", None),
    (r"\bé", None),
    (r"\b(?:a|b)?c", Heads(frozenset("abc") - {"a", "b"} | {"ac", "bc"}, ())),
    (r"\b(?:in|at) x", Heads(frozenset({"in", "at"}), ())),
    (r"(?<!\w)[ab]\d", Heads(frozenset(f"{one}{two}" for one in "ab" for two in "0123456789"), ())),
    (r"\b\d+|@x", Heads(frozenset("0"), ("@",))),
    (r"(?<=\bat )The", Heads(frozenset({"Th"}), ())),
    (r"\ba(?i:b)", Heads(frozenset({"aB", "ab"}), ())),
    (r"\ba++b", Heads(frozenset("a"), ())),
    (r"(?<!\d)\d{2}", Heads(frozenset(), ("9",))),
    (r"(?<=[ (])in", Heads(frozenset({"in"}), ())),
    (r"(?<=\s)in", Heads(frozenset({"in"}), ())),
    (r"(?<=[a-z ])in", None),
    (r"[a-z], x|\bon", Heads(frozenset({"on"}), (), (",",))),
]
NEEDED = [
    (r"\bin", None),
    (r"\d+ roads?", {" road", " roads"}),
    (r"(?:Road|LANE)s?\b", {"road", "roads", "lane", "lanes"}),
    (r"x*(?=,? brought by)", {" brought by", ", brought by"}),
    (r"(?i:street)?\w+ avenue", {" avenue"}),
    (r"(?!street)\w+", None),
    (r"\d(?:street|\w+)", None),
    (r"(?:[a-z]+street)+", {"street"}),
]


def every_pattern() -> Iterator[re.Pattern[str]]:
    """Yield the patterns of all rules."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("app.anonymise."):
            for value in list(vars(module).values()):
                parts = value if isinstance(value, tuple) else (value,)
                for part in parts:
                    inner = part if isinstance(part, tuple) else (part, getattr(part, "pattern", None))
                    yield from (each for each in inner if isinstance(each, re.Pattern))
    yield lexicon.feasts()


PATTERNS = {(each.pattern, each.flags): each for each in every_pattern()}


@pytest.mark.parametrize(("pattern", "expected"), RULES)
def test_a_pattern_says_with_what_it_can_begin(pattern: str, expected: Heads | None) -> None:
    assert heads(pattern, int(re.UNICODE)) == expected


def test_most_patterns_of_the_rules_say_with_what_they_begin() -> None:
    assert len(PATTERNS) > 90
    assert sum(heads(*key) is not None for key in PATTERNS) > 0.75 * len(PATTERNS)


@pytest.mark.parametrize(("pattern", "expected"), NEEDED)
def test_a_pattern_says_what_a_text_must_hold_for_it(pattern: str, expected: set[str] | None) -> None:
    needed = needs_of(parsed(pattern, int(re.UNICODE)))
    assert (needed and needed.each) == (expected and [pieces(one) for one in sorted(expected)])


def found(text: str) -> None:
    """Compare every pattern's finds in a text with those of `finditer`."""
    read = Text(text)
    for pattern in PATTERNS.values():
        for scan in (Scan(text), read.in_plain, read.in_lower):
            spans = [match.span() for match in scan.each(pattern)]
            assert spans == [match.span() for match in pattern.finditer(scan.text)], pattern.pattern


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_every_pattern_finds_the_same_in_any_text(text: str) -> None:
    found(text)


def test_every_pattern_finds_the_same_in_accounts() -> None:
    for case in cases(21, 4):
        narratives = case.record["narratives"]
        assert isinstance(narratives, list)
        for narrative in narratives:
            for text in (narrative["text"], narrative["text"].upper()):
                found(text)


COUNTED = (
    "ann|Ann|o'brien|a-jo|é|x2|-| who|ANN|J. B",
    " |, |. | (|, (| - |/|. (|.| is | was |'s was | and jo are | (PARA| (",
    "3|12|just 3|one|twenty two|only ten|x",
    "| years| m|/12| yrs| and a half",
    ",|.|) |, and | lives| brought in| with|, 3 kg|\n| (TECH| m arr",
)
PHRASES = st.tuples(*(st.sampled_from(part.split("|")) for part in COUNTED)).map("".join)


@settings(max_examples=600, deadline=None)
@given(st.lists(PHRASES | st.text(max_size=3), max_size=6).map("".join))
def test_ages_and_crews_are_sought_back_from_their_figures_and_brackets(text: str) -> None:
    read = Text(text)
    low, plain = read.in_lower, read.in_plain
    for ours, pattern, source in (
        *((directly(low, pattern), pattern, low) for _, pattern in NAMED_FORMS),
        (plain.among(IS_AGED, plain.leading(WHO, IS)), IS_AGED, plain),
        (plain.among(CREW, crews(read)), CREW, plain),
    ):
        assert [one.span() for one in ours] == [one.span() for one in pattern.finditer(source.text)], pattern


PIECES = (
    "a|B|.|-|_|+|'|@|/|:| |\n|1|é|ÿ|(at)|[AT]| @ | . |com|.com|.co.uk|www.|http://|HTTPS://|ab-|--|..|uk.|Abc|Abc-|O'"
    "|O'Abc|Mc|Syndrome| disease|'s|s'|, | (|the |nurse|, nurse| Abc|palsy"
)
CHAINS = st.lists(st.sampled_from(PIECES.split("|")), max_size=24).map("".join)


@settings(max_examples=600, deadline=None)
@given(CHAINS)
def test_a_pattern_that_begins_with_a_chain_is_tried_at_heads_only(text: str) -> None:
    read = Text(text)
    for pattern, ours in (
        (URL, matches(read, URL)),
        (EMAIL, matches(read, EMAIL)),
        (DISEASE, read.in_plain.chained(DISEASE, JOINED)),
        (IN_A_ROLE, read.in_plain.chained(IN_A_ROLE, CAPPED)),
    ):
        assert [each.span() for each in ours] == [each.span() for each in pattern.finditer(read.plain)]
