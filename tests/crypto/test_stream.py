"""A sealed document opens whole, in its order and its place, or not at all."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.cell import Box, CellRefused, Place
from app.crypto.stream import CHUNK, open_bytes, seal_bytes

BOX = Box(UUID(int=7), bytes(range(32)))
PLACE = Place("document", "body", UUID(int=1), UUID(int=2))
SEALED = 12 + CHUNK + 16
DOCUMENT = b"%PDF an invented letter " * 8_000


@pytest.mark.parametrize("size", [0, 1, 4_088, 4_089, CHUNK - 8, CHUNK - 7, CHUNK, 3 * CHUNK + 5])
def test_a_document_comes_back(size: int) -> None:
    document = DOCUMENT[:size]
    token = seal_bytes(BOX, PLACE, document)
    assert open_bytes(BOX, PLACE, token) == document
    assert (len(token) - 17) % SEALED % 4_096 in (0, 28)


def chunks_of(token: bytes) -> list[bytes]:
    return [token[start : start + SEALED] for start in range(17, len(token), SEALED)]


@pytest.mark.parametrize("order", [[1, 0, 2], [0, 1], [1, 2], [0, 0, 1, 2], [0, 2], [0, 1, 2, 2], [2], []])
def test_chunks_moved_missing_or_added_are_refused(order: list[int]) -> None:
    token = seal_bytes(BOX, PLACE, DOCUMENT)
    chunks = chunks_of(token)
    assert len(chunks) == 3
    with pytest.raises(CellRefused):
        open_bytes(BOX, PLACE, token[:17] + b"".join(chunks[index] for index in order))


def test_a_chunk_of_another_document_is_refused() -> None:
    one, other = (chunks_of(seal_bytes(BOX, place, DOCUMENT)) for place in (PLACE, elsewhere()))
    with pytest.raises(CellRefused):
        open_bytes(BOX, PLACE, b"\x02" + BOX.key_id.bytes + one[0] + other[1] + one[2])


def elsewhere() -> Place:
    return Place("document", "body", UUID(int=3), UUID(int=2))


@settings(max_examples=60)
@given(st.data())
def test_changed_cut_and_lengthened_documents_are_refused(data: st.DataObject) -> None:
    token = seal_bytes(BOX, PLACE, b"an invented letter")
    changed = bytearray(token)
    bit = data.draw(st.integers(0, len(token) * 8 - 1))
    changed[bit // 8] ^= 1 << bit % 8
    cut = token[: data.draw(st.integers(0, len(token) - 1))]
    longer = token + data.draw(st.binary(min_size=1, max_size=40))
    for broken in (bytes(changed), cut, longer):
        with pytest.raises(CellRefused):
            open_bytes(BOX, PLACE, broken)


def test_a_document_opens_in_its_place_and_is_no_cell() -> None:
    token = seal_bytes(BOX, PLACE, b"an invented letter")
    with pytest.raises(CellRefused):
        open_bytes(BOX, elsewhere(), token)
    with pytest.raises(CellRefused):
        BOX.open(PLACE, token)
    with pytest.raises(CellRefused):
        open_bytes(BOX, PLACE, BOX.seal(PLACE, "text"))
