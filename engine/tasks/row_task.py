"""Batches of rows, shuffled: pairs, labelled lines and pictures have this in common."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np

from engine.data.part_name import part_name
from engine.errors import DataError
from engine.score import Score
from engine.tasks.base import Task

R = TypeVar("R")


class RowTask(Task, Generic[R]):
    """Take batches of the training rows, in a new order each epoch.

    The remainder of an epoch that does not fill a batch is dropped.

    Attributes:
        rows: of each part.
        order: the places of the training rows in this epoch's order. Each epoch permutes the
            first order anew, as the book's program does (section 7.3.4).
    """

    order: np.ndarray

    def __init__(self, rows: dict[str, list[R]], batch_size: int, name: str) -> None:
        """Count the rows of a data set of this name.

        Raises:
            DataError: the training part does not fill one batch.
        """
        self.rows, self._batch_size = rows, batch_size
        self.counts = {part: len(own) for part, own in rows.items() if own}
        count = self.counts.get("train", 0)
        self.updates_per_epoch = count // batch_size
        if self.updates_per_epoch < 1:
            raise DataError(
                f"“{name}” has {count:,} {self.unit} for training, too few for one update of "
                f"{batch_size:,}. Choose a batch size of at most {max(1, count)}, or more "
                f"{self.unit}."
            )
        self.order = np.arange(count)

    def start_epoch(self, rng: Any) -> None:
        """Draw this epoch's permutation."""
        self.order = rng.permutation(np.arange(len(self.order)))

    def places(self, step: int) -> np.ndarray:
        """Return which training rows the batch of an update consists of."""
        start = step % self.updates_per_epoch * self._batch_size
        return self.order[start : start + self._batch_size]

    def part(self, split: str) -> list[R]:
        """Return the rows of one part, or of "all".

        Raises:
            DataError: there are none.
        """
        if split == "all":
            return [row for rows in self.rows.values() for row in rows]
        if not self.rows.get(split):
            found = " and ".join(part_name(part) for part in self.counts)
            raise DataError(
                f"There is nothing to score in {part_name(split)}; there is {found}. Choose "
                f"another part."
            )
        return self.rows[split]

    @property
    def shown(self) -> R:
        """The row that samples are about: the first of the validation part, where there is one."""
        return (self.rows.get("valid") or self.rows["train"])[0]

    def rank(self, score: Score) -> float:
        """The more rows are right, the better; of equals the one of less loss."""
        return (score.accuracy or 0.0) - 1e-9 * score.loss
