"""`python -m engine`: the same engine without a window."""

from __future__ import annotations

import sys

from engine import blas


def main() -> None:
    """Run the command line; what the user can mend is said in one sentence on standard error."""
    blas.prepare()  # before anything imports NumPy
    import click

    from engine.commands import COMMANDS
    from engine.errors import EngineError

    group = click.Group(
        "engine",
        help="Train, score and use recurrent networks written in NumPy.",
        commands={str(command.name): command for command in COMMANDS},
    )
    try:
        group(prog_name="python -m engine")
    except EngineError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except MemoryError:
        print("The memory is used up. Choose a smaller model, batch or data set.", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
