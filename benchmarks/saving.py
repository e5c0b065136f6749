"""What saving a run costs: the copy that training waits for, and the writing beside it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import click

from benchmarks.report import Report, out_option
from engine.autosave import Autosave
from engine.benchmark.table import grid
from engine.checkpoint import Checkpoint, to_parts
from engine.events import Progress, Snapshot
from engine.keeping import INTERVAL, recover
from engine.presets import PRESETS
from engine.requests import TakeSnapshot
from engine.run import train

NAMES = ("simple-rnnlm", "addition-reverse", "zaremba-medium")
UPDATES = 3  # before it is measured: all buffers are made


@click.command("saving")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1))
@click.option("--preset", "names", multiple=True, default=NAMES, help="May be given again.")
@out_option
def command(rounds: int, names: tuple[str, ...], out: bool) -> None:
    """Measure one saving of a run, and its share of the interval between two."""
    report = Report("saving")
    rows = [["", "file", "copy", "write, processor", "write, clock", "share", "recover"]]
    results = []
    for name in names:
        result = _measure(name, rounds)
        results.append({"preset": name, **result})
        rows.append(
            [
                name,
                f"{result['bytes'] / 1e6:.2f} MB",
                *(f"{1000 * result[key]:.1f} ms" for key in ("copy", "processor", "clock")),
                f"{100 * result['share']:.3f} %",
                f"{1000 * result['recover']:.1f} ms",
            ]
        )
    click.echo(grid(rows))
    click.echo(f"share: copy and processor time of a saving, of {INTERVAL:g} s between two.")
    report.end(results, write=out)


def _measure(name: str, rounds: int) -> dict[str, float]:
    run = train(PRESETS[name].config)
    next(event for event in run if isinstance(event, Progress) and event.step == UPDATES)
    times: dict[str, list[float]] = {"copy": [], "processor": [], "clock": [], "recover": []}
    with tempfile.TemporaryDirectory() as place:
        store = Autosave(place)
        for _ in range(rounds):
            started = time.perf_counter()
            answer = run.send(TakeSnapshot())
            times["copy"].append(time.perf_counter() - started)
            assert isinstance(answer, Snapshot)
            size = _write(store, answer.checkpoint, times)
            started = time.perf_counter()
            recover(Path(place))
            times["recover"].append(time.perf_counter() - started)
    run.close()
    middle = {key: median(values) for key, values in times.items()}
    return middle | {"bytes": size, "share": (middle["copy"] + middle["processor"]) / INTERVAL}


def _write(store: Autosave, checkpoint: Checkpoint, times: dict[str, list[float]]) -> int:
    clock, processor = time.perf_counter(), time.thread_time()
    path = store.save(*to_parts(checkpoint))
    times["clock"].append(time.perf_counter() - clock)
    times["processor"].append(time.thread_time() - processor)
    return path.stat().st_size
