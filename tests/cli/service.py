"""The service as a process of its own, on a data folder of its own, as a deployer starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import httpx

from app.db.embedded import find_cluster
from app.identity import demo
from app.settings import Settings
from tests.makers import a_form

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from app.cli import main; main()")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment without settings of whoever runs the tests."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("CDOP_")}
    return bare | {"CDOP_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)} | more


def cdop(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(folder, **settings), cwd=ROOT, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip


class Service:
    """A running `cdop serve`: asked over HTTP, and killed without warning."""

    def __init__(self, folder: Path, *words: str, log: IO[str] | None = None) -> None:
        self.folder = folder
        self.settings = Settings(data_dir=folder)
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *words], env=environment(folder), cwd=ROOT,
            stdout=subprocess.PIPE, stderr=log or subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.said = [self.process.stdout.readline()]
        assert self.said[0].startswith("listening on "), self.said
        self.http = httpx.Client(base_url=self.said[0].split()[-1], timeout=20, trust_env=False)

    def ask(self, method: str, path: str, persona: str | None, **more: Any) -> httpx.Response:
        """Send one request as a persona, under an id of its own unless one is given."""
        headers = {"X-Request-ID": str(uuid4())} | more.pop("headers", {})
        if persona:
            headers["Authorization"] = f"Bearer {demo.token(self.settings, persona)}"
        return self.http.request(method, path, headers=headers, **more)

    def notify(self, **headers: str) -> httpx.Response:
        """Notify a death."""
        return self.ask("POST", "/v1/notifications", "notifier-wvt", json=a_form(), headers=headers)

    def kill(self) -> None:
        """End the process as a power cut would, and leave what it started."""
        self.process.kill()
        self.close()

    def stop(self) -> None:
        """Ask the process to end."""
        self.process.terminate()
        self.close()

    def close(self) -> None:
        """Wait for the end, and keep what was said until then."""
        assert self.process.stdout is not None
        self.said += self.process.stdout.readlines()
        self.process.wait(30)
        self.process.stdout.close()
        self.http.close()


@contextmanager
def served(folder: Path) -> Iterator[None]:
    """Make sure that no database server outlives what happens here."""
    try:
        yield
    finally:
        find_cluster(folder).stop()
