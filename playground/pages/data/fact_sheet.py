"""What is worth saying about the statistics of a data set, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from engine.data.chunks import Level
from engine.data.histogram import Histogram
from engine.data.statistics import (
    Frequency,
    LabelledStatistics,
    PairStatistics,
    PictureStatistics,
    TextStatistics,
)
from playground import formats

_TOP = 9
_FEW = 10
_UNITS = {"word": "words", "character": "characters"}
_SYMBOLS = {"word": "different words", "character": "symbols"}


@dataclass(frozen=True)
class FactSheet:
    """Three numbers as (value, caption, tone), and what the pictures under them show."""

    numbers: tuple[tuple[str, str, str], ...]
    lengths: Histogram
    lengths_title: str
    repeated: int
    top: tuple[Frequency, ...] = ()
    top_title: str = ""
    carries: tuple[int, ...] = ()
    has_long_names: bool = False


@singledispatch
def fact_sheet(found: Any, level: Level) -> FactSheet:
    """Return the facts of statistics.

    Raises:
        TypeError: there is no sheet for such statistics.
    """
    raise TypeError(f"no sheet for {type(found).__name__}")


@fact_sheet.register
def _of_text(found: TextStatistics, level: Level) -> FactSheet:
    unit = _UNITS[level]
    tone = "warn" if found.unknown_share else "ink"
    return FactSheet(
        (
            (formats.count(found.tokens), unit, "ink"),
            (formats.count(found.symbols), "vocabulary", "ink"),
            (formats.percent(found.unknown_share), "unknown", tone),
        ),
        found.lengths,
        f"{unit.capitalize()} per line",
        found.repeated,
        found.top[:_TOP],
        f"Most frequent {unit}",
    )


@fact_sheet.register
def _of_pairs(found: PairStatistics, level: Level) -> FactSheet:
    longest = f"{found.longest_question} → {found.longest_answer}"
    return FactSheet(
        (
            (formats.count(found.pairs), "pairs", "ink"),
            (formats.count(found.symbols), _SYMBOLS[level], "ink"),
            (longest, "longest, in → out", "ink"),
        ),
        found.lengths,
        "Length of the question",
        found.repeated,
        carries=found.carries,
    )


@fact_sheet.register
def _of_labelled(found: LabelledStatistics, level: Level) -> FactSheet:
    return FactSheet(
        (
            (formats.count(found.lines), "lines", "ink"),
            (formats.count(len(found.labels)), "labels", "ink"),
            (formats.count(found.lengths.median), "words, median", "ink"),
        ),
        found.lengths,
        "Words per line",
        found.repeated,
        found.labels[:_TOP],
        "Labels",
    )


@fact_sheet.register
def _of_pictures(found: PictureStatistics, level: Level) -> FactSheet:
    return FactSheet(
        (
            (formats.count(found.pictures), "pictures", "ink"),
            (formats.count(len(found.captions)), "captions", "ink"),
            (formats.count(found.symbols), "words", "ink"),
        ),
        found.lengths,
        "Words per caption",
        found.pictures - len(found.captions),
        found.captions[:_TOP],
        "Most frequent captions",
        has_long_names=True,
    )


def bar_names(lengths: Histogram) -> dict[int, str]:
    """Name all of a few bars; of many the first, the last and the one with the median."""
    count = len(lengths.counts)
    names = {i: f"{lengths.low + i * lengths.width:,}" for i in range(count)}
    if count <= _FEW:
        return names
    middle = int((lengths.median - lengths.low) // lengths.width)
    return {0: names[0], count - 1: names[count - 1], middle: f"{lengths.median:g}"}
