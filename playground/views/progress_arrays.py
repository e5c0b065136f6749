"""From the events of a run to arrays, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events import Progress
from engine.history import ACCURACY_EVERY, History
from engine.history import COLUMNS as HISTORY

COLUMNS = ("epoch", "update", "time")
Array = NDArray[np.float64]


class ProgressArrays(NamedTuple):
    """Updates as arrays: x (3, n) in COLUMNS; accuracy is NaN where it was not measured.

    Attributes:
        stride: of so many updates one is there.
    """

    x: Array
    loss: Array
    accuracy: Array
    stride: int = 1

    @property
    def accuracy_stride(self) -> float:
        """Of so many accuracies that were measured one is there."""
        return max(1.0, self.stride / ACCURACY_EVERY)


def history_arrays(history: History, updates_per_epoch: int) -> ProgressArrays:
    """Return the updates that a checkpoint remembers."""
    table = history.table.T
    step, loss, accuracy, seconds = (
        table[HISTORY.index(name)] for name in ("step", "loss", "accuracy", "seconds")
    )
    x = np.stack([step / updates_per_epoch, step, seconds])
    return ProgressArrays(x, loss, accuracy, history.stride)


def progress_arrays(updates: Sequence[Progress]) -> ProgressArrays | None:
    """Return updates as arrays; None where there are none."""
    rows = [
        (e.epoch, e.step, e.seconds, e.loss, np.nan if e.accuracy is None else e.accuracy)
        for e in updates
    ]
    if not rows:
        return None
    table = np.array(rows, dtype=np.float64).T
    return ProgressArrays(table[:3], table[3], table[4])
