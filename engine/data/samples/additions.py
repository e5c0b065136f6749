"""Sums, differences and products of whole numbers, in the book's fixed-width format."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.data.dataset import Records
from engine.data.samples.fixed_width import check_count, padded

Operation = Literal["add", "subtract", "multiply"]

SIGNS: dict[str, str] = {"add": "+", "subtract": "-", "multiply": "*"}
SEED = 2026
COUNT = 50_000


def make(
    count: int = COUNT, seed: int = SEED, digits: int = 3, operation: Operation = "add"
) -> Records:
    """Draw different problems: first how many digits each number has, then the number.

    So short numbers are as frequent as long ones. Questions are 2 digits + 1 characters wide;
    answers one character more than a number, or twice as wide for products.

    Raises:
        DataError: there are too few different problems.
    """
    check_count(count, 10 ** (2 * digits), "problems", "allow more digits")
    left, right = _operands(count, np.random.RandomState(seed), digits)
    answers = {"add": left + right, "subtract": left - right, "multiply": left * right}
    width = 2 * digits if operation == "multiply" else digits + 1
    columns = zip(left.tolist(), right.tolist(), answers[operation].tolist(), strict=True)
    rows = ((f"{a}{SIGNS[operation]}{b}", str(c)) for a, b, c in columns)
    return padded(rows, 2 * digits + 1, width)


def _operands(count: int, rng: np.random.RandomState, digits: int) -> tuple[np.ndarray, np.ndarray]:
    keys = np.empty(0, np.int64)
    limit = 10**digits
    while keys.size < count:
        powers = 10.0 ** (1 + np.floor(rng.random_sample((2, count)) * digits))
        left, right = np.floor(rng.random_sample((2, count)) * powers).astype(np.int64)
        keys = np.concatenate([keys, left * limit + right])
        first = np.unique(keys, return_index=True)[1]
        keys = keys[np.sort(first)]
    left, right = np.divmod(keys[:count], limit)
    return left, right
