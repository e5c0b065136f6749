"""The window while it trains: never late, and hardly slower than training without it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from benchmarks.made_up import made_up_text
from benchmarks.report import Report, alone, out_option, verdict
from benchmarks.xserver import XServer, x_server
from engine.benchmark.configurations import CONFIGURATIONS, Configuration, choose
from engine.benchmark.table import grid, number
from engine.run_config import RunConfig

SHARES = {"1": 0.90, "2": 0.97, "3": 0.97}  # of the headless speed, by configuration
P99, MAXIMUM = 16.0, 50.0  # milliseconds
ACTIVITIES = ("watching", "panning", "generating", "million")
TOKENS = 200_000
SETTLING = 2.0
TIMES_AS_LONG = 4  # as the measurement is the run planned: its curves fill a part of the chart


@dataclass
class Outcome:
    """What was measured of one configuration and activity, round by round."""

    lateness: list[dict[str, float]] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


@click.command("window")
@click.option("--configs", default="1,2,3", show_default=True, help="Which networks train.")
@click.option("--activities", default=",".join(ACTIVITIES), show_default=True)
@click.option("--seconds", default=10.0, show_default=True, help="Of one measurement.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@out_option
def command(configs: str, activities: str, seconds: float, rounds: int, out: bool) -> None:
    """Train in the real window on a real X server, in turns with training headless."""
    report, chosen = Report("window"), choose(configs.split(","))
    outcomes: dict[tuple[str, str], Outcome] = {}
    with x_server() as server, tempfile.TemporaryDirectory() as folder:
        for configuration in chosen:
            config = on_a_file(configuration, Path(folder) / f"{configuration.name}.txt")
            for _ in range(rounds):
                alone_rate = alone(train_headless, config, seconds)
                shown = lasting(config, alone_rate * TIMES_AS_LONG * (SETTLING + seconds))
                for activity in activities.split(","):
                    click.echo(f"{configuration.name}: {activity} ...", err=True)
                    found = in_the_window(server, shown, activity, seconds)
                    outcome = outcomes.setdefault((configuration.name, activity), Outcome())
                    outcome.shares.append(found.pop("updates_per_second") / alone_rate)
                    outcome.lateness.append(found)
    click.echo(_table(outcomes))
    click.echo(f"Milliseconds that a timer of 5 is late; at most {P99:.0f} and {MAXIMUM:.0f}.")
    report.end([_plain(*key, outcome) for key, outcome in outcomes.items()], write=out)


def on_a_file(configuration: Configuration, path: Path) -> RunConfig:
    """Return an endless run of a configuration on a text of its size."""
    vocab_size = configuration.sizes.vocab_size
    is_short = configuration.name == "1"  # the book trains it on 1,000 words, again and again
    path.write_text(made_up_text(vocab_size, 1_000 if is_short else TOKENS), encoding="utf-8")
    return configuration.run.changed(
        **{
            "data.source": {"kind": "files", "train": str(path), "content": "text"},
            "data.valid_share": 0.0,
            "training.epochs": 100_000,
        }
    )


def lasting(config: RunConfig, updates: float) -> RunConfig:
    """Return the run with as many epochs as make up about so many updates."""
    path = Path(config.data.source.train)  # type: ignore[attr-defined]
    words = path.read_text(encoding="utf-8").count(" ")
    per_epoch = words // config.task.examples_per_update
    return config.changed(**{"training.epochs": max(round(updates / per_epoch), 1)})


def train_headless(config: RunConfig, seconds: float) -> float:
    """Return updates per second without a window."""
    from engine.events import Progress
    from engine.run import train

    first, began, step = 0, 0.0, 0
    started = time.perf_counter()
    for event in train(config):
        if not isinstance(event, Progress):
            continue
        now, step = time.perf_counter(), event.step
        if step == 1:
            started = now
        if not began and now - started >= SETTLING:
            first, began = step, now
        if began and now - began >= seconds:
            return (step - first) / (now - began)
    raise AssertionError("the run is endless")


def in_the_window(
    server: XServer, config: RunConfig, activity: str, seconds: float
) -> dict[str, float]:
    """Return what a fresh window measures."""
    order = {"config": config.model_dump(mode="json"), "activity": activity, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_probe", json.dumps(order)],
        env=server.environment, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode or not done.stdout:
        raise click.ClickException(
            f"The window was not measured ({activity}, exit code {done.returncode})."
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _plain(name: str, activity: str, outcome: Outcome) -> dict[str, Any]:
    """Return the medians of the rounds, of the longest wait the longest."""
    late = {key: statistics.median(row[key] for row in outcome.lateness) for key in ("p50", "p99")}
    late["max"] = max(row["max"] for row in outcome.lateness)
    share = statistics.median(outcome.shares)
    kept = late["p99"] <= P99 and late["max"] <= MAXIMUM
    return {
        "configuration": name,
        "activity": activity,
        "late": late,
        "share_of_headless_speed": share,
        "is_kept": kept and (activity != "watching" or share >= SHARES.get(name, 0.0)),
    }


def _table(outcomes: dict[tuple[str, str], Outcome]) -> str:
    rows = [["", "configuration", "activity", "p50", "p99", "max", "headless speed", ""]]
    for (name, activity), outcome in outcomes.items():
        found = _plain(name, activity, outcome)
        share = f"{found['share_of_headless_speed']:.0%}"
        if activity == "watching" and name in SHARES:
            share += f" of {SHARES[name]:.0%}"
        late = [number(found["late"][key]) for key in ("p50", "p99", "max")]
        row = [name, CONFIGURATIONS[name].title, activity, *late, share]
        rows.append([*row, verdict(found["is_kept"])])
    return grid(rows, left=3)
