"""`cdop`: serve, work, migrate, show, verify. Only what a command needs is imported for it."""

import gc
import importlib
import sys
from typing import Annotated

import typer

from app.cli import logs

MODULES = {
    "serve": "serving",
    "worker": "serving",
    "migrate": "serving",
    "demo": "demo",
    "keys": "keys",
    "audit": "audit",
    "anonymise": "offline",
    "openapi": "offline",
}


def build(asked: str | None) -> typer.Typer:
    """Return the command line with the command that is asked for, or with all of them."""
    cli = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="The Child Death Overview Panel service.",
    )
    cli.callback()(_start)
    gc.disable()  # nothing that is imported is garbage
    for name in sorted({MODULES[asked]} if asked in MODULES else set(MODULES.values())):
        importlib.import_module(f"app.cli.{name}").join(cli)
    gc.enable()
    return cli


def _start(quiet: Annotated[bool, typer.Option(help="Log warnings only.")] = False) -> None:
    """Set up the logs, which never carry what was sent."""
    logs.configure(quiet=quiet)


def main() -> None:
    """Run a command; what stops it is one line on standard error."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    try:
        build(asked)()
    except Exception as fault:
        reason = _reason(fault)
        if reason is None:
            raise
        sys.stderr.write(f"cdop: {reason}\n")
        raise SystemExit(2) from None


def _reason(fault: Exception) -> str | None:
    """Return what an operator may read of a fault; what a database says may hold its address or a value."""
    from sqlalchemy.exc import SQLAlchemyError

    from app.crypto.files import KeysMissing
    from app.db.embedded import EmbeddedUnavailable
    from app.problems import Unavailable
    from app.settings import SettingsRefused

    if isinstance(fault, SettingsRefused | KeysMissing | EmbeddedUnavailable):
        return str(fault)
    if isinstance(fault, SQLAlchemyError | Unavailable):
        kind = type(getattr(fault, "orig", None) or fault).__name__
        return f"the database cannot do this ({kind}): CDOP_DATABASE_URL"
    return None
