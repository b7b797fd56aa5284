"""The frozen answers: this service and a second reader both open them, and nothing has drifted."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.crypto.cell import Box, Place
from app.crypto.index import BlindIndex
from app.crypto.local import LocalProvider
from app.crypto.provider import wrapping_label
from app.crypto.stream import open_bytes, seal_bytes
from app.crypto.tags import RowTagger
from tests.vectors import reader

FOLDER = Path(__file__).parents[1] / "vectors"
THE_FIRST = "f29e808eb3744686d7a81baefeedf2515cd6e030d1d5904565001f2400cb4bd3"
Vector = dict[str, Any]


def vectors(name: str) -> list[Vector]:
    rows: list[Vector] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def a_box(row: Vector) -> Box:
    return Box(UUID(row["key_id"]), bytes.fromhex(row["key"]))


def a_place(row: Vector) -> Place:
    return Place(row["table"], row["field"], UUID(row["record_id"]), UUID(row["owner_id"]))


def where(row: Vector) -> tuple[str, str, bytes, bytes]:
    return row["table"], row["field"], bytes.fromhex(row["record_id"]), bytes.fromhex(row["owner_id"])


@pytest.fixture
def frozen_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda size: b"\xa0" * size)


@pytest.mark.parametrize("row", vectors("cell"))
def test_a_cell_is_written_as_it_always_was(row: Vector, frozen_nonce: None) -> None:
    cell = a_box(row).seal(a_place(row), row["value"], row["pad_to"])
    assert cell.hex() == row["cell"]
    assert (len(cell), hashlib.sha256(cell).hexdigest()) == (row["length"], row["sha256"])


@pytest.mark.parametrize("row", vectors("cell"))
def test_both_readers_open_a_frozen_cell(row: Vector) -> None:
    cell = bytes.fromhex(row["cell"])
    assert a_box(row).open(a_place(row), cell) == row["value"]
    assert reader.read_cell(bytes.fromhex(row["key"]), cell, *where(row)) == row["value"]


def test_the_first_cell_is_the_one_that_was_agreed() -> None:
    first = vectors("cell")[0]
    assert (first["value"], first["length"], first["sha256"]) == ("Testchild Example", 109, THE_FIRST)


@pytest.mark.parametrize("row", vectors("document"))
def test_both_readers_open_a_frozen_document(row: Vector, frozen_nonce: None) -> None:
    document = (row["repeated"].encode() * row["size"])[: row["size"]]
    token = seal_bytes(a_box(row), a_place(row), document)
    assert (len(token), hashlib.sha256(token).hexdigest()) == (row["length"], row["sha256"])
    assert open_bytes(a_box(row), a_place(row), token) == document
    assert reader.read_document(bytes.fromhex(row["key"]), token, *where(row)) == document


@pytest.mark.parametrize("row", vectors("index"))
def test_both_readers_find_the_same_bucket(row: Vector) -> None:
    root = bytes.fromhex(row["root"])
    index = BlindIndex(root, row["bits"], row["version"])
    assert index.bucket(row["kind"], row["text"]) == row["bucket"]
    assert reader.read_bucket(root, row["version"], row["bits"], row["kind"], row["text"]) == row["bucket"]


@pytest.mark.parametrize("row", vectors("row_tag"))
def test_both_readers_give_a_row_the_same_tag(row: Vector) -> None:
    key, row_id, cells = (bytes.fromhex(row[name]) for name in ("application_key", "row_id", "sealed_digest"))
    tag = RowTagger(key).tag(row["table"], UUID(bytes=row_id), row["row_version"], row["columns"], cells)
    assert tag.hex() == row["tag"]
    assert reader.row_tag(key, row["table"], row_id, row["row_version"], row["columns"], cells) == tag


@pytest.mark.parametrize("row", vectors("wrapping"))
def test_both_readers_unwrap_a_frozen_key(row: Vector, tmp_path: Path) -> None:
    path = tmp_path / "kek.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps({"versions": {str(row["kek_version"]): row["kek"]}}), encoding="utf-8")
    key_id, owner_id = UUID(row["key_id"]), UUID(row["owner_id"])
    label, wrapped, key = (bytes.fromhex(row[name]) for name in ("label", "wrapped", "key"))
    assert wrapping_label(row["kind"], key_id, owner_id) == label
    assert LocalProvider(path).unwrap_many([(wrapped, label)]) == [key]
    kek = bytes.fromhex(row["kek"])
    assert reader.unwrap(kek, wrapped, row["kind"], key_id.bytes, owner_id.bytes) == key
