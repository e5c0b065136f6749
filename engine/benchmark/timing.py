"""Turn by turn, so that what disturbs the machine disturbs everybody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.benchmark.contender import AbsentError, Contender, Racer

TURN_SECONDS = 0.3
PAUSE = 0.05  # seconds between turns: idle BLAS threads spin for about half of that


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one piece of work: the median of the rounds, and their quartiles."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, rounds: list[float]) -> Timing:
        """Return the timing of a number of rounds."""
        low, median, high = np.quantile(rounds, (0.25, 0.5, 0.75)).tolist()
        return cls(median, low, high)


@dataclass(frozen=True)
class Race:
    """Timings of those who took part, and why the others did not, by name."""

    timings: dict[str, Timing]
    absent: dict[str, str]


class Turns(Protocol):
    """What takes turns."""

    def turn(self, seconds: float) -> float: ...


def interleave(
    racers: Mapping[str, Turns],
    rounds: int,
    seconds: float = TURN_SECONDS,
    pause: Callable[[float], object] = time.sleep,
) -> dict[str, list[float]]:
    """Let all take turns, A B C A B C ...; return what each measured in each round."""
    taken: dict[str, list[float]] = {name: [] for name in racers}
    for _ in range(rounds):
        for name, racer in racers.items():
            pause(PAUSE)
            taken[name].append(racer.turn(seconds))
    return taken


def race(
    contenders: Iterator[Contender] | list[Contender],
    rounds: int,
    seconds: float = TURN_SECONDS,
) -> Race:
    """Measure contenders side by side, each in a process of its own, one at work at a time."""
    present: dict[str, Racer] = {}
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        for contender in contenders:
            racer = Racer(contender)
            stack.callback(racer.close)
            try:
                present[contender.name] = racer.wait()
            except AbsentError as error:
                absent[contender.name] = str(error)
        taken = interleave(present, rounds, seconds)
    return Race({name: Timing.of(times) for name, times in taken.items()}, absent)
