"""`cdop serve`, `cdop worker`, `cdop migrate`."""

import gc
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine, text

from app import kit as doors
from app import worker as background
from app.cli.places import Place, place, prepare
from app.main import create_app
from app.settings import SettingsRefused, listening_at

COMMAND = "from app.cli import main; main()"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
WARNING = "DEMO MODE: invented people may sign in. Never put a real child's data here."


class _Server(uvicorn.Server):
    """A server that says where it listens once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            sys.stdout.write(f"listening on http://{host}:{port}\n")
            sys.stdout.flush()


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 8000,
    host: Annotated[str, typer.Option(help="Demo mode stays on loopback.")] = "127.0.0.1",
    worker: Annotated[
        bool | None, typer.Option(help="Do the background work too (default in demo mode).")
    ] = None,
    demo_year: Annotated[
        bool, typer.Option("--demo-year", help="Load the invented year first, when there is nothing yet.")
    ] = False,
) -> None:
    """Serve the API."""
    with place() as here:
        if here.settings.is_demo:
            if host not in LOOPBACK:
                raise SettingsRefused("Demo mode serves on loopback only: --host.")
            sys.stderr.write(WARNING + "\n")
            prepare(here)
            if demo_year:
                _invent(here)
        with _listen(host, port) as listener:
            host, port = listener.getsockname()[:2]
            here = replace(here, settings=listening_at(here.settings, f"http://{host}:{port}"))
            _answer(here, listener, works=here.settings.is_demo if worker is None else worker)


def _invent(here: Place) -> None:
    """Load the invented year, unless somebody has notified a death already.

    A process of its own does it, and takes what it needed with it: the one that serves stays small.
    """
    with here.engine() as engine, engine.connect() as connection:
        if connection.scalar(text("SELECT EXISTS (SELECT FROM notification)")):
            return
    subprocess.run([sys.executable, "-c", COMMAND, "demo", "load"], check=True)  # noqa: S603


def _answer(here: Place, listener: socket.socket, *, works: bool) -> None:
    """Answer what comes in, until told to stop; with keys that are not this database's, nothing starts."""
    with here.engine() as engine:
        parts = doors.build(here.settings, engine)
        doors.check_trail(parts)
        api = _built(here, engine, parts)
        with _beside(here, works=works):
            config = uvicorn.Config(
                api, log_config=None, access_log=False,
                server_header=False, timeout_graceful_shutdown=10, timeout_keep_alive=30,
            )  # fmt: skip
            _Server(config).run(sockets=[listener])


def _built(here: Place, engine: Engine, parts: doors.Parts) -> FastAPI:
    """Return the application. What it is built of stays until the end, so the collector never looks at it."""
    gc.disable()
    api = create_app(here.settings, engine, parts)
    gc.freeze()
    gc.enable()
    return api


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that says it is TCP: asyncio then sends small answers at once (TCP_NODELAY)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(256)
    return listener


@contextmanager
def _beside(here: Place, *, works: bool) -> Iterator[None]:
    """Run the background work beside the API, in the same process, when asked to."""
    if not works:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=background.run, args=(here.settings, here.app, stop), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=15)


def worker() -> None:
    """Do the work that waits: proposals, what the national database is owed, learning."""
    with place() as here:
        if here.settings.is_demo:
            prepare(here)
        background.run(here.settings, here.app, background.until_signal())


def migrate() -> None:
    """Bring the database up to date, and name areas, partners and panels."""
    with place() as here:
        prepare(here)
        sys.stdout.write("The database is up to date.\n")


def join(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (serve, worker, migrate):
        parent.command()(command)
