"""Looks for what must not be found: words in every encoding in which something could have let them out."""

import base64
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

import numpy as np

from app.catalogue import rules as catalogue
from app.cli.invention.intake import Story
from app.cli.invention.particulars import long_day, short_day, spaced

KEY = 6
CHUNK = 1 << 22
GZIP = b"\x1f\x8b\x08"
UNPACKED = 1 << 20
HEX = re.compile(rb"\\\\x([0-9a-f]+)")
AT_WORK = ("consultant", "nurse", "paramedic", "officer", "gp", "visitor", "worker", "teacher", "midwife")


class Canary(NamedTuple):
    """A pattern to be looked for: what kind of thing it stands for, and in which encoding."""

    kind: str
    encoding: str


def words_of(stories: Iterable[Story]) -> dict[str, set[str]]:
    """Return everything that identifies the people of invented stories, by kind."""
    found: dict[str, set[str]] = {"name": set(), "number": set(), "postcode": set(), "date": set()}
    for story in stories:
        child = story.death.child
        people = [(one.given, one.family, one.nhs_number) for one in child.people]
        for given, family, number in [(child.given, child.family, child.nhs_number), *people]:
            found["name"] |= {given, family, f"{given} {family}"}
            found["number"] |= {number, spaced(number)}
        found["name"] |= {story.words[role] for role in AT_WORK}
        found["postcode"] |= {child.home.postcode, child.home.postcode.replace(" ", "")}
        found["date"] |= {said for day in (child.born, story.death.at.date()) for said in written(day)}
    categories = catalogue.labels("category_of_death")
    found["category"] = set(categories) | set(categories.values())
    return found


def written(day: date) -> set[str]:
    """Return a day as it is written, in the ways that do not look like any other number."""
    return {day.isoformat(), short_day(day), long_day(day), f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}"}


def spelt(word: str) -> Iterator[tuple[str, bytes]]:
    """Yield a word in every encoding in which capitals do not matter, in small letters."""
    small = word.lower()
    plain = small.encode()
    yield "utf-8", plain
    yield "utf-16-le", small.encode("utf-16-le")
    yield "utf-16-be", small.encode("utf-16-be")
    yield "reversed", plain[::-1]
    for case in {word, small, word.upper()}:
        yield "hex", case.encode().hex().encode()
        yield "percent", "".join(f"%{byte:02x}" for byte in case.encode()).encode()
        for algorithm in ("md5", "sha1", "sha256"):
            yield algorithm, hashlib.new(algorithm, case.encode()).hexdigest().encode()
    if (quoted := quote(small)) != small:
        yield "percent", quoted.encode().lower()


def exact(word: str) -> Iterator[tuple[str, bytes]]:
    """Yield a word in the encodings in which each byte counts: base64 at three places, digests as bytes."""
    for case in {word, word.lower(), word.upper()}:
        for before in range(3):
            text = base64.b64encode(b"\0" * before + case.encode())
            inner = text[(0, 2, 3)[before] : len(case.encode() + b"\0" * before) * 4 // 3]
            if len(inner) >= KEY + 1:
                yield "base64", inner
        for algorithm in ("md5", "sha1", "sha256"):
            yield f"{algorithm} bytes", hashlib.new(algorithm, case.encode()).digest()


class Search:
    """Many patterns, looked for at once."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Prepare every word in every encoding."""
        self.lower, self.exactly = _Patterns(), _Patterns()
        for kind, said in words.items():
            for word in said:
                for encoding, pattern in spelt(word):
                    self.lower.add(pattern, Canary(kind, encoding))
                for encoding, pattern in exact(word):
                    self.exactly.add(pattern, Canary(kind, encoding))

    def __len__(self) -> int:
        return len(self.lower) + len(self.exactly)

    def found(self, data: bytes) -> Counter[Canary]:
        """Return how often each kind stands in these bytes, in which encoding."""
        hits = self._plain(data)
        for start in (at.start() for at in re.finditer(re.escape(GZIP), data)):
            for canary, count in self._plain(_unpacked(data[start:])).items():
                hits[Canary(canary.kind, f"gzip of {canary.encoding}")] += count
        return hits

    def _plain(self, data: bytes) -> Counter[Canary]:
        return self.lower.found(data.lower()) + self.exactly.found(data)


class _Patterns:
    """Patterns by their first bytes: a table of three bytes sorts out most places, the rest is compared."""

    def __init__(self) -> None:
        self._by_key: dict[bytes, list[tuple[bytes, Canary]]] = {}
        self._table = np.zeros(1 << 24, dtype=bool)

    def __len__(self) -> int:
        return sum(len(known) for known in self._by_key.values())

    def add(self, pattern: bytes, canary: Canary) -> None:
        known = self._by_key.setdefault(pattern[:KEY], [])
        if pattern not in [other for other, _ in known]:
            known.append((pattern, canary))
        self._table[int.from_bytes(pattern[:3], "little")] = True

    def found(self, data: bytes) -> Counter[Canary]:
        hits: Counter[Canary] = Counter()
        whole = np.frombuffer(data, dtype=np.uint8)
        for start in range(0, max(0, len(data) - KEY + 1), CHUNK):
            part = whole[start : start + CHUNK + 2].astype(np.uint32)
            firsts = part[:-2] | part[1:-1] << np.uint32(8) | part[2:] << np.uint32(16)
            for at in np.flatnonzero(self._table[firsts]):
                place = start + int(at)
                for pattern, canary in self._by_key.get(data[place : place + KEY], ()):
                    hits[canary] += data.startswith(pattern, place)
        return +hits


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data[:UNPACKED], UNPACKED)
    except zlib.error:
        return b""


def opened_dump(text: bytes) -> bytes:
    """Return a plain dump with its binary columns as the bytes that they hold: their digits mean nothing."""
    return HEX.sub(lambda found: bytes.fromhex(found[1][: len(found[1]) // 2 * 2].decode()), text)
