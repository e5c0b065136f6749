"""Comparisons as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine.benchmark.comparison import BOOK, OURS, PRODUCTS, PYTORCH, Comparison
from engine.benchmark.machine import machine_line

HEAD = ("", "configuration", OURS, "quartiles", "products", "PyTorch", "book")
RATIOS = ("to PyTorch", "to products")
ABOVE = "above"
LEGEND = "Milliseconds per update, medians of the rounds; in brackets the faster number of threads."


def to_text(comparisons: Sequence[Comparison]) -> str:
    """Return a table of milliseconds and ratios, each beside its limit; what is above is marked."""
    rows = [[*HEAD, *RATIOS], *(_row(comparison) for comparison in comparisons)]
    text = grid(rows, left=2)
    notes = dict.fromkeys(note for comparison in comparisons for note in _notes(comparison))
    return "\n".join([text, LEGEND, *notes])


def to_json(
    comparisons: Sequence[Comparison], about: dict[str, str], load: float | None, command: str
) -> dict[str, Any]:
    """Return everything that was measured, with the machine and the command that repeats it."""
    return {
        "command": command,
        "machine": about,
        "summary": machine_line(about),
        "load_average": load,
        "results": [comparison.to_json() for comparison in comparisons],
    }


def grid(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """Return rows in columns: the first `left` columns from the left, the others from the right."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.ljust(width) if k < left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def number(value: float) -> str:
    """Return milliseconds to three digits."""
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def _row(comparison: Comparison) -> list[str]:
    ours, limits = comparison.timings[OURS], comparison.configuration.limits
    return [
        comparison.configuration.name,
        comparison.configuration.title,
        number(ours.median),
        f"{number(ours.low)} to {number(ours.high)}",
        *(_best(comparison, who) for who in (PRODUCTS, PYTORCH, BOOK)),
        _against(comparison.to_pytorch, limits.to_pytorch),
        _against(comparison.to_products, limits.to_products),
    ]


def _best(comparison: Comparison, who: str) -> str:
    """Return a contender's best median, with its number of threads where several were tried."""
    name = comparison.best(who)
    if name is None:
        return "-"
    threads = name.removeprefix(who).strip(", ").partition(" ")[0]
    return number(comparison.timings[name].median) + f" ({threads})" * bool(threads)


def _against(ratio: float | None, limit: float) -> str:
    """Return a ratio beside its limit, marked where it is above."""
    if ratio is None:
        return f"- of {limit:.2f}"
    return f"{ABOVE} " * (ratio > limit) + f"{ratio:.2f} of {limit:.2f}"


def _notes(comparison: Comparison) -> Iterator[str]:
    """Yield one sentence for each that could not take part."""
    for name, reason in comparison.absent.items():
        yield f"Without {name.partition(',')[0]}: {reason}."
