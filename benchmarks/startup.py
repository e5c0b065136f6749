"""How long it takes until there is something to see."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import click

from benchmarks.report import Report, out_option, verdict
from benchmarks.xserver import XServer, x_server
from engine.benchmark.table import grid

PAINT_SECONDS, CURVE_SECONDS = 0.7, 1.0
PAINTED = 0.5  # share of the screen that has changed once the window is there
PATIENCE = 60.0
LOOK_EVERY = 0.002  # seconds


@click.command("startup")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1))
@out_option
def command(rounds: int, out: bool) -> None:
    """Start the program on a real X server; the first start, which warms the disk, is left out."""
    report = Report("startup")
    paints, curves = [], []
    for k in range(rounds + 1):
        with x_server() as server:  # anew each time: every start is the first one
            paint = seconds_to_paint(server)
        with x_server() as server:
            curve = seconds_to_curve(server)
        if k:
            paints.append(paint)
            curves.append(curve)
    rows = [["", "seconds", "slowest", ""]]
    results = []
    for title, times, limit in (
        ("first paint after the start", paints, PAINT_SECONDS),
        ("first curve after the click on Train", curves, CURVE_SECONDS),
    ):
        median = statistics.median(times)
        row = [title, f"{median:.2f} of {limit:.1f}", f"{max(times):.2f}"]
        rows.append([*row, verdict(median <= limit)])
        results.append({"title": title, "seconds": times, "median": median, "at_most": limit})
    click.echo(grid(rows))
    report.end(results, write=out)


def seconds_to_paint(server: XServer) -> float:
    """Return the time from starting the program to a window on the screen."""
    with server.look() as screen:
        started = time.perf_counter()
        program = subprocess.Popen([sys.executable, "-m", "playground"], env=server.environment)
        try:
            while screen.share_changed() < PAINTED:
                if time.perf_counter() - started > PATIENCE or program.poll() is not None:
                    raise click.ClickException("There was no window on the screen.")
                time.sleep(LOOK_EVERY)
            return time.perf_counter() - started
        finally:
            program.kill()  # its profile is a folder that goes with the server
            program.wait()


def seconds_to_curve(server: XServer) -> float:
    """Return the time from the click to the curve, in a fresh window."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.startup_probe"],
        env=server.environment, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode or not done.stdout:
        raise click.ClickException(f"The window ended with {done.returncode}.")
    return float(done.stdout.splitlines()[-1])
