"""`cdop`: serve, work, migrate, show, verify."""

import sys
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.cli import audit, demo, keys, logs, offline, serving
from app.crypto.files import KeysMissing
from app.db.embedded import EmbeddedUnavailable
from app.problems import Unavailable
from app.settings import SettingsRefused

cli = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="The Child Death Overview Panel service.",
)  # fmt: skip
cli.add_typer(demo.cli, name="demo")
cli.add_typer(keys.cli, name="keys")
cli.add_typer(audit.cli, name="audit")
cli.command("serve")(serving.serve)
cli.command("worker")(serving.worker)
cli.command("migrate")(serving.migrate)
cli.command("anonymise")(offline.anonymise)
cli.command("openapi")(offline.openapi)


@cli.callback()
def _start(quiet: Annotated[bool, typer.Option(help="Log warnings only.")] = False) -> None:
    """Set up the logs, which never carry what was sent."""
    logs.configure(quiet=quiet)


def main() -> None:
    """Run a command; what stops it is one line on standard error."""
    try:
        cli()
    except (SettingsRefused, KeysMissing, EmbeddedUnavailable) as refusal:
        sys.stderr.write(f"cdop: {refusal}\n")
        raise SystemExit(2) from None
    except (SQLAlchemyError, Unavailable) as fault:
        # What the database says may hold its address or a value.
        kind = type(getattr(fault, "orig", None) or fault).__name__
        sys.stderr.write(f"cdop: the database cannot do this ({kind}): CDOP_DATABASE_URL\n")
        raise SystemExit(2) from None
