"""What going on with a run needs beyond its weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

import numpy as np

from engine.plain_data import as_type
from engine.standing import Standing

GENERATOR, KEYS = "MT19937", 624  # NumPy's RandomState, and how many numbers it holds
BEST, SLOT = "best/", "slot/"
FACTS = {"standing", "random", "updates"}
LARGEST = 10**15  # updates and tokens: what a place in the data is computed from


@dataclass(frozen=True)
class TrainingState:
    """Arrays and plain facts, as a file holds them."""

    arrays: dict[str, np.ndarray]
    facts: dict[str, Any]

    @property
    def standing(self) -> Standing:
        """Where the run stands, as an object of its own."""
        standing: Standing = as_type(Standing, self.facts["standing"], "place in the run")
        return standing

    @classmethod
    def parse(
        cls, arrays: dict[str, np.ndarray], facts: Any, weights: Mapping[str, np.ndarray]
    ) -> Self:
        """Return what a file holds, once all of it is known to be of the right kind.

        Raises:
            ValueError: the first thing that is wrong, as half a sentence about the file.
        """
        if not isinstance(facts, dict) or not facts.keys() >= FACTS:
            raise ValueError("it does not say how its run goes on")
        standing = _standing(facts["standing"])
        updates = as_type(int, facts["updates"], "number of updates")
        trained_on = as_type(int, facts.get("trained_on", 0), "size of the data")
        random = _random(arrays.get("random"), facts["random"])
        _check_like(weights, below(arrays, BEST), "best weights")
        for slot in sorted({name.split("/")[1] for name in arrays if name.startswith(SLOT)}):
            _check_like(weights, below(arrays, f"{SLOT}{slot}/"), "optimizer's memory")
        _check_order(arrays.get("order"), trained_on)
        plain = {"standing": asdict(standing), "random": random, "updates": updates}
        return cls(arrays, plain | {"trained_on": trained_on})


def below(arrays: Mapping[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """Return the arrays whose names begin with a prefix, without it."""
    return {k.removeprefix(prefix): a for k, a in arrays.items() if k.startswith(prefix)}


def _standing(facts: Any) -> Standing:
    """Return where the run stands."""
    what = "place in the run"
    standing: Standing = as_type(Standing, facts, what)
    counts = (standing.step, standing.tokens, standing.waited, standing.good_step)
    is_whole = {field.name for field in fields(Standing)} <= facts.keys()
    if not is_whole or not 0 <= min(counts) <= max(counts) <= LARGEST:
        raise ValueError(f"its {what} cannot be read")
    return standing


def _random(keys: np.ndarray | None, facts: Any) -> list[Any]:
    """Return what NumPy takes, with `keys`, as the state of its random numbers."""
    what = "random numbers"
    kind, position, has_gauss, gauss = as_type(tuple[str, int, int, float], facts, what)
    is_state = kind == GENERATOR and 0 <= position <= KEYS and has_gauss in (0, 1)
    if not is_state or keys is None or keys.dtype != np.uint32 or keys.shape != (KEYS,):
        raise ValueError(f"its {what} cannot be read")
    return [kind, position, has_gauss, gauss]


def _check_order(order: np.ndarray | None, rows: int) -> None:
    """Raise ValueError unless an order, where there is one, goes through every row once.

    Args:
        rows: how many there are; 0 in files that do not say so.
    """
    if order is None:
        return
    is_order = order.dtype == np.int32 and order.shape == (rows or order.size,)
    if not (is_order and np.array_equal(np.sort(order), np.arange(len(order)))):
        raise ValueError("its order of the data cannot be read")


def _check_like(
    weights: Mapping[str, np.ndarray], others: Mapping[str, np.ndarray], what: str
) -> None:
    """Raise ValueError unless there are numbers of the weights' names and shapes."""
    shapes, found = ({k: a.shape for k, a in of.items()} for of in (weights, others))
    if shapes != found or not all(a.dtype.kind == "f" for a in others.values()):
        raise ValueError(f"its {what} and its weights differ in shape")
