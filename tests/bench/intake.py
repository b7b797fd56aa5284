"""Notifications per second, against a bare FastAPI and SQLAlchemy insert of the same JSON, in one run.

`python -m tests.bench.intake` starts both servers on one embedded database and prints the ratio.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

import httpx
from sqlalchemy import create_engine, text

from app.cli.places import Place, prepare
from app.db.embedded import embedded
from app.identity import demo
from app.settings import Settings
from tests.makers import a_form

BARE = """
import sys
from typing import Any
from uuid import UUID, uuid4
import uvicorn
from fastapi import FastAPI
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Row(Base):
    __tablename__ = "bare_notification"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[dict[str, Any]] = mapped_column(JSONB)

engine = create_engine(sys.argv[1], pool_size=10, max_overflow=30)
app = FastAPI()

@app.post("/v1/notifications", status_code=202)
def post(form: dict[str, Any]) -> dict[str, str]:
    row_id = uuid4()
    with Session(engine) as session, session.begin():
        session.add(Row(id=row_id, form=form))
    return {"receipt_id": str(row_id)}

uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False)
"""


@contextmanager
def serving(command: list[str], port: int, folder: Path) -> Iterator[str]:
    """Start a server and give its address once it answers."""
    environment = {"CDOP_DATA_DIR": str(folder), "PATH": "/usr/bin:/bin", "CDOP_RATE_PER_MINUTE": "1000000"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(address)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def rate(address: str, headers: Callable[[], dict[str, str]], bodies: list[str], threads: int) -> float:
    """Send all bodies over `threads` connections and return answers per second; each must be a 202."""
    with httpx.Client(base_url=address, limits=httpx.Limits(max_connections=threads), timeout=60) as client:

        def send(body: str) -> int:
            sent = {"content-type": "application/json"} | headers()
            return client.post("/v1/notifications", content=body, headers=sent).status_code

        started = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            statuses = set(pool.map(send, bodies))
        seconds = time.perf_counter() - started
    assert statuses == {202}, statuses
    return len(bodies) / seconds


def main() -> None:
    """Measure in rounds, one server after the other, and print the median ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--each", type=int, default=300)
    options.add_argument("--threads", type=int, default=8)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="cdop-bench-"))
    folder.chmod(0o711)
    settings = Settings(data_dir=folder)
    with embedded(folder) as urls:
        prepare(Place(settings, urls.app, urls.owner, urls.keys))
        owner = create_engine(urls.owner)
        with owner.begin() as connection:
            connection.execute(
                text("CREATE TABLE bare_notification (id uuid PRIMARY KEY, form jsonb NOT NULL)")
            )
        cdop = Path(sys.executable).parent / "cdop"
        token = demo.token(settings, "notifier-wvt")
        ours_command = [str(cdop), "serve", "--port", "8731", "--no-worker"]
        bare_command = [sys.executable, "-c", BARE, urls.app, "8732"]
        with serving(ours_command, 8731, folder) as ours, serving(bare_command, 8732, folder) as bare:
            ratios = []
            for _ in range(asked.rounds):
                bodies = [json.dumps(a_form()) for _ in range(asked.each)]
                with_key = lambda: {"authorization": f"Bearer {token}", "x-request-id": str(uuid4())}  # noqa: E731
                plain = rate(bare, dict, bodies, asked.threads)
                full = rate(ours, with_key, bodies, asked.threads)
                ratios.append(full / plain)
                sys.stdout.write(
                    f"bare {plain:7.1f}/s   notifications {full:7.1f}/s   ratio {full / plain:.2f}\n"
                )
        sys.stdout.write(f"median ratio {median(ratios):.2f}\n")


if __name__ == "__main__":
    main()
