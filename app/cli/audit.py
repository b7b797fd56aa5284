"""`cdop audit`: verify the trail, sign a checkpoint."""

import sys
from typing import Annotated

import typer

from app import kit as doors
from app.audit import checkpoints, note
from app.audit import verify as verification
from app.cli.places import place
from app.crypto.small import signed_by

cli = typer.Typer(no_args_is_help=True, help="The trail: verified, and signed.")


@cli.command()
def verify(
    start: Annotated[int, typer.Option("--from", min=1, help="The first entry to check.")] = 1,
) -> None:
    """Check the trail from its first entry to its last: exit 0 when it holds, 1 with the first bad entry."""
    with place() as here, here.engine() as engine:
        parts = doors.build(here.settings, engine)
        key = note.Key(doors.origin(here.settings), parts.signer.public_bytes())
        with engine.connect() as connection:
            trust = note.Trust([key], signed_by)
            verdict = verification.verify(connection, parts.kit.mac, trust, start=start)
    if verdict.ok:
        sys.stdout.write(f"The trail holds: {verdict.entries} entries.\n")
        return
    sys.stdout.write(f"The trail fails at entry {verdict.first_bad_seq}: {verdict.kind}.\n")
    raise typer.Exit(1)


@cli.command()
def checkpoint() -> None:
    """Sign how long the trail is and what it holds, and print the note."""
    with place() as here, here.engine() as engine:
        parts = doors.build(here.settings, engine)
        with parts.sessions.begin() as session:
            made = checkpoints.checkpoint(session, parts.signer, doors.origin(here.settings))
    sys.stdout.write(made or "Nothing has happened since the last checkpoint.\n")


def join(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(cli, name="audit")
