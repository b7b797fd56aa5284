"""How fast the whole trail is checked, beside a bare SHA-256 chain over the same bytes in the same run."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from app.audit.note import Key, Trust
from app.audit.verify import verify
from app.audit.walk import GENESIS
from app.crypto.small import Mac
from app.db import migrate
from app.db.embedded import embedded
from tests.audit.actors import body_of

KEY = os.urandom(32)
ROUNDS = 3


def load(connection: Connection, entries: int) -> list[tuple[bytes, bytes]]:
    """Write entries as the service would, without its one-by-one commits, and give their bodies and MACs."""
    mac, kept, chain = Mac(KEY), [], GENESIS
    raw = connection.connection.driver_connection
    assert raw is not None
    connection.execute(text("SET session_replication_role = replica"))
    links = []
    with raw.cursor() as cursor, cursor.copy("COPY audit_event FROM STDIN") as copy:
        for seq in range(1, entries + 1):
            event_id, columns, body = body_of(seq)
            signed = mac.sign(body)
            copy.write_row((event_id, *columns, body, signed))
            link = sha256(chain + seq.to_bytes(8, "big") + signed + sha256(body).digest()).digest()
            links.append((seq, event_id, chain, link))
            kept.append((body, signed))
            chain = link
    with raw.cursor() as cursor, cursor.copy("COPY audit_chain FROM STDIN") as copy:
        for link_row in links:
            copy.write_row(link_row)
    connection.commit()
    connection.execute(text("ANALYZE audit_event, audit_chain"))
    connection.commit()
    return kept


def bare(kept: list[tuple[bytes, bytes]]) -> None:
    """Chain the same bytes that lie in memory: nothing is read, no MAC checked, no tree grown."""
    chain = GENESIS
    for seq, (body, mac) in enumerate(kept, start=1):
        chain = sha256(chain + seq.to_bytes(8, "big") + mac + sha256(body).digest()).digest()


def best(call: Callable[[], object]) -> tuple[float, float]:
    """The shortest of a few runs, in seconds on the clock and of this process's own work."""
    times, worked = [], []
    for _ in range(ROUNDS):
        begun, idle = time.perf_counter(), time.process_time()
        call()
        times.append(time.perf_counter() - begun)
        worked.append(time.process_time() - idle)
    return min(times), min(worked)


def check(engine: Engine, entries: int) -> None:
    """One whole verification as the service does it."""
    with engine.connect() as connection:
        verdict = verify(connection, Mac(KEY), Trust([Key("bench", bytes(32))], lambda *_: False))
    if not verdict.ok or verdict.entries != entries:
        raise SystemExit(f"The trail of the bench does not verify: {verdict}.")


def main() -> None:
    """Load, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=300_000)
    entries: int = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder), fsync=False) as urls:
        migrate.upgrade(urls.owner, "0003")
        admin = create_engine(urls.superuser, poolclass=NullPool)
        with admin.connect() as connection:
            kept = load(connection, entries)
        engine = create_engine(urls.app, poolclass=NullPool)
        (checked, worked), (chained, _) = best(lambda: check(engine, entries)), best(lambda: bare(kept))
    average = sum(len(body) for body, _ in kept) // entries
    sys.stdout.write(f"entries {entries}, body {average} bytes on average\n")
    sys.stdout.write(f"verify          {entries / checked:10.0f} entries/s\n")
    sys.stdout.write(
        f"  own work      {entries / worked:10.0f} entries/s of processor time, the database not counted\n"
    )
    sys.stdout.write(f"bare sha256     {entries / chained:10.0f} entries/s\n")
    sys.stdout.write(f"share of bare   {chained / checked:10.2f}\n")


if __name__ == "__main__":
    main()
