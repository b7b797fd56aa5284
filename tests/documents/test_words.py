"""Words as readers see them: a table of examples."""

import pytest

from app.documents.words import clean, day, label, paragraphs, share


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "100%"), (0.99999, "99.99%"), (0.9712, "97.12%"), (0.29, "29%"), (0.0, "0%")],
)
def test_a_share_never_reads_higher_than_it_is(value: float, text: str) -> None:
    assert share(value) == text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("acute_hospital", "Acute hospital"),
        ("gp", "GP"),
        ("gp_record", "GP record"),
        ("5 weeks", "5 weeks"),
        (1, "1"),
    ],
)
def test_a_code_becomes_words(code: object, words: str) -> None:
    assert label(code) == words


@pytest.mark.parametrize("iso", ["2025-04-01", "2025-04-01T23:30:00+01:00"])
def test_a_day_is_written_out(iso: str) -> None:
    assert day(iso) == "1 April 2025"


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs("one\ntwo\n\n \nthree\n") == [["one", "two"], ["three"]]
    assert paragraphs(" \n ") == []


@pytest.mark.parametrize(
    "sign",
    [
        "\u061c",
        "\u115f",
        "\u17b4",
        "\u2800",
        "\u3164",
        "\uffa0",
        "\ufffa",
        "\U0001d173",
        "\U000e0061",
        "\U000e0101",
    ],
)
def test_nothing_that_nobody_sees_splits_a_word(sign: str) -> None:
    assert clean(f"Test{sign}child") == "Testchild"


def test_clean_reaches_everywhere_and_keeps_what_is_text() -> None:
    dirty = {"a\x00": ["b\r\nc\u2028d", 1, None, True, "\ud800e\ufffe\x9f👍🏽"]}
    assert clean(dirty) == {"a": ["b\nc\nd", 1, None, True, "e👍🏽"]}
