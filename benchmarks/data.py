"""Reading and tokenising: time, and memory at the peak."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.made_up import made_up_text
from benchmarks.memory import MEGABYTE, peak_resident, resident
from benchmarks.report import Report, alone, out_option, verdict
from engine.benchmark.table import grid, number
from engine.presets import preset

PTB = Path(__file__).parents[2] / "shared" / "data" / "ptb" / "ptb.train.txt"
WORDS = 50_000
TOKENS = 15_000_000  # of a text of about 100 MB
PTB_SECONDS, TEXT_SECONDS, TIMES_THE_SIZE = 1.0, 20.0, 4.0


class Reading(NamedTuple):
    """Seconds of reading and of tokenising; bytes taken at the peak, and of the file."""

    reading: float
    tokenising: float
    peak: int
    size: int


@click.command("data")
@click.option("--ptb", type=click.Path(path_type=Path), default=PTB, help="Penn Treebank's text.")
@click.option("--tokens", default=TOKENS, show_default=True, help="Of the long made-up text.")
@out_option
def command(ptb: Path, tokens: int, out: bool) -> None:
    """Read a short and a long text, each in a fresh process."""
    report, results = Report("data"), []
    rows = [["", "MB", "reading, s", "tokenising, s", "sum", "peak, times the size", ""]]
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        alone(write_text, long, tokens)
        for path, seconds in ((ptb, PTB_SECONDS), (long, TEXT_SECONDS)):
            if not path.is_file():
                click.echo(f"Without {path.name}: it is not in {path.parent}.")
                continue
            found = alone(measure, path)
            total, times = found.reading + found.tokenising, found.peak / found.size
            kept = total <= seconds and (path == ptb or times <= TIMES_THE_SIZE)
            row = [path.name, f"{found.size / MEGABYTE:.0f}"]
            row += [number(found.reading), number(found.tokenising)]
            row += [f"{number(total)} of {seconds:.0f}", f"{times:.1f} of {TIMES_THE_SIZE:.0f}"]
            rows.append([*row, verdict(kept)])
            results.append({"file": path.name} | found._asdict())
    click.echo(grid(rows))
    click.echo("The memory is promised for long texts alone.")
    report.end(results, write=out)


def write_text(path: Path, tokens: int) -> None:
    """Write a made-up text, fifteen words a line, piece by piece."""
    piece = made_up_text(WORDS, min(tokens, 1_000_000)).split(" ")
    lines = "\n".join(" ".join(piece[k : k + 15]) for k in range(0, len(piece), 15)) + "\n"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(max(tokens // len(piece), 1)):
            file.write(lines)


def measure(path: Path) -> Reading:
    """Read and tokenise in this process, which has done nothing else."""
    import engine

    config = preset("rnnlm").config
    before, started = resident(), time.perf_counter()
    dataset = engine.read_dataset(path)
    read = time.perf_counter()
    engine.survey(config, dataset)
    ended = time.perf_counter()
    return Reading(read - started, ended - read, peak_resident() - before, path.stat().st_size)
