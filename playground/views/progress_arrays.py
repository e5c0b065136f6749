"""From the events of a run to arrays, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events import Progress

COLUMNS = ("epoch", "update", "time")
Array = NDArray[np.float64]


class ProgressArrays(NamedTuple):
    """Updates as arrays: x (3, n) in COLUMNS; accuracy is NaN where it was not measured."""

    x: Array
    loss: Array
    accuracy: Array


def progress_arrays(events: Sequence[object]) -> ProgressArrays | None:
    """Return the updates among events; None where there are none."""
    rows = [
        (e.epoch, e.step, e.seconds, e.loss, np.nan if e.accuracy is None else e.accuracy)
        for e in events
        if type(e) is Progress
    ]
    if not rows:
        return None
    table = np.array(rows, dtype=np.float64).T
    return ProgressArrays(table[:3], table[3], table[4])
