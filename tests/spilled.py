"""A database as a thief would have it: its dump and every file of it, searched for what people said."""

import base64
import gzip
import hashlib
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from app.db.binaries import installed_package
from app.db.embedded import Urls
from tests.canaries import Canary, Search, opened_dump

PLANTED = "Plantedchild Controlname"
CONTROL = "control"


@dataclass
class Spilled:
    """How much was searched, for how many patterns, and what was found where."""

    patterns: int
    searched: dict[str, int] = field(default_factory=dict)
    found: Counter[Canary] = field(default_factory=Counter)
    control: Counter[str] = field(default_factory=Counter)

    def add(self, place: str, data: bytes, search: Search) -> None:
        """Search some bytes."""
        self.searched[place] = self.searched.get(place, 0) + len(data)
        for canary, count in search.found(data).items():
            if canary.kind == CONTROL:
                self.control[canary.encoding] += count
            else:
                self.found[canary] += count


def planted() -> Iterator[tuple[str, bytes]]:
    """Yield the control as somebody might have let it out, in each encoding."""
    plain = PLANTED.encode()
    yield "utf-8", plain.upper()
    yield "utf-16-le", PLANTED.encode("utf-16-le")
    yield "utf-16-be", PLANTED.encode("utf-16-be")
    yield "reversed", plain[::-1]
    yield "hex", plain.hex().upper().encode()
    yield "percent", PLANTED.replace(" ", "%20").encode()
    for before in range(3):
        yield "base64", base64.b64encode(b"x" * before + plain + b"y")
    yield "gzip of utf-8", gzip.compress(plain)
    for algorithm in ("md5", "sha1", "sha256"):
        digest = hashlib.new(algorithm, plain)
        yield algorithm, digest.hexdigest().encode()
        yield f"{algorithm} bytes", digest.digest()


def plant(urls: Urls) -> None:
    """Put the control beside the data, in a table of its own."""
    engine = create_engine(urls.superuser)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE planted (encoding text, said bytea)"))
        for encoding, said in planted():
            values = {"encoding": encoding, "said": said}
            connection.execute(text("INSERT INTO planted VALUES (:encoding, :said)"), values)
    engine.dispose()


def spill(folder: Path, urls: Urls, words: dict[str, set[str]]) -> Spilled:
    """Search the dump, and the files with the write-ahead log, after everything was written out."""
    plant(urls)
    search = Search(words | {CONTROL: {PLANTED}})
    spilled = Spilled(len(search))
    spilled.add("dump", opened_dump(dump(urls)), search)
    engine = create_engine(urls.superuser, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
    engine.dispose()
    for path in sorted((folder / "postgres").rglob("*")):
        if path.is_file():
            place = "write-ahead log" if "pg_wal" in path.parts else "data files"
            spilled.add(place, path.read_bytes(), search)
    return spilled


def dump(urls: Urls) -> bytes:
    """Return everything that `pg_dump` says of the database."""
    address = make_url(urls.superuser)
    command = [
        str(installed_package() / "pginstall18" / "bin" / "pg_dump"),
        "-h", str(address.query["host"]), "-U", str(address.username), str(address.database),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True).stdout
