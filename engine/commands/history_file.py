"""A run's figures as a table that spreadsheets read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from engine.atomic_file import write_atomically
from engine.history import COLUMNS, History


def write_history(history: History, path: Path) -> None:
    """Write every evaluation and every kept update as CSV, in full precision, nothing smoothed.

    Raises:
        CheckpointError: the file could not be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    evaluations = [event.to_json() for event in history.evaluations]
    measured = list(evaluations[0])[3:] if evaluations else []
    writer.writerow(["event", *COLUMNS, "epoch", *measured])
    for row in history.table.tolist():
        writer.writerow(["progress", int(row[0]), *(repr(v) if v == v else "" for v in row[1:])])
    for event in evaluations:
        blanks = [""] * (len(COLUMNS) - 1)
        values = ["" if event[name] is None else event[name] for name in measured]
        writer.writerow(["evaluated", event["step"], *blanks, event["epoch"], *values])
    write_atomically(path, text.getvalue().encode())
