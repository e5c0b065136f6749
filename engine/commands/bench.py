"""`python -m engine bench`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from engine.atomic_file import write_atomically

ROUNDS = 15


@click.command("bench")
@click.option("--configs", default="", help="Which networks, such as 1,2,4p. [default: all]")
@click.option(
    "--rounds",
    default=ROUNDS,
    show_default=True,
    type=click.IntRange(1),
    help="How many turns each contender takes.",
)
@click.option("--json", "file", type=click.Path(path_type=Path), help="A file to write to.")
@click.option(
    "--book",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of the book's code, to measure it too.",
)
def bench_command(configs: str, rounds: int, file: Path | None, book: Path | None) -> None:
    """Time updates beside PyTorch and the bare matrix products, in turns."""
    from engine.benchmark.comparison import compare  # the other commands start without all this
    from engine.benchmark.configurations import choose
    from engine.benchmark.machine import describe_machine, load_average, machine_line, warning
    from engine.benchmark.table import to_json, to_text

    chosen = choose(configs.split(","))
    about, load = describe_machine(), load_average()
    click.echo(machine_line(about))
    if warning(load):
        click.echo(warning(load))
    comparisons = []
    for configuration in chosen:
        click.echo(f"{configuration.name}: {configuration.title} ...", err=True)
        comparisons.append(compare(configuration, rounds, book))
    click.echo(to_text(comparisons))
    command = repeat(configs, rounds, book)
    click.echo(f"Repeat with: {command}")
    if file is not None:
        data = to_json(comparisons, about, load, command)
        write_atomically(file, json.dumps(data, indent=2).encode())


def repeat(configs: str, rounds: int, book: Path | None) -> str:
    """Return the command line that measures the same once more."""
    words = ["python", "-m", "engine", "bench", "--rounds", str(rounds)]
    words += ["--configs", configs] if configs else []
    words += ["--book", str(book)] if book else []
    return shlex.join(words)
