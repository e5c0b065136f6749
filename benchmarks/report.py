"""What every script prints and writes."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from engine.benchmark.machine import describe_machine, load_average, machine_line, warning

RESULTS = Path(__file__).parent / "results"

P = ParamSpec("P")
R = TypeVar("R")

out_option = click.option("--out", is_flag=True, help=f"Write JSON into {RESULTS.name}/, too.")


class Report:
    """Names the machine, then says how to repeat what was done and perhaps writes it down."""

    def __init__(self, name: str) -> None:
        self._name, self._load, self._about = name, load_average(), describe_machine()
        click.echo(machine_line(self._about))
        busy = warning(self._load)
        if busy:
            click.echo(busy)

    def end(self, results: Any, *, write: bool) -> None:
        """Print the command that repeats this and, if asked to, write the results."""
        words = [word for word in sys.argv[1:] if word != "--out"]
        command = shlex.join(["python", "-m", "benchmarks", *words])
        click.echo(f"Repeat with: {command}")
        if write:
            data = {
                "command": command,
                "machine": self._about,
                "load_average": self._load,
                "results": results,
            }
            RESULTS.mkdir(exist_ok=True)
            path = RESULTS / f"{self._name}.json"
            path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
            click.echo(f"Written to {path}.")


def alone(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what a function returns in a fresh process, whose memory nothing else has used."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def verdict(is_kept: bool) -> str:
    """Return how a promise is marked in a table."""
    return "kept" if is_kept else "BROKEN"
