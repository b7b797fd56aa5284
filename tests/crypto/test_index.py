"""The blind index: equal for equal, and otherwise evenly spread."""

from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.index import BlindIndex

ROOT = bytes(range(32))
INDEX = BlindIndex(ROOT)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_equal_text_has_an_equal_bucket_of_nine_bits(text: str) -> None:
    assert INDEX.bucket("number", text) == BlindIndex(ROOT).bucket("number", text)
    assert 0 <= INDEX.bucket("name", text) < 512


def agreement(one: list[int], other: list[int]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def test_kinds_versions_and_roots_are_unrelated() -> None:
    numbers = [f"999{n:07}" for n in range(4_000)]
    plain = [INDEX.bucket("number", number) for number in numbers]
    others = [
        [INDEX.bucket("name", number) for number in numbers],
        [BlindIndex(ROOT, version=2).bucket("number", number) for number in numbers],
        [BlindIndex(bytes(32)).bucket("number", number) for number in numbers],
    ]
    expected = len(numbers) / 512
    assert all(abs(agreement(plain, other) - expected) < 4 * sqrt(expected) for other in others)


def test_buckets_fill_evenly() -> None:
    filled = Counter(INDEX.bucket("number", f"999{n:07}") for n in range(51_200))
    chi_square = sum((filled[bucket] - 100) ** 2 / 100 for bucket in range(512))
    assert abs(chi_square - 511) < 4 * sqrt(2 * 511)


@pytest.mark.parametrize(("root", "bits"), [(b"", 9), (bytes(31), 9), (ROOT, 0), (ROOT, 33)])
def test_an_unfit_root_or_width_is_refused(root: bytes, bits: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        BlindIndex(root, bits)
