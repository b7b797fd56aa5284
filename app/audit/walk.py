"""One walk along the trail, entry by entry: where the time of a verification is spent."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import tuple_row

from app.audit.merkle import Frontier
from app.audit.note import Checkpoint
from app.audit.rows import RowDigest
from app.work import Mac

Raw = Connection[Any]
Rows = Sequence[tuple[Any, ...]]

GENESIS = bytes(32)
BATCH = 4096
NO_ROWS = b'"rows":[]}'

LINKS = "SELECT seq, prev, hash FROM audit_chain WHERE seq < %s ORDER BY seq"
ENTRIES = """
SELECT c.seq, c.prev, c.hash, e.body, e.mac, convert_to(concat(
    '{"id":"', e.id, '","at":"', e.at, '","action":"', e.action,
    '","about":', coalesce('"' || e.about || '"', 'null'),
    ',"actor":"', e.actor, '","request_id":"', e.request_id, '",'), 'UTF8')
FROM audit_chain c LEFT JOIN audit_event e ON e.id = c.event_id WHERE c.seq >= %s ORDER BY c.seq
"""
FORKED = "SELECT count(*) > 1 FROM audit_chain WHERE prev = %s OR seq = %s"


class Bad(StrEnum):
    """What can be wrong with a trail."""

    CONTENT = "content"  # an entry says something else than it did
    LINK = "link"  # an entry does not follow the one before it
    MISSING = "missing"
    EXTRA = "extra"
    FORK = "fork"  # two entries follow the same one
    TRUNCATED = "truncated"  # a checkpoint counts more entries than there are
    CHECKPOINT = "checkpoint"  # the entries are not those that were signed
    ROW = "row"  # a row is not as the last entry about it left it


class Broken(Exception):
    """The trail fails at this entry."""

    def __init__(self, seq: int, kind: Bad) -> None:
        super().__init__(f"{kind} at {seq}")
        self.seq, self.kind = seq, kind


@dataclass(slots=True)
class Walk:
    """How far the check has come: entries seen, the last hash, the tree, and what rows should look like."""

    mac: Mac
    claims: list[Checkpoint]  # what was signed, the largest first
    seq: int = 0
    last: bytes = GENESIS
    tree: Frontier = field(default_factory=Frontier)
    signed: int = 0  # every entry up to here is as it was when it was signed
    rows: dict[tuple[str, UUID], tuple[int, RowDigest]] = field(default_factory=dict)


def _stream(raw: Raw, query: str, start: int) -> Iterator[list[tuple[Any, ...]]]:
    """Return rows in batches; the database prepares the next batch while this one is checked."""
    with (
        raw.cursor("audit_verify", binary=True, row_factory=tuple_row) as cursor,
        ThreadPoolExecutor(1) as ahead,
    ):
        cursor.execute(query, [start])
        coming = ahead.submit(cursor.fetchmany, BATCH)
        while batch := coming.result():
            coming = ahead.submit(cursor.fetchmany, BATCH)
            yield batch


def check_links(raw: Raw, walk: Walk, start: int) -> None:
    """Take the entries before `start` as they are: only their links and their place in the tree count."""
    for batch in _stream(raw, LINKS, start):
        for index, (seq, prev, link) in enumerate(batch):
            if (seq, prev) != (walk.seq + 1, walk.last):
                _grow(walk, batch[:index])
                raise Broken(*(_misplaced(raw, walk, seq, prev) or (seq, Bad.LINK)))
            walk.seq, walk.last = seq, link
        _grow(walk, batch)


def check_entries(raw: Raw, walk: Walk, start: int) -> None:
    for batch in _stream(raw, ENTRIES, start):
        holding = _holding(walk, batch)
        _grow(walk, batch[:holding])
        if holding < len(batch):
            raise Broken(*_fault(raw, walk, batch[holding]))


def _holding(walk: Walk, batch: list[tuple[Any, ...]]) -> int:
    """Return how many entries hold before the first that does not: the loop in which the time is spent."""
    seq, last, verify_mac, hashed = walk.seq, walk.last, walk.mac.verify, sha256
    for index, (number, prev, link, body, mac, head) in enumerate(batch):
        seq += 1
        if (
            number != seq
            or prev != last
            or body is None
            or not body.startswith(head)
            or not verify_mac(body, mac or b"")
            or hashed(prev + seq.to_bytes(8, "big") + mac + hashed(body).digest()).digest() != link
        ):
            return index
        if not body.endswith(NO_ROWS):
            _remember(walk, seq, body)
        walk.seq, walk.last = seq, last = seq, link
    return len(batch)


def _fault(raw: Raw, walk: Walk, entry: tuple[Any, ...]) -> tuple[int, Bad]:
    """Return what is wrong with the first entry that does not hold."""
    seq, prev, _, body, mac, head = entry
    if misplaced := _misplaced(raw, walk, seq, prev):
        return misplaced
    if body is None:
        return seq, Bad.MISSING
    intact = body.startswith(head) and walk.mac.verify(body, mac or b"")
    return seq, Bad.LINK if intact else Bad.CONTENT


def _misplaced(raw: Raw, walk: Walk, seq: int, prev: bytes) -> tuple[int, Bad] | None:
    """Return what is wrong with the place of an entry after the last one, if anything is."""
    (forked,) = raw.execute(FORKED, [prev, seq]).fetchone() or (False,)
    if forked:
        return seq, Bad.FORK
    if seq != walk.seq + 1:
        return walk.seq + 1, Bad.MISSING
    return None if prev == walk.last else (seq, Bad.LINK)


def _grow(walk: Walk, batch: Sequence[tuple[Any, ...]]) -> None:
    """Add entries to the tree, and compare it with what was signed at each size on the way."""
    links = [row[2] for row in batch]
    while walk.claims and walk.claims[-1].size <= walk.tree.size + len(links):
        claim = walk.claims.pop()
        step = claim.size - walk.tree.size
        walk.tree.extend(links[:step])
        links = links[step:]
        if claim.root != walk.tree.root():
            raise Broken(walk.signed + 1, Bad.CHECKPOINT)
        walk.signed = claim.size
    walk.tree.extend(links)


def _remember(walk: Walk, seq: int, body: bytes) -> None:
    for plain in json.loads(body)["rows"]:
        digest = RowDigest.read(plain)
        walk.rows[digest.table, digest.id] = seq, digest
