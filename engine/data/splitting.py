"""Which tokens or rows of a single file are for training, validation and test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from engine.data.sources import DataConfig

Row = TypeVar("Row")
PARTS = ("train", "valid", "test")


def split_tokens(count: int, config: DataConfig) -> dict[str, slice]:
    """Return where the parts of a running text stand, one after the other.

    With a limit L the first L tokens are for training and the shares are shares of L, taken from
    what follows, as far as there is some. Without one the shares are shares of the whole text.
    """
    is_limited = 0 < config.limit < count
    sizes = _sizes(config.limit if is_limited else count, config)
    train = config.limit if is_limited else count - sizes["valid"] - sizes["test"]
    valid = min(train + sizes["valid"], count)
    test = min(valid + sizes["test"], count)
    return {"train": slice(0, train), "valid": slice(train, valid), "test": slice(valid, test)}


def split_rows(count: int, config: DataConfig, rng: np.random.RandomState) -> dict[str, np.ndarray]:
    """Return the places of each part's rows: shuffled, then validation and test from the end.

    The shuffle is one permutation of all rows, the first thing that is drawn from `rng`; with a
    validation share of 0.1 and no test part that is the book's split, row for row. A limit keeps
    the first rows of the shuffled training part.
    """
    order = np.arange(count)
    rng.shuffle(order)
    sizes = _sizes(count, config)
    end = count - sizes["valid"] - sizes["test"]
    train = order[: min(config.limit or end, end)]
    valid = order[end : end + sizes["valid"]]
    return {"train": train, "valid": valid, "test": order[end + sizes["valid"] :]}


def split_groups(
    keys: Sequence[str], config: DataConfig, rng: np.random.RandomState
) -> dict[str, list[int]]:
    """Return the places of each part's rows, in their first order, where not the rows are split
    but their keys: what is in one part has its key in no other.

    A limit keeps the first rows of the training part.
    """
    distinct = list(dict.fromkeys(keys))
    shares = split_rows(len(distinct), config.changed(limit=0), rng)
    part_of = {distinct[i]: part for part, where in shares.items() for i in where}
    places: dict[str, list[int]] = {part: [] for part in shares}
    for place, key in enumerate(keys):
        places[part_of[key]].append(place)
    return places | {"train": places["train"][: config.limit or None]}


def limited_rows(count: int, config: DataConfig, rng: np.random.RandomState) -> np.ndarray:
    """Return the places of the training rows where the parts came as files of their own."""
    order = np.arange(count)
    rng.shuffle(order)
    return order[: config.limit or count]


def split_parts(
    rows: Mapping[str, Sequence[Row]], config: DataConfig, rng: np.random.RandomState
) -> dict[str, list[Row]]:
    """Return the rows of each part in their first order: one file split, or separate ones."""
    if "all" in rows:
        every = rows["all"]
        places = split_rows(len(every), config, rng)
        return {part: [every[i] for i in where] for part, where in places.items()}
    train = rows["train"]
    parts = {part: list(own) for part, own in rows.items()}
    return parts | {"train": [train[i] for i in limited_rows(len(train), config, rng)]}


def _sizes(count: int, config: DataConfig) -> dict[str, int]:
    # A share such as 0.29 of 100 is 28.999... in binary; a nudge makes it the 29 that is meant.
    shares = {"valid": config.valid_share, "test": config.test_share}
    return {part: int(count * share + 1e-9) for part, share in shares.items()}
