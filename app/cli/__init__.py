"""The command line: one command for each thing that an operator does."""


def main() -> None:
    """Run a command; everything is imported when a command is asked for."""
    from app.cli.root import main as run

    run()
