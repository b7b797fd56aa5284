"""One PostgreSQL data folder, and the binaries of the [embedded] extra that serve it."""

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app.db.binaries import SOCKET_PREFIX, EmbeddedUnavailable, short_folder

PATIENCE_SECONDS = 60
NO_PROCESS = 2**31 - 1
WHERE_WE_STAND = "/proc/self/cwd"
LOG = "postgres.log"

# An error of PostgreSQL may quote a value of the statement, so neither errors nor statements reach the log.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
UNSAFE_BUT_QUICK = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """A data folder with its server, in `home`/postgres."""

    home: Path
    binaries: Path
    owner: tuple[int, int] | None  # who runs the server when we are root, whom PostgreSQL refuses

    @property
    def data(self) -> Path:
        """Give the folder that PostgreSQL calls its data directory."""
        return self.home / "postgres"

    def run(self, folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the binaries on a data folder, as the user who may, and wait for it.

        Another user need not reach the folder by its path, only stand in it: we go there before the change.
        """
        place = str(folder) if self.owner is None else WHERE_WE_STAND
        # Our own PG… variables are of no use to the server.
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        user, group = self.owner or (None, None)
        return subprocess.run(  # noqa: S603
            [str(self.binaries / program), "-D", place, *arguments],
            user=user,
            group=group,
            extra_groups=None if self.owner is None else [],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def initialise(self, *, fsync: bool) -> None:
        """Make the data folder if there is none; one that was begun and never finished is left behind."""
        if (self.data / "PG_VERSION").exists():
            return
        fresh = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=self.home))
        self._hand_over(fresh)
        made = self.run(
            fresh, "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale",
            "--no-instructions", *([] if fsync else ["--no-sync"]),
        )  # fmt: skip
        if made.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedUnavailable(f"initdb failed: {made.stderr.strip()}")
        fresh.rename(self.data)
        for unfinished in self.home.glob("postgres.new-*"):
            shutil.rmtree(unfinished, ignore_errors=True)

    def running(self) -> Path | None:
        """Give the socket folder of a server that is already at work here, whoever started it."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self._postmaster() is not None:
            socket = self._socket()
            if socket is not None and _answers(socket):
                return socket
            if time.monotonic() > until or (socket is not None and not socket.is_dir()):
                self.stop()
            time.sleep(0.02)
        return None

    def start(self, *, fsync: bool) -> Path:
        """Start the server and give the folder of its socket."""
        self._forget()
        socket = Path(
            tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=short_folder(as_other_user=self.owner is not None))
        )
        self._hand_over(socket)
        settings = SETTINGS | {"unix_socket_directories": str(socket)} | ({} if fsync else UNSAFE_BUT_QUICK)
        options = shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        for pause in (0.2, 0.5, 1.0, 0.0):
            waiting = ("-w", "-t", str(PATIENCE_SECONDS), "-l", LOG, "-o", options)
            begun = self.run(self.data, "pg_ctl", "start", *waiting)
            if begun.returncode == 0:
                return socket
            time.sleep(pause)  # the last processes of a killed server may still be leaving
        shutil.rmtree(socket, ignore_errors=True)
        raise EmbeddedUnavailable(f"The embedded database does not start; see {self.data / LOG}.")

    def stop(self) -> None:
        """Stop the server, breaking off what is still connected."""
        if self._postmaster() is None:
            return
        socket = self._socket()
        self.run(self.data, "pg_ctl", "stop", "-m", "fast", "-w", "-t", str(PATIENCE_SECONDS))
        if socket is not None and socket.name.startswith(SOCKET_PREFIX):
            shutil.rmtree(socket, ignore_errors=True)

    def _hand_over(self, path: Path) -> None:
        if self.owner is not None:
            os.chown(path, *self.owner)

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _socket(self) -> Path | None:
        lines = self._pid_file()
        return Path(lines[4]) if len(lines) > 4 and lines[4] else None

    def _postmaster(self) -> int | None:
        lines = self._pid_file()
        if not lines or not lines[0].isdecimal():
            return None
        return int(lines[0]) if self._serves(int(lines[0])) else None

    def _serves(self, pid: int) -> bool:
        if Path("/proc/self").exists():
            try:
                return Path(f"/proc/{pid}/cwd").readlink() == self.data.resolve()
            except OSError:
                return False
        command = ["/bin/ps", "-p", str(pid), "-o", "args="]
        listed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        return str(self.data) in listed.stdout

    def _forget(self) -> None:
        """Make way after a killed server, whose number may be a stranger's or a zombie's by now.

        The file stays: by what else it says, PostgreSQL sees whether processes of it are still leaving.
        """
        socket = self._socket()
        if socket is not None and socket.name.startswith(SOCKET_PREFIX):
            shutil.rmtree(socket, ignore_errors=True)
        lines = self._pid_file()
        if lines:
            text = "\n".join([str(NO_PROCESS), *lines[1:], ""])
            (self.data / "postmaster.pid").write_text(text, encoding="utf-8")


def _answers(socket: Path) -> bool:
    try:
        psycopg.connect(host=str(socket), user="postgres", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True
