"""Anonymising records for `cdop anonymise`: one, or a folder of them, where a broken one stops no other."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import typer

ENDING = ".json"


class Unreadable(Exception):
    """A record that cannot be read; it says where and why, and repeats no value."""

    def __init__(self, why: str = "the record cannot be read as JSON in UTF-8") -> None:
        super().__init__(why)


def refuse(why: str) -> NoReturn:
    """End the command with 2, and say why."""
    sys.stderr.write(f"cdop: {why}\n")
    raise typer.Exit(2)


def scrubbed(text: str) -> str:
    """Return the result of one record, as JSON."""
    from app.anonymise.record import RecordError
    from app.anonymise.record import anonymise as scrub

    try:
        result = scrub(json.loads(text))
    except RecordError as fault:
        raise Unreadable(str(fault)) from None
    except (ValueError, RecursionError):
        raise Unreadable from None
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def anonymise(folder: Path, out: Path | None, *, force: bool) -> None:
    """Write the result of each record of a folder to another folder, under the same name.

    Nothing is replaced without `force`. Ends with 2 when a record could not be read; the others are done.
    """
    records = sorted(one for one in folder.iterdir() if one.suffix == ENDING and one.is_file())
    into = _into(folder, out, records, force=force)
    broken: list[tuple[Path, str]] = []
    doubts = 0
    with typer.progressbar(records, label="Anonymising", file=sys.stderr) as shown:
        for record in shown:
            try:
                result = scrubbed(read(record))
            except Unreadable as fault:
                broken.append((record, str(fault)))
                continue
            doubts += _for_review(json.loads(result))
            _write(into / record.name, result, force=force)
    for record, why in broken:
        sys.stderr.write(f"cdop: {record.name}: {why}\n")
    done = len(records) - len(broken)
    sys.stdout.write(f"{done} anonymised, {len(broken)} could not be read, {doubts} places for review\n")
    if broken:
        raise typer.Exit(2)


def _into(folder: Path, out: Path | None, records: list[Path], *, force: bool) -> Path:
    if out is None:
        refuse("say with --out where the results of a folder go")
    if out.resolve() == folder.resolve():
        refuse("the results would replace the records: name another folder")
    if not force and (there := [one for one in records if (out / one.name).exists()]):
        refuse(f"{len(there)} results are there already: --force replaces them")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        refuse("the folder for the results cannot be made")
    return out


def read(record: Path) -> str:
    """Return the text of a record, or of standard input for `-`."""
    try:
        return sys.stdin.read() if str(record) == "-" else record.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable from None


def _for_review(result: Any) -> int:
    return sum(len(one["for_review"]) for one in result["narratives"])


def _write(path: Path, result: str, *, force: bool) -> None:
    """Write a whole result or none: nobody finds half of one."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(result, encoding="utf-8")
        if force:
            half.replace(path)
        else:
            os.link(half, path)
    except FileExistsError:
        refuse("a result came to be there meanwhile: --force replaces it")
    except OSError:
        refuse("the results cannot be written")
    finally:
        half.unlink(missing_ok=True)
