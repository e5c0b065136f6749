"""Contenders take turns, and their figures are medians."""

from __future__ import annotations

from itertools import chain, repeat

import pytest

from engine.benchmark.contender import AbsentError, Contender, time_calls
from engine.benchmark.timing import Timing, interleave, race


class Turn:
    """Takes its turns from a list and writes down in which order it was asked."""

    def __init__(self, name: str, times: list[float], log: list[str]) -> None:
        self.name, self.times, self.log = name, times, log

    def turn(self, seconds: float) -> float:
        """Return the next time."""
        self.log.append(f"{self.name} {seconds}")
        return self.times.pop(0)


def nothing() -> None:
    """Do no work at all."""


def make_nothing() -> object:
    """Return no work."""
    return nothing


def make_absent() -> object:
    """Be of no use."""
    raise AbsentError("it has no wheels")


def test_everybody_has_a_turn_in_every_round() -> None:
    """A B A B with a pause before each, and every figure goes to whom it belongs."""
    log: list[str] = []
    racers = {name: Turn(name, times, log) for name, times in (("A", [1.0, 2.0]), ("B", [3.0, 4]))}

    taken = interleave(racers, 2, 0.5, pause=lambda seconds: log.append("pause"))

    assert log == ["pause", "A 0.5", "pause", "B 0.5"] * 2
    assert taken == {"A": [1.0, 2.0], "B": [3.0, 4.0]}


def test_a_timing_is_the_median_between_the_quartiles() -> None:
    """One round that was disturbed moves nothing but the upper quartile."""
    assert Timing.of([3.0, 1.0, 2.0, 4.0, 100.0]) == Timing(3.0, 2.0, 4.0)
    assert Timing.of([7.0]) == Timing(7.0, 7.0, 7.0)


def test_a_turn_is_as_long_as_it_was_asked_to_be() -> None:
    """Calls go on until the time is over; the first one is not timed."""
    calls: list[int] = []
    now = 0.0

    def clock() -> float:
        return now

    def work() -> None:
        nonlocal now
        calls.append(1)
        now += 9.0 if len(calls) == 1 else 0.25

    assert time_calls(work, 2.0, clock) == pytest.approx(250.0)
    assert len(calls) == 1 + 8


def test_a_short_turn_still_times_three_calls() -> None:
    """The median is taken of at least three calls, however slow they are."""
    moments = chain([0.0, 0.0, 1.0, 1.0, 3.0, 3.0, 8.0], repeat(8.0))

    assert time_calls(nothing, 0.0, lambda: next(moments)) == pytest.approx(2000.0)


def test_who_cannot_take_part_is_named_with_the_reason() -> None:
    """The others run in processes of their own and are timed all the same."""
    contenders = [Contender("idle", make_nothing), Contender("missing", make_absent)]  # type: ignore

    result = race(contenders, rounds=1, seconds=0.0)

    assert set(result.timings) == {"idle"}
    assert result.timings["idle"].median >= 0
    assert result.absent == {"missing": "it has no wheels"}
