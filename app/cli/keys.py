"""`cdop keys`: make them, rotate the key-encryption key, wrap data keys anew."""

import sys
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import kit as doors
from app.cli.places import place
from app.crypto.files import KeyFiles, create_keys
from app.crypto.models import WrappedKey
from app.crypto.ring import KeyRing
from app.db.engine import make_engine
from app.identity import signing
from app.settings import load_settings

cli = typer.Typer(no_args_is_help=True, help="Key files, rotation, re-wrapping.")


@cli.command()
def create() -> None:
    """Make the key files of a deployment in CDOP_KEYS_DIR, once."""
    create_keys(load_settings().key_folder)
    sys.stdout.write("Key files made. Keep a copy of them apart from every database dump.\n")


@cli.command("rotate-signing")
def rotate_signing() -> None:
    """Make a new key that signs access tokens; the one before is published until its tokens have lapsed."""
    with place() as here, here.engine() as engine:
        parts = doors.build(here.settings, engine)
        with parts.sessions.begin() as session:
            kid = signing.rotate_signing_key(session, parts.kit.secrets)
    sys.stdout.write(f"New key {kid}.\n")


@cli.command()
def forget() -> None:
    """Delete keys that nothing is sealed under any more: those of joined notifications and left cohorts."""
    with place() as here:
        engine = make_engine(here.keys)
        ring = KeyRing(KeyFiles.ensure(here.settings.key_folder, here.settings.is_demo).provider)
        with Session(engine) as session, session.begin():
            retired = session.scalars(
                select(WrappedKey.key_id).where(WrappedKey.retired_week.is_not(None))
            ).all()
            for key_id in retired:
                ring.shred(session, key_id)
        engine.dispose()
    sys.stdout.write(f"{len(retired)} keys deleted.\n")


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


def join(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(cli, name="keys")
