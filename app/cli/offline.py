"""Commands that need neither database nor network: `cdop anonymise`, `cdop openapi`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def anonymise(
    record: Annotated[Path, typer.Argument(help="One record as JSON; - for standard input.")],
) -> None:
    """Anonymise a record's narratives, by the code that makes a pack."""
    from app.anonymise.record import RecordError
    from app.anonymise.record import anonymise as scrub

    try:
        text = sys.stdin.read() if str(record) == "-" else record.read_text(encoding="utf-8")
        result = scrub(json.loads(text))
    except RecordError as refusal:
        sys.stderr.write(f"cdop: {refusal}\n")
        raise typer.Exit(2) from None
    except (OSError, UnicodeDecodeError, ValueError, RecursionError):
        sys.stderr.write("cdop: the record cannot be read as JSON in UTF-8\n")
        raise typer.Exit(2) from None
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")


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
