"""The memory that a run takes at its peak, beside what the Model tab says it will take."""

from __future__ import annotations

import resource
import sys
from itertools import islice
from typing import NamedTuple

import click

from benchmarks.made_up import made_up_dataset
from benchmarks.report import Report, alone, out_option, verdict
from engine.benchmark.configurations import Configuration, choose
from engine.benchmark.table import grid

UPDATES = 5
SCORED = 2  # evaluations that are waited for: each keeps a copy of the weights
TOLERANCE = 0.15
MEGABYTE = 1e6


class Peak(NamedTuple):
    """Bytes beyond what was there before the run, and the estimate.

    Attributes:
        built: at the peak until the model stood; measured: at the peak of the whole run.
    """

    built: int
    measured: int
    estimated: int


@click.command("memory")
@click.option("--configs", default="", help="Which networks, such as 1,2,4p. [default: all]")
@out_option
def command(configs: str, out: bool) -> None:
    """Train a few updates in a fresh process each, two evaluations among them."""
    report, results = Report("memory"), []
    head = ["estimate, MB", "peak until built", "peak", "times the estimate", ""]
    rows = [["", "configuration", *head]]
    for configuration in choose(configs.split(",")):
        peak = alone(measure, configuration)
        ratio = peak.measured / peak.estimated
        sizes = peak.estimated, peak.built, peak.measured
        megabytes = [f"{size / MEGABYTE:.1f}" for size in sizes]
        row = [configuration.name, configuration.title, *megabytes, f"{ratio:.2f}"]
        rows.append([*row, verdict(ratio <= 1 + TOLERANCE)])
        results.append({"configuration": configuration.name} | peak._asdict())
    click.echo(grid(rows, left=2))
    click.echo(f"At most {1 + TOLERANCE} times the estimate is promised.")
    report.end(results, write=out)


def measure(configuration: Configuration) -> Peak:
    """Train in this process, which has done nothing else, and return its peak."""
    import numpy as np

    from engine.events import Evaluated
    from engine.planning import estimate, survey
    from engine.run import Run

    dataset = made_up_dataset(configuration, UPDATES)
    config = configuration.run.changed(**{"data.valid_share": 0.1, "training.epochs": 3})
    needed = estimate(config, survey(config, dataset)).memory
    a = np.ones((1000, 1000), np.float32)
    a @ a  # the BLAS takes its buffers, which are the same whatever the run
    before = resident()
    run = Run(config, dataset=dataset)
    built = peak_resident()
    scored = (event for event in run.events() if isinstance(event, Evaluated))
    for _ in islice(scored, SCORED):
        pass
    return Peak(built - before, peak_resident() - before, needed)


def resident() -> int:
    """Return the memory of this process at this moment, in bytes."""
    if not sys.platform.startswith("linux"):
        return peak_resident()
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def peak_resident() -> int:
    """Return the most memory that this process has had so far, in bytes."""
    kilobytes = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobytes
