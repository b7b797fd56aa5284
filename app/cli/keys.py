"""`cdop keys`: make them, rotate the key-encryption key, wrap data keys anew."""

import sys
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from app.cli.places import place
from app.crypto.files import KeyFiles, create_keys
from app.crypto.ring import KeyRing
from app.settings import load_settings

cli = typer.Typer(no_args_is_help=True, help="Key files, rotation, re-wrapping.")


@cli.command()
def create() -> None:
    """Make the key files of a deployment in CDOP_KEYS_DIR, once."""
    create_keys(load_settings().key_folder)
    sys.stdout.write("Key files made. Keep a copy of them apart from every database dump.\n")


@cli.command()
def rotate(
    rewrap_only: Annotated[
        bool, typer.Option("--rewrap-only", help="Go on with an earlier rotation.")
    ] = False,
) -> None:
    """Make a new version of the key-encryption key and wrap every data key under it; safe to run again."""
    with place() as here, here.engine() as engine:
        provider = KeyFiles.ensure(here.settings.key_folder, here.settings.is_demo).provider
        version = provider.current_version() if rewrap_only else provider.add_version()
        ring, total = KeyRing(provider), 0
        while True:
            with Session(engine) as session, session.begin():
                wrapped = ring.rewrap(session)
            if not wrapped:
                break
            total += wrapped
            sys.stderr.write(f"\r{total} keys wrapped")
        sys.stderr.write("\n" if total else "")
        sys.stdout.write(f"Version {version} wraps every data key; {total} were wrapped anew.\n")
