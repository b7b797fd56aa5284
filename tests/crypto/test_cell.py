"""A cell opens in its place and whole, or not at all; from outside, all short answers look alike."""

import os
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.cell import Box, CellRefused, Place, Value, canonical_json, key_named_in, padded

BOX = Box(UUID(int=7), bytes(range(32)))
PLACE = Place("notification", "child_name", UUID(int=1), UUID(int=2))
TEXT = "Testchild Example"
MESSAGE = "A sealed value was refused."

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
json_values = st.recursive(st.none() | st.booleans() | st.integers() | texts, st.lists, max_leaves=8)
values = texts | st.none() | st.lists(json_values) | st.dictionaries(texts, json_values, max_size=5)


def refused(place: Place, token: Any, box: Box = BOX) -> bool:
    """Whether opening raises the one exception, with the one message and nothing behind it."""
    with pytest.raises(CellRefused) as refusal:
        box.open(place, token)
    assert str(refusal.value) == MESSAGE
    return refusal.value.__cause__ is None and (
        refusal.value.__context__ is None or refusal.value.__suppress_context__
    )


@given(values, st.sampled_from([1, 256, 1024]))
def test_what_was_sealed_comes_back(value: Value, pad_to: int) -> None:
    token = BOX.seal(PLACE, value, pad_to)
    assert BOX.open(PLACE, token) == value
    assert key_named_in(token) == BOX.key_id


def test_every_flipped_bit_is_refused() -> None:
    token = BOX.seal(PLACE, TEXT)
    for bit in range(len(token) * 8):
        changed = bytearray(token)
        changed[bit // 8] ^= 1 << bit % 8
        assert refused(PLACE, bytes(changed))


def test_every_truncation_is_refused() -> None:
    token = BOX.seal(PLACE, TEXT)
    assert all(refused(PLACE, token[:length]) for length in range(len(token)))


@given(st.binary(min_size=1, max_size=600))
def test_an_extension_is_refused(more: bytes) -> None:
    token = BOX.seal(PLACE, TEXT)
    assert refused(PLACE, token + more)
    assert refused(PLACE, more + token)


@given(values, values, st.integers(1, 108))
def test_two_cells_spliced_are_refused(one: Value, other: Value, cut: int) -> None:
    first, second = BOX.seal(PLACE, one), BOX.seal(PLACE, other)
    if cut > 17:
        assert refused(PLACE, first[:cut] + second[cut:])
    assert refused(PLACE, first[:cut] + second)


@pytest.mark.parametrize("junk", [b"", b"\x01", os.urandom(1_048_576), bytes(64), "text", None, 17, [], {}])
def test_what_is_no_cell_is_refused(junk: object) -> None:
    assert refused(PLACE, junk)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("case", "child_name", UUID(int=1), UUID(int=2)),
        Place("notification", "mother_name", UUID(int=1), UUID(int=2)),
        Place("notification", "child_name", UUID(int=3), UUID(int=2)),
        Place("notification", "child_name", UUID(int=1), UUID(int=3)),
        Place("notification", "child_name", UUID(int=2), UUID(int=1)),
        Place("notificationc", "hild_name", UUID(int=1), UUID(int=2)),
    ],
)
def test_a_cell_moved_to_another_place_is_refused(elsewhere: Place) -> None:
    assert refused(elsewhere, BOX.seal(PLACE, TEXT))


def test_another_key_opens_nothing_even_under_the_same_id() -> None:
    token = BOX.seal(PLACE, TEXT)
    assert refused(PLACE, token, Box(BOX.key_id, os.urandom(32)))
    assert refused(PLACE, token, Box(uuid4(), bytes(range(32))))


def test_enumerated_answers_and_absent_have_one_length() -> None:
    answers: list[Value] = ["yes", "no", "not known", "modifiable factors identified", "", None, {"a": 1}, []]
    assert {len(BOX.seal(PLACE, answer)) for answer in answers} == {109}


def test_sealing_twice_differs() -> None:
    assert len({BOX.seal(PLACE, TEXT) for _ in range(100)}) == 100


@given(st.integers(1, 70_000))
def test_a_length_says_little(size: int) -> None:
    length = padded(size)
    assert length >= size
    assert length in {64, 128, 256, 512, 1024} or length % 256 == 0
    assert length - size < max(64, size, 256)
    assert padded(size, 1024) % 1024 == 0


@pytest.mark.parametrize("value", ["\ud800", {"a": object()}, [float("nan")], 17, b"bytes", {"a": {1, 2}}])
def test_what_cannot_be_sealed_is_refused_without_repeating_it(value: Any) -> None:
    with pytest.raises(CellRefused, match=MESSAGE):
        BOX.seal(PLACE, value)


def sealed_raw(plain: bytes) -> bytes:
    """A cell with a valid tag over bytes that no writer of ours would seal."""
    nonce = os.urandom(12)
    return BOX.head + nonce + BOX.cipher.encrypt(nonce, plain, BOX.head + PLACE.bound)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"s",
        b"s\0\0\0\x05hello" + bytes(53) + b"\1",
        b"s\0\0\0\x3c" + b"x" * 59,
        b"s\0\0\0\x7c" + b"x" * 59,
        b"s\xff\xff\xff\xff" + b"x" * 59,
        b"s\0\0\0\x01\xff" + bytes(58),
        b"s\0\0\0\x05hello",
        b"s\0\0\0\x05hello" + bytes(182),
        b"-\0\0\0\x01x" + bytes(58),
        b"x\0\0\0\x01x" + bytes(58),
        b"j\0\0\0\x011" + bytes(58),
        b"j\0\0\0\x01{" + bytes(58),
    ],
)
def test_an_authentic_cell_with_a_wrong_frame_is_refused(plain: bytes) -> None:
    assert refused(PLACE, sealed_raw(plain))


def test_equal_objects_have_one_spelling() -> None:
    assert (
        canonical_json({"b": 1, "a": "é"}) == canonical_json({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    )


def test_a_box_shows_no_key() -> None:
    assert bytes(range(32)).hex() not in repr(BOX) + repr(vars(type(BOX)))


def test_a_place_stays_what_it_is() -> None:
    again = Place("notification", "child_name", UUID(int=1), UUID(int=2))
    assert (again, hash(again)) == (PLACE, hash(PLACE))
    with pytest.raises(AttributeError):
        PLACE.bound = b""  # type: ignore[misc]
