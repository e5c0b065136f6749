"""A run's figures as a table that spreadsheets read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from engine.atomic_file import write_atomically
from engine.history import COLUMNS, History


def write_history(history: History, path: Path) -> None:
    """Write every evaluation and every kept update as CSV, in full precision, nothing smoothed.

    What both have, such as the learning rate, stands in one column; what one has not is blank.

    Raises:
        CheckpointError: the file could not be written.
    """
    evaluations = [event.to_json() for event in history.evaluations]
    measured = evaluations[0] if evaluations else ()
    text = io.StringIO()
    writer = csv.DictWriter(
        text, dict.fromkeys(("event", *COLUMNS, "epoch", *measured)), lineterminator="\n"
    )
    writer.writeheader()
    for row in history.table.tolist():
        values = {name: v for name, v in zip(COLUMNS, row, strict=True) if v == v}
        writer.writerow({"event": "progress"} | values | {"step": int(row[0])})
    writer.writerows(evaluations)
    write_atomically(path, text.getvalue().encode())
