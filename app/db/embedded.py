"""PostgreSQL for demo and tests, started in a folder and shared by whoever uses that folder."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from sqlalchemy.engine import URL, make_url

from app.db.binaries import NOBODY, EmbeddedUnavailable, runnable_binaries
from app.db.cluster import Cluster
from app.db.signals import polite, undisturbed

__all__ = ["EmbeddedUnavailable", "Urls", "embedded"]

ROLES = Path(__file__).with_name("roles.sql")


@dataclass(frozen=True)
class Urls:
    """Where the database is, once for each role that signs in there."""

    app: str
    owner: str
    keys: str
    sealer: str
    backup: str
    superuser: str

    @classmethod
    def at(cls, socket: str, database: str = "cdop") -> Self:
        """Give the addresses of a database behind a socket folder."""

        def url(role: str) -> str:
            return str(URL.create("postgresql+psycopg", role, database=database, query={"host": socket}))

        return cls(
            app=url("cdop_app"),
            owner=url("cdop_migrate"),
            keys=url("cdop_keys"),
            sealer=url("cdop_sealer"),
            backup=url("cdop_backup"),
            superuser=url("postgres"),
        )

    def named(self, database: str) -> Self:
        """Give the addresses of another database on the same server."""
        return type(self).at(str(make_url(self.app).query["host"]), database)


@contextmanager
def embedded(data_dir: Path, *, fsync: bool = True) -> Iterator[Urls]:
    """Serve a database from a folder for as long as anyone uses it: the first starts it, the last stops it.

    Who uses it holds a lock that ends with its process, however that ends; a server left
    alone is found again.
    """
    data_dir = data_dir.absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    with (
        polite(),
        (data_dir / "postgres.gate").open("w") as gate,
        (data_dir / "postgres.users").open("w") as users,
    ):
        cluster = find_cluster(data_dir)
        try:
            with _alone(gate):
                fcntl.flock(users, fcntl.LOCK_SH)
                socket = _serve(cluster, fsync=fsync)
            yield Urls.at(str(socket))
        finally:
            with undisturbed(), _alone(gate), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()


def find_cluster(data_dir: Path) -> Cluster:
    """Give the cluster of a data folder, with the user who runs it: as root, its owner or nobody."""
    if os.geteuid() != 0:
        return Cluster(data_dir, runnable_binaries(as_other_user=False), None)
    data = data_dir / "postgres"
    owner = (data.stat().st_uid, data.stat().st_gid) if data.is_dir() else (NOBODY, NOBODY)
    return Cluster(data_dir, runnable_binaries(as_other_user=True), owner)


@contextmanager
def _alone(gate: IO[str]) -> Iterator[None]:
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(gate, fcntl.LOCK_UN)


def _serve(cluster: Cluster, *, fsync: bool) -> Path:
    """Give the socket folder of the running server, started if need be, with roles and database in place."""
    cluster.initialise(fsync=fsync)
    socket = cluster.running() or cluster.start(fsync=fsync)
    psql = [str(cluster.binaries / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres"]
    told = subprocess.run(  # noqa: S603
        [*psql, "-h", str(socket), "-f", str(ROLES), "postgres"],
        env={"PATH": os.defpath, "PGOPTIONS": "-c client_min_messages=warning"},
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode != 0:
        raise EmbeddedUnavailable(f"The roles of the database cannot be made: {told.stderr.strip()}")
    return socket
