"""`python -m benchmarks NAME`: measure a promise about speed, and say how to repeat it."""

from __future__ import annotations

from importlib import import_module

from engine import blas

NAMES = ("training", "generation", "growth", "memory", "data", "saving", "window", "startup")


def main() -> None:
    """Run one of them; the kernels of NumPy are chosen first, as every entry point does."""
    blas.prepare()  # before anything imports NumPy
    import click

    class Scripts(click.Group):
        def list_commands(self, ctx: click.Context) -> list[str]:
            return list(NAMES)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            if cmd_name not in NAMES:
                return None
            command: click.Command = import_module(f"benchmarks.{cmd_name}").command
            return command

    Scripts("benchmarks", help=__doc__)(prog_name="python -m benchmarks")


if __name__ == "__main__":
    main()
