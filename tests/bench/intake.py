"""Notifications per second, against a bare FastAPI and SQLAlchemy insert of the same JSON, in one run.

`python -m tests.bench.intake` starts both servers on one embedded database and prints the ratio; with
`--write` the figures are kept in docs/measurements.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import create_engine, text

from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.identity import demo
from app.settings import Settings
from tests.makers import a_form

RESULTS = Path(__file__).parents[2] / "docs" / "measurements" / "intake.md"
TICKS = os.sysconf("SC_CLK_TCK")
SLICES = 4  # of a round, in turn, so that what else the machine does falls on both
TABLE = "CREATE TABLE bare_notification (id uuid PRIMARY KEY, form jsonb NOT NULL)"
WORDS = """# The speed of intake

`{command}`, on {on}, with {cores} cores and a load of {load:.1f} from other work.

Notifications per second through `cdop serve` (token, policy, rate limit, idempotency, row tags, key, sealed
cells, trail, job), against an endpoint that only validates JSON and inserts it with FastAPI and SQLAlchemy.
Both run in one process on the same database, and {threads} connections send the same invented forms to each
in turn. CPU is the processor time of the server process for each
request; on a machine that is busy otherwise, the ratio of the rates is kinder than that of CPU.

"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measurement."""

    address: str
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Return the seconds of processor time that the server has used (Linux)."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS


@dataclass(frozen=True, slots=True)
class Figures:
    """What one round of one server came to."""

    per_second: float
    cpu_ms: float

    @classmethod
    def over(cls, slices: list["Figures"]) -> "Figures":
        """Return what slices of one size come to together."""
        seconds = fmean(1 / one.per_second for one in slices)
        return cls(1 / seconds, fmean(one.cpu_ms for one in slices))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, command: list[str]) -> Iterator[Server]:
    """Start a server on a free port and give it once it answers."""
    environment = {"CDOP_DATA_DIR": str(folder), "PATH": "/usr/bin:/bin", "CDOP_RATE_PER_MINUTE": "1000000"}
    port = free_port()
    told = [*command, str(port)]
    process = subprocess.Popen(told, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        for _ in range(300):
            if process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start.")
            try:
                httpx.get(server.address)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def measure(server: Server, headers: Callable[[], dict[str, str]], bodies: list[str], lines: int) -> Figures:
    """Send all bodies over so many connections; each answer must be a 202."""
    limits = httpx.Limits(max_connections=lines)
    with httpx.Client(base_url=server.address, limits=limits, timeout=60) as client:

        def send(body: str) -> int:
            sent = {"content-type": "application/json"} | headers()
            return client.post("/v1/notifications", content=body, headers=sent).status_code

        before, started = server.cpu(), time.perf_counter()
        with ThreadPoolExecutor(lines) as pool:
            statuses = set(pool.map(send, bodies))
        seconds, cpu = time.perf_counter() - started, server.cpu() - before
    assert statuses == {202}, statuses
    return Figures(len(bodies) / seconds, 1000 * cpu / len(bodies))


def rounds(asked: argparse.Namespace) -> Iterator[tuple[Figures, Figures]]:
    """Measure bare and ours in turn, after a round that only warms both up."""
    folder = Path(tempfile.mkdtemp(prefix="cdop-bench-"))
    folder.chmod(0o711)
    settings = Settings(data_dir=folder)
    with ExitStack() as stack:
        urls = stack.enter_context(embedded(folder))
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        with create_engine(urls.owner).begin() as connection:
            connection.execute(text(TABLE))
        cdop = Path(sys.executable).parent / "cdop"
        token = demo.token(settings, "notifier-wvt")
        ours = stack.enter_context(serving(folder, [str(cdop), "serve", "--no-worker", "--port"]))
        bare = stack.enter_context(serving(folder, [sys.executable, "-m", "tests.bench.bare", urls.app]))

        def with_key() -> dict[str, str]:
            return {"authorization": f"Bearer {token}", "x-request-id": str(uuid4())}

        for number in range(asked.rounds + 1):
            plain, full = [], []
            for _ in range(SLICES):
                bodies = [json.dumps(a_form()) for _ in range(asked.each // SLICES)]
                plain.append(measure(bare, dict, bodies, asked.threads))
                full.append(measure(ours, with_key, bodies, asked.threads))
            if number:
                yield Figures.over(plain), Figures.over(full)


def table(found: list[tuple[Figures, Figures]]) -> str:
    """Return the rounds as a table in Markdown, medians last."""
    lines = [
        "| round | bare, per second | ours, per second | ratio | bare, CPU ms | ours, CPU ms |",
        "|---|---|---|---|---|---|",
    ]
    rows: list[list[float]] = [
        [bare.per_second, ours.per_second, ours.per_second / bare.per_second, bare.cpu_ms, ours.cpu_ms]
        for bare, ours in found
    ]
    medians: list[Any] = [median(column) for column in zip(*rows, strict=True)]
    for name, row in (*enumerate(rows, 1), ("median", medians)):
        plain, full, ratio, bare_ms, ours_ms = row
        lines.append(f"| {name} | {plain:.1f} | {full:.1f} | {ratio:.2f} | {bare_ms:.2f} | {ours_ms:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure in rounds, one server after the other, and print the ratios; write them down if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--each", type=int, default=300)
    options.add_argument("--threads", type=int, default=8)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    found, load = [], os.getloadavg()[0]
    for bare, ours in rounds(asked):
        found.append((bare, ours))
        ratio = ours.per_second / bare.per_second
        sys.stdout.write(
            f"bare {bare.per_second:7.1f}/s ({bare.cpu_ms:.2f} ms CPU)   notifications"
            f" {ours.per_second:7.1f}/s ({ours.cpu_ms:.2f} ms CPU)   ratio {ratio:.2f}\n"
        )
        sys.stdout.flush()
    middle = median(ours.per_second / bare.per_second for bare, ours in found)
    sys.stdout.write(f"median ratio {middle:.2f}\n")
    if asked.write:
        command = f"python -m tests.bench.intake --rounds {asked.rounds} --each {asked.each} --write"
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        told = {"command": command, "on": datetime.now(UTC).date(), "cores": os.cpu_count(), "load": load}
        words = WORDS.format(**told, threads=asked.threads) + table(found)
        RESULTS.write_text(words + "\n", "utf-8")


if __name__ == "__main__":
    main()
