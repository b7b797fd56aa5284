"""Checking the trail from its first entry to its last, without believing the database that holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection as Connected
from sqlalchemy import Connection

from app.audit.note import Checkpoint, NoteRefused, Trust, open_note
from app.audit.rows import differing
from app.audit.walk import Bad, Broken, Walk, check_entries, check_links
from app.work import Mac

__all__ = ["Bad", "Verdict", "verify"]

Raw = Connected[Any]

# Entries lie almost in the order of the chain: one look-up each is cheaper than sorting whole bodies.
SETTINGS = (
    "timezone = UTC",
    "datestyle = ISO",
    "statement_timeout = 0",
    "enable_sort = off",
    "enable_hashjoin = off",
    "enable_mergejoin = off",
)
NOTES = "SELECT n, size, root, note FROM audit_checkpoint ORDER BY n"
COUNTS = "SELECT (SELECT count(*) FROM audit_event), (SELECT count(DISTINCT event_id) FROM audit_chain)"
TWICE = "SELECT max(seq) FROM audit_chain GROUP BY event_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the trail holds, how many entries it has, and where it first fails."""

    ok: bool
    entries: int
    first_bad_seq: int | None = None
    kind: Bad | None = None


def verify(
    connection: Connection, mac: Mac, trust: Trust, start: int = 1, witnessed: Sequence[str] = ()
) -> Verdict:
    """Check every entry from `start`, all links, all checkpoints, and the rows that entries speak of.

    `connection` begins no transaction before; its role must see all rows. `witnessed` are signed notes
    kept elsewhere: only those show that the whole database was taken back to an earlier day.
    """
    raw = connection.connection.driver_connection
    assert isinstance(raw, Connected)
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    for setting in SETTINGS:
        connection.exec_driver_sql(f"SET LOCAL {setting}")
    walk = Walk(mac, [])
    try:
        walk.claims = _claims(raw, trust, witnessed)
        check_links(raw, walk, start)
        check_entries(raw, walk, start)
        _check_rest(raw, walk)
    except Broken as broken:
        return Verdict(ok=False, entries=walk.seq, first_bad_seq=broken.seq, kind=broken.kind)
    return Verdict(ok=True, entries=walk.seq)


def _claims(raw: Raw, trust: Trust, witnessed: Sequence[str]) -> list[Checkpoint]:
    """Return what was ever signed, the largest first; a note that does not hold is a failure of its own."""
    claims = []
    for place, (n, size, root, text) in enumerate(raw.execute(NOTES).fetchall(), start=1):
        claim = _open(text, trust, size)
        if (n, size, root) != (place, claim.size, claim.root):
            raise Broken(size, Bad.CHECKPOINT)
        claims.append(claim)
    claims += [_open(text, trust, 1) for text in witnessed]
    return sorted(claims, key=lambda claim: claim.size, reverse=True)


def _open(text: str, trust: Trust, size: int) -> Checkpoint:
    try:
        return Checkpoint.read(open_note(text, trust))
    except NoteRefused:
        raise Broken(size, Bad.CHECKPOINT) from None


def _check_rest(raw: Raw, walk: Walk) -> None:
    """Check what shows only at the end: entries cut off, entries beside the chain, and rows."""
    if walk.claims:
        raise Broken(walk.seq + 1, Bad.TRUNCATED)
    events, chained = raw.execute(COUNTS).fetchone() or (0, 0)
    if chained != walk.seq:
        (twice,) = raw.execute(TWICE).fetchone() or (walk.seq,)
        raise Broken(twice, Bad.EXTRA)
    if events != walk.seq:
        raise Broken(walk.seq + 1, Bad.EXTRA)
    wrong = differing(raw, [digest for _, digest in walk.rows.values()])
    if wrong:
        raise Broken(min(walk.rows[place][0] for place in wrong), Bad.ROW)
