"""What the chosen runs reached, and where their settings differ."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playground.differences import differences
from playground.formats import UNKNOWN, count, duration, percent, significant
from playground.run_record import RunRecord

REACHED = ("Run", "Best perplexity", "Accuracy", "Epochs", "Time")


class Table(NamedTuple):
    """A row for each run: what it reached, then each setting that is not the same in all."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    @property
    def differ(self) -> bool:
        """Whether any setting differs."""
        return len(self.columns) > len(REACHED)


def table_of(records: Sequence[RunRecord]) -> Table:
    """Return the table of some runs, in full precision; time is in seconds."""
    differing = differences([record.config for record in records])
    titles = [difference.title for difference in differing]
    columns = [
        title if titles.count(title) == 1 else f"{title} ({difference.dotted})"
        for title, difference in zip(titles, differing, strict=True)
    ]
    rows = []
    for index, record in enumerate(records):
        score = record.score
        reached = (
            record.name,
            score.perplexity if score else None,
            score.accuracy if score else None,
            record.epochs,
            record.seconds,
        )
        rows.append((*reached, *(difference.values[index] for difference in differing)))
    return Table((*REACHED, *columns), tuple(rows))


def written(table: Table, row: int, column: int) -> str:
    """Return a cell as the window shows it."""
    value, title = table.rows[row][column], table.columns[column]
    if value is None:
        return UNKNOWN
    if column < len(REACHED) and title == "Accuracy":
        return percent(value)
    if column < len(REACHED) and title == "Time":
        return duration(value)
    return _plain(value)


def save_table(table: Table, path: Path) -> None:
    """Write the table as CSV in full precision; what a run does not have stays empty.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column if column != "Time" else "Seconds" for column in table.columns)
        writer.writerows(table.rows)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if abs(value) < 10_000 else count(value)
    return significant(value) if isinstance(value, float) else str(value)
