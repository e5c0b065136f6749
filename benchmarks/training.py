"""Updates beside PyTorch, the bare matrix products and the book's code; also against earlier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from benchmarks.report import Report, out_option, verdict
from engine.benchmark.comparison import Comparison, compare
from engine.benchmark.configurations import choose
from engine.benchmark.table import grid, to_text

SLOWER = 1.05  # how many times as slow as before a change may leave it


@click.command("training")
@click.option("--configs", default="", help="Which networks, such as 1,2,4p. [default: all]")
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1))
@click.option("--book", type=click.Path(path_type=Path, exists=True), help="The book's code.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An earlier result, which nothing may be more than 5 % slower than.",
)
@out_option
def command(configs: str, rounds: int, book: Path | None, against: Path | None, out: bool) -> None:
    """Time the updates of all promised networks."""
    report = Report("training")
    comparisons = []
    for configuration in choose(configs.split(",")):
        click.echo(f"{configuration.name}: {configuration.title} ...", err=True)
        comparisons.append(compare(configuration, rounds, book))
    click.echo(to_text(comparisons))
    if against is not None:
        earlier = json.loads(against.read_text(encoding="utf-8"))["results"]
        click.echo(held_against(comparisons, earlier))
    report.end([comparison.to_json() for comparison in comparisons], write=out)


def held_against(comparisons: list[Comparison], earlier: list[dict[str, Any]]) -> str:
    """Return a table of how many times as long as before an update takes.

    What is compared is the ratio to the matrix products of the same rounds: another machine, or
    a machine that is clocked otherwise, changes both.
    """
    before = {row["configuration"]: row["to_products"] for row in earlier}
    rows = [["", "times as long as before", ""]]
    for comparison in comparisons:
        name, now = comparison.configuration.name, comparison.to_products
        if before.get(name) and now:
            ratio = now / before[name]
            rows.append([name, f"{ratio:.2f} of {SLOWER:.2f}", verdict(ratio <= SLOWER)])
    return grid(rows)
