"""Leaving out of a long line what cannot be seen."""

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def thinned(table: Table, group: int) -> Table:
    """Keep the lowest and the highest point of every group of neighbours, in their order.

    The columns of ``table`` are points; its last row but one has their heights, its last one how
    many values each stands for: the two that are left share those of their group. A last group
    that is not full stays as it is.
    """
    whole = table.shape[1] // group * group
    heights = table[-2, :whole].reshape(-1, group)
    lowest, highest = heights.argmin(axis=1), heights.argmax(axis=1)
    # Where all are equal both are the first: the ends of the group stand for it.
    highest[lowest == highest] = group - 1
    pairs = np.sort(np.stack([lowest, highest], axis=1), axis=1)
    kept = table.take((pairs + np.arange(0, whole, group)[:, None]).ravel(), axis=1)
    kept[-1] = np.repeat(table[-1, :whole].reshape(-1, group).sum(axis=1) / 2, 2)
    return np.concatenate([kept, table[:, whole:]], axis=1)
