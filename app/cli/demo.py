"""`cdop demo`: invented people and an invented year."""

import sys
from typing import Annotated

import typer

from app.identity import demo
from app.settings import load_settings

cli = typer.Typer(no_args_is_help=True, help="Invented people and invented data, in demo mode only.")


@cli.command()
def token(persona: Annotated[str, typer.Argument(help="Such as coordinator or notifier-wvt.")]) -> None:
    """Print a bearer token of a persona, and nothing else."""
    settings = load_settings()
    if not settings.is_demo:
        sys.stderr.write("cdop: personas exist in demo mode only (CDOP_MODE)\n")
        raise typer.Exit(2)
    if persona not in demo.PERSONAS:
        sys.stderr.write(f"cdop: no such persona; there are {', '.join(demo.PERSONAS)}\n")
        raise typer.Exit(2)
    sys.stdout.write(demo.token(settings, persona) + "\n")


@cli.command()
def assertion(
    persona: Annotated[str, typer.Argument(help="A machine client, such as notifier-wvt.")],
) -> None:
    """Print a signed client assertion for `POST /oauth/token` (private_key_jwt)."""
    sys.stdout.write(demo.client_assertion(load_settings(), persona) + "\n")


@cli.command()
def load(
    years: Annotated[int, typer.Option(min=1, max=30)] = 1,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing when there are cases already.")
    ] = False,
) -> None:
    """Load invented years of deaths and reviews, and the running one, through the service's own use cases."""
    from app.cli import invention
    from app.cli.places import place, prepare

    with place() as here:
        if not here.settings.is_demo:
            sys.stderr.write("cdop: invented data is loaded in demo mode only (CDOP_MODE)\n")
            raise typer.Exit(2)
        prepare(here)
        with here.engine() as engine:
            if if_empty and not invention.is_empty(engine):
                return
            if years > invention.most_years():
                sys.stderr.write(
                    f"cdop: at most {invention.most_years()} years: today's panels are of 2019\n"
                )
                raise typer.Exit(2)
            invention.load(here.settings, engine, years=years, seed=seed)


def join(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(cli, name="demo")
