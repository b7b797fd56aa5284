"""Marks: what everybody reads stays the same, and what is left of a copy tells whose it was."""

import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import blake2b
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.documents.marks import TOLD, Reader, chance, copy_of, find, mark, plain
from app.documents.marks.places import SIGNS, Kind, carrying
from app.documents.marks.writing import is_set
from app.documents.pack_html import pack_html
from app.documents.pack_json import pack_json
from app.documents.pack_pdf import pack_pdf
from app.documents.readback import html_text, pdf_text
from app.documents.words import clean
from tests.documents.samples import a_pack
from tests.documents.told import MOTHER, PRACTICE, WARD

KEYS = [blake2b(bytes([n])).digest()[:32] for n in range(12)]
KEY = KEYS[0]
ALL = f"{WARD}\n{PRACTICE}\n{MOTHER}"
ANYTHING = st.text() | st.text(alphabet=" \n\t.,()[]'\"’‘“”-:ab1é\u200b\ufe00\u00ad\u00a0")
SENTENCES = st.lists(st.sampled_from(ALL.split()), max_size=60).map(" ".join)
TEXTS = ANYTHING | SENTENCES
LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
keys = st.binary(min_size=32, max_size=32)


def a_told_pack() -> dict[str, Any]:
    """A pack of three long accounts, with a line of chronology."""
    dated = [{"when": "D-4", "order": -4, "source": "gp", "text": " ".join(WARD.split())}]
    return a_pack(WARD, PRACTICE, MOTHER, chronology=dated)


@LAW
@given(TEXTS, keys)
def test_a_mark_is_undone_exactly(text: str, key: bytes) -> None:
    assert plain(mark(text, key)) == plain(text)
    assert plain(plain(text)) == plain(text)


@LAW
@given(st.text().filter(lambda said: not set(said) & set("‘’‛“”„‟")))
def test_a_text_without_curly_quotes_is_only_cleaned(text: str) -> None:
    assert plain(text) == clean(text)


@LAW
@given(TEXTS, keys)
def test_a_copy_agrees_with_its_key_at_every_place_and_the_places_are_everybodys(
    text: str, key: bytes
) -> None:
    copy = list(carrying(mark(text, key)))
    assert all(place.is_set == is_set(key, place) for place in copy)
    assert [(p.kind, p.context) for p in copy] == [(p.kind, p.context) for p in carrying(plain(text))]
    assert mark(text, key) == mark(mark(text, KEY), key)


@pytest.mark.parametrize("key", KEYS, ids=range(len(KEYS)))
def test_a_gap_before_a_quotation_carries_its_own_mark(key: bytes) -> None:
    """Both are written at the place where the quotation opens: neither may write over the other."""
    text = 'We called, and they said, "Nobody can come." She said, "I can\'t wait," and then, "Please."'
    places = list(carrying(mark(text, key)))
    assert len(places) > len({place.at[0] for place in places})
    assert [place.context for place in places if place.is_set != is_set(key, place)] == []


@LAW
@given(TEXTS, keys)
def test_no_word_is_broken(text: str, key: bytes) -> None:
    assert [plain(word).strip(SIGNS) for word in mark(text, key).split()] == plain(text).split()
    assert not re.search(rf"(?<=[^\s])[{SIGNS}]", mark(text, key))


@pytest.mark.parametrize("forged", [*SIGNS, "".join(SIGNS), "\u00ad", "\u2060"])
def test_what_a_source_put_into_its_text_marks_nothing(forged: str) -> None:
    dirty = WARD.replace(" ", f" {forged}").replace("'", "’")
    assert mark(dirty, KEY) == mark(WARD, KEY)


def test_only_what_was_told_is_marked() -> None:
    pack = a_told_pack() | {"pseudonym": "7QK, M4", "summary": {"age": "5 weeks, or so"}}
    copy = copy_of(pack, Reader("CODE", KEY)).told_in(pack)
    assert {name: said for name, said in copy.items() if name not in TOLD} == {
        name: said for name, said in pack.items() if name not in TOLD
    }
    for part in TOLD:
        assert [one | {"text": ""} for one in copy[part]] == [one | {"text": ""} for one in pack[part]]
    assert all(copy[part] != pack[part] for part in TOLD)


def test_phrases_without_a_pause_stay_in_one_piece() -> None:
    words = [mark(ALL, key).split() for key in KEYS]
    first = plain(ALL).split()
    spans = [
        (start, start + 6)
        for start in range(len(first) - 6)
        if not any(word.rstrip("\"'").endswith(tuple(".,;:?!)]")) for word in first[start : start + 5])
    ]
    whole = [
        not any(word[0] in SIGNS for word in copy[start + 1 : end])
        for copy, (start, end) in product(words, spans)
    ]
    assert sum(whole) / len(whole) > 0.9
    short = "she was seen in this department before and was sent home again"
    assert all(mark(short, key) == short for key in KEYS)


def test_somebody_who_never_pauses_is_traced_as_well() -> None:
    said = " ".join(re.sub(r"[^\w\s']", "", ALL).split()[:300])
    for number, key in enumerate(KEYS):
        found = find(mark(said, key), [said])
        agreeing = [found.agreeing(other) for other in KEYS]
        assert agreeing.index(max(agreeing)) == number
        assert chance(len(found.places), max(agreeing), len(KEYS)) < 1e-6


@pytest.mark.parametrize("coins", range(9))
def test_the_chance_is_that_of_coins(coins: int) -> None:
    throws = [sum(throw) for throw in product((0, 1), repeat=coins)]
    for least in range(coins + 1):
        exact = sum(throw >= least for throw in throws) / len(throws)
        assert chance(coins, least, 1) == pytest.approx(exact)
        assert chance(coins, least, 12) == pytest.approx(min(1, 12 * exact))


def test_the_chance_of_many_places_can_be_told() -> None:
    assert chance(4000, 4000, 12) == 0
    assert chance(4000, 2000, 12) == 1


def extracted(data: bytes) -> dict[str, str]:
    """The text of a PDF as others extract it, and as the gate reads it back."""
    found = {
        "pypdf": "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages),
        "gate": pdf_text(data),
    }
    if shutil.which("pdftotext"):
        run = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        found["pdftotext"] = run.stdout.decode()
    return found


@pytest.mark.parametrize("key", KEYS[:4])
def test_paper_page_and_data_carry_one_mark(key: bytes) -> None:
    pack, reader = a_told_pack(), Reader("CODE", key)
    told = [one["text"] for part in TOLD for one in pack[part]]
    there = {(place.kind, place.context) for text in told for place in carrying(plain(text))}
    texts = extracted(pack_pdf(copy_of(pack, reader))) | {
        "page": html_text(pack_html(copy_of(pack, reader))),
        "data": pack_json(copy_of(pack, reader)).decode().replace("\\n", "\n").replace('\\"', '"'),
    }
    for name, text in texts.items():
        found = find(text, told).places
        kinds = set(Kind) if name in {"page", "data"} else {Kind.SPACE, Kind.SELECTOR}
        assert len(found) > 0.95 * sum(kind in kinds for kind, _ in there), name
        assert {place.kind for place in found} == kinds, name
        assert [place.context for place in found if place.is_set != is_set(key, place)] == [], name


def test_what_stands_around_an_excerpt_says_nothing() -> None:
    excerpt = " ".join(mark(PRACTICE, KEY).split()[:80])
    alone = find(excerpt, [WARD, PRACTICE])
    letter = f"Dear all, see below, please. {excerpt} So, what do we do, and when? {MOTHER}"
    inside = find(letter, [WARD, PRACTICE])
    assert [place.context for place in inside.places] == [place.context for place in alone.places]
    assert alone.agreeing(KEY) == len(alone.places) > 15


def lines_of_every_length() -> str:
    """Paragraphs and lines that end at every place near the edge of the paper."""
    words = " ".join(ALL.split())
    cut = [words[start : start + 60 + start % 50] for start in range(0, 3000, 17)]
    return "".join(f"{one.strip()}.{chr(10) * (1 + number % 2)}" for number, one in enumerate(cut))


@pytest.mark.parametrize("told", [a_told_pack, lambda: a_pack(lines_of_every_length(), chronology=[])])
def test_lines_break_alike_for_every_reader(told: Callable[[], dict[str, Any]]) -> None:
    assert len({lines(told(), key) for key in KEYS[:5]}) == 1


def test_lines_break_alike_in_a_chronology_of_accounts_with_lines() -> None:
    event = {"when": "D-4", "order": -4, "source": "gp", "text": lines_of_every_length()}
    assert len({lines(a_pack("Nothing.", chronology=[event]), key) for key in KEYS[:5]}) == 1


def lines(pack: dict[str, Any], key: bytes) -> tuple[str, ...]:
    """The lines of a reader's paper, without the mark."""
    read = pdf_text(pack_pdf(copy_of(pack, Reader("CODE", key))))
    return tuple(line.rstrip() for line in plain(read).splitlines())
