"""Commands that need neither database nor network: `cdop anonymise`, `cdop openapi`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli import folders


def anonymise(
    record: Annotated[Path, typer.Argument(help="One record as JSON, a folder of them, or - for input.")],
    out: Annotated[Path | None, typer.Option(help="The folder that a folder's results go to.")] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace results that are there already.")] = False,
) -> None:
    """Anonymise the narratives of a record, or of each record in a folder, by the code that makes a pack."""
    if record.is_dir():
        folders.anonymise(record, out, force=force)
        return
    if out is not None or force:
        folders.refuse("--out and --force go with a folder of records")
    try:
        result = folders.scrubbed(folders.read(record))
    except folders.Unreadable as fault:
        folders.refuse(str(fault))
    sys.stdout.write(result)


def openapi() -> None:
    """Print the OpenAPI document."""
    from app.main import create_app
    from app.settings import Settings

    document = create_app(Settings.model_construct()).openapi()
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n")


def join(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (anonymise, openapi):
        parent.command()(command)
