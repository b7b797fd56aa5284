"""Kill the API the instant it has answered, many times: what was accepted is there.

`python -m tests.long.kill --rounds 50` starts the real service on a data folder of its own. In every third
round the database server is killed with it.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx

from app.db.embedded import find_cluster
from tests.cli.service import Service, cdop, served

OTHERS = 2


def lose_power(service: Service, *, database: bool) -> list[str]:
    """Notify from several threads, kill in the instant of an answer, and return what was answered."""
    answered: list[str] = []

    def others() -> None:
        with suppress(httpx.TransportError, KeyError):
            while True:
                answered.append(str(service.notify().json()["receipt_id"]))

    threads = [threading.Thread(target=others) for _ in range(OTHERS)]
    for thread in threads:
        thread.start()
    for _ in range(random.randint(1, 5)):
        taken = service.notify()
        assert taken.status_code == 202, taken.text
        answered.append(str(taken.json()["receipt_id"]))
    os.kill(service.process.pid, signal.SIGKILL)
    if database:
        pid = (find_cluster(service.folder).data / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        os.kill(int(pid), signal.SIGKILL)
    for thread in threads:
        thread.join()
    service.close()
    return answered


def missing(service: Service, receipts: list[str]) -> list[str]:
    """Return the receipts whose status cannot be read."""
    return [
        receipt
        for receipt in receipts
        if service.ask("GET", f"/v1/notifications/{receipt}", "notifier-wvt").status_code != 200
    ]


def run(folder: Path, rounds: int) -> tuple[int, int]:
    """Return how many receipts were answered and how many of them are lost; the trail has to hold."""
    receipts: list[str] = []
    lost: list[str] = []
    with served(folder):
        for number in range(rounds):
            service = Service(folder)
            lost += missing(service, receipts[-40:])
            receipts += lose_power(service, database=number % 3 == 1)
        service = Service(folder)
        lost += missing(service, receipts)
        service.stop()
        verdict = cdop(folder, "audit", "verify")
        assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    return len(receipts), len(set(lost))


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cdop-kill-") as name:
        kept, lost = run(Path(name), rounds)
    took = time.monotonic() - begun
    print(f"{rounds} kills, {kept} receipts, {lost} lost, the trail holds, {took:.0f} s")  # noqa: T201
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
