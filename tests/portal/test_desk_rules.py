"""What the review page makes of an account: rows that lose no letter, and places that follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.anonymise.replace.review import FIGURES, PLACES, RARE_EVENT, UNKNOWN
from app.packs.rules.narratives import Change, Narrative
from app.packs.rules.together import together
from app.packs.schemas import ChangeOut, DoubtOut, NarrativeOut, Progress
from app.portal.desk.hiding import finding
from app.portal.desk.review import places, sent, text
from app.portal.desk.review.sent import Sent
from app.portal.desk.telling import per

SENTENCES = st.sampled_from(
    ["Ab cd efg. ", "Hij!\n", "klm ", "Nop?  ", "\n\n", "É\U0001f600x. ", "w" * 70 + ". "]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=40).map("".join)


def an_account(
    words: str,
    changes: list[tuple[int, int]] | None = None,
    doubts: list[tuple[int, int, str, bool]] | None = None,
    name: str = "n1",
) -> NarrativeOut:
    """An account with changes and doubts at these places."""
    changed = [
        ChangeOut(start=start, end=end, kind="name", known=False, replacement="[person]", by="rules")
        for start, end in changes or []
    ]
    doubted = [
        DoubtOut(start=start, end=end, reason=reason, cleared=cleared)
        for start, end, reason, cleared in doubts or []
    ]
    return NarrativeOut(
        id=name,
        source="police",
        form="",
        section="",
        original=words,
        text="",
        changes=changed,
        for_review=doubted,
        reviewed=Progress(cleared=0, total=len(doubted)),
    )


@st.composite
def accounts(draw: st.DrawFn) -> NarrativeOut:
    """Any account: changes apart from each other, doubts wherever they like."""
    words = draw(TEXTS)
    edges = st.integers(0, len(words))
    cuts = sorted(draw(st.sets(edges, max_size=12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    spots = draw(st.lists(st.tuples(edges, edges, st.sampled_from(["A?", "B?"]), st.booleans()), max_size=8))
    return an_account(
        words, pairs, [(min(a, b), max(a, b), why, done) for a, b, why, done in spots if a != b]
    )


@given(accounts())
def test_no_letter_is_lost_or_told_twice(told: NarrativeOut) -> None:
    found = places.places(told, places.tally([told]))
    rows = text.rows(told, found, found)
    pieces = [piece for row in rows for piece in row.pieces]
    assert "".join(piece.text for piece in pieces) == told.original
    assert all(told.original[piece.at :].startswith(piece.text) for piece in pieces)
    changes = tuple(Change(**one.model_dump()) for one in told.changes)
    reads = "".join(
        piece.text if not piece.change else piece.change.replacement if piece.begins_change else ""
        for piece in pieces
    )
    assert reads == Narrative("n1", "", "", "", told.original, changes).text


@given(accounts())
def test_every_place_has_one_card_one_number_and_marks_all_its_letters(told: NarrativeOut) -> None:
    found = places.places(told, {})
    rows = text.rows(told, found, found)
    assert sorted(place.number for row in rows for place in row.places) == list(range(1, len(found) + 1))
    for place in found:
        marked = [piece.text for row in rows for piece in row.pieces if place in piece.within]
        assert "".join(marked) == place.words
    assert places.total(told) == len(found)
    assert places.waiting(told) == sum(one.is_open for one in found)


@given(accounts(), st.integers(0, 400))
def test_the_next_place_is_one_that_waits_or_nothing_does(told: NarrativeOut, start: int) -> None:
    found = places.next_open([told], "n1", start)
    waits = {one.name: one.start for one in places.places(told, {}) if one.is_open}
    if found is None:
        assert not waits
    else:
        later = [at for at in waits.values() if at > start]
        assert waits[found[1]] == (min(later) if later else min(waits.values()))


def test_the_review_goes_on_in_the_next_account() -> None:
    told = [
        an_account("ab cd", doubts=[(0, 2, "A?", True)]),
        an_account("ab cd", name="n2"),
        an_account("ab cd", doubts=[(3, 5, "A?", False)], name="n3"),
    ]
    assert places.next_open(told, "n1", 0) == ("n3", "p1")
    assert places.next_open(told, "n3", 3) == ("n3", "p1")


KNOWN = ChangeOut(start=0, end=2, kind="name", known=True, replacement="[child]", by="rules")


@pytest.mark.parametrize(
    ("doubts", "known", "kept"),
    [
        ([(0, 2, FIGURES, False), (3, 5, FIGURES, False)], False, [(0, 2), (3, 5)]),
        ([(0, 2, FIGURES, False), (3, 5, FIGURES, False)], True, [(3, 5)]),
        ([(0, 2, FIGURES, True), (3, 5, FIGURES, False)], False, [(3, 5)]),
        ([(3, 5, FIGURES, False), (3, 5, UNKNOWN, False)], False, []),
        ([(3, 5, FIGURES, False), (3, 5, PLACES[-1], False)], False, [(3, 5)]),
    ],
)
def test_only_ordinary_doubts_are_kept_together(
    doubts: list[tuple[int, int, str, bool]], known: bool, kept: list[tuple[int, int]]
) -> None:
    told = an_account("ab cd", doubts=doubts)
    assert together(told.for_review, [KNOWN] if known else [], FIGURES) == kept


@pytest.mark.parametrize("reason", [UNKNOWN, RARE_EVENT, "", "Anything"])
def test_what_may_be_a_person_or_a_rare_event_is_never_kept_together(reason: str) -> None:
    told = an_account("ab cd", doubts=[(0, 2, reason, False), (3, 5, reason, False)])
    assert together(told.for_review, [], reason) == []


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "100 of 100"),
        (0.97, "97 of 100"),
        (0.985, "985 of 1,000"),
        (0.99996, "9,999 of 10,000"),
        (0, "0 of 100"),
    ],
)
def test_a_share_is_told_in_whole_numbers_and_never_too_well(share: float, said: str) -> None:
    assert per(share) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("nurse  A", "[nurse A]"),
        ("[nurse A]", "[nurse A]"),
        ("D-3", "D-3"),
        (" ", ""),
        ("Daughter", "[Daughter]"),
    ],
)
def test_a_label_gets_its_brackets(label: str, said: str) -> None:
    assert sent.bracketed(label) == said


@pytest.mark.parametrize(
    ("opened", "seconds", "taken"),
    [
        ("1000", "", 60),
        ("1000", "7", 7),
        ("2000", "", 0),
        ("", "", None),
        ("x", "-1", None),
        ("1000", "9" * 30, 86_400),
        ("٣", "", None),
    ],
)
def test_how_long_somebody_looked(opened: str, seconds: str, taken: int | None) -> None:
    given = Sent("n1", 0, 1, "accept", opened=opened, seconds=seconds)
    assert sent.taken(given, 1060.9) == taken


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tilly", ["Tilly", "Tilly", "TILLY"]),
        ("Tilly’s", ["Tilly's"]),
        ("a cat", ["a\n cat"]),
        ("ill", []),
        (".*", []),
        ("(", ["("]),
    ],
)
def test_words_are_found_whatever_their_capitals_and_lines(words: str, found: list[str]) -> None:
    told = an_account("Tilly had Tilly's own a\n cat (TILLY).")
    assert [one.place.words for one in finding.find([told], words)] == found


def test_ticked_places_are_places() -> None:
    assert finding.chosen(["n1:3-5", "n1:x-5", "", "n12:0-1", "n1:3-5;"]) == [("n1", 3, 5), ("n12", 0, 1)]
