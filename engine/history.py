"""The figures of a run, kept so that a curve can be drawn again after opening a checkpoint."""

from __future__ import annotations

import math

import numpy as np

from engine.evaluations import Evaluations
from engine.events import Progress

COLUMNS = ("step", "loss", "accuracy", "grad_norm", "clip_rate", "learning_rate", "seconds")
ACCURACY_EVERY = 8  # updates: ranking 10,000 words for 700 tokens costs 3 % of an update
CAPACITY = 65_536  # rows: 3.5 MB, whatever the length of the run


class History:
    """Updates and evaluations in order.

    A run of more than `CAPACITY` updates keeps every second row from then on, then every fourth,
    and so on, the first one always: accuracies are measured at the first update and at every
    eighth after it. Rows are left out, never averaged: what is kept is what was measured.

    Attributes:
        stride: how many updates one kept row stands for.
        evaluations: every one of them.
    """

    def __init__(self) -> None:
        self._rows = np.empty((1024, len(COLUMNS)))
        self._count = 0
        self.stride = 1
        self.evaluations = Evaluations()

    def __len__(self) -> int:
        return self._count

    def append(self, progress: Progress) -> None:
        """Take in one update."""
        if (progress.step - 1) % self.stride:
            return
        if self._count == len(self._rows):
            self._make_room()
            if (progress.step - 1) % self.stride:
                return
        self._rows[self._count] = (
            progress.step,
            progress.loss,
            math.nan if progress.accuracy is None else progress.accuracy,
            progress.grad_norm,
            progress.clip_rate,
            progress.learning_rate,
            progress.seconds,
        )
        self._count += 1

    def _make_room(self) -> None:
        if self._count < CAPACITY:
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
            return
        self.stride *= 2
        kept = self._rows[::2].copy()
        self._rows[: len(kept)] = kept
        self._count = len(kept)

    @property
    def table(self) -> np.ndarray:
        """A copy of the kept rows, (K, len(COLUMNS)); accuracy is NaN where not measured."""
        return self._rows[: self._count].copy()

    def copy(self) -> History:
        """Return a history that later updates do not change."""
        return History.of(self._rows[: self._count], self.stride, self.evaluations)

    @classmethod
    def of(cls, table: np.ndarray, stride: int, evaluations: Evaluations) -> History:
        """Return the history that was saved as these parts.

        Raises:
            ValueError: the parts do not fit each other.
        """
        _check(table, stride)
        history = cls()
        size = max(1024, 1 << (len(table) - 1).bit_length()) if len(table) else 1024
        history._rows = np.empty((size, len(COLUMNS)))
        history._rows[: len(table)] = table
        history._count, history.stride = len(table), stride
        history.evaluations = evaluations.copy()
        return history


def _check(table: np.ndarray, stride: int) -> None:
    """Raise ValueError unless every row of a file's table stands for an update."""
    if table.dtype != np.float64 or table.ndim != 2 or table.shape[1] != len(COLUMNS):
        raise ValueError("the updates are not a table of numbers")
    steps = table[:, COLUMNS.index("step")]
    if stride < 1 or not (np.isfinite(steps).all() and (np.diff(steps, prepend=0) > 0).all()):
        raise ValueError("the updates are not in order")
