"""An n-gram model as named arrays and plain facts, which is what a checkpoint holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import CheckpointError
from engine.ngram.model import NgramModel
from engine.ngram.order_table import OrderTable

Arrays = dict[str, NDArray[Any]]


def to_arrays(model: NgramModel) -> tuple[Arrays, dict[str, Any]]:
    """Return the arrays of a model ("1.probabilities", "2.keys" ...) and its facts, JSON-ready."""
    arrays: Arrays = {"1.probabilities": model.unigrams}
    for length, table in enumerate(model.orders, start=2):
        arrays[f"{length}.keys"] = table.keys
        arrays[f"{length}.probabilities"] = table.probabilities
        arrays[f"{length}.backoffs"] = table.backoffs
    facts = {
        "order": model.order,
        "boundary": model.boundary,
        "smoothing": model.smoothing,
        "uniform_base": model.uniform_base,
    }
    return arrays, facts


def from_arrays(arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> NgramModel:
    """Return the model that `to_arrays` took apart.

    Raises:
        CheckpointError: an array or a fact is missing, or they do not fit together.
    """
    order, boundary = facts.get("order"), facts.get("boundary")
    unigrams = _probabilities(arrays, "1.probabilities")
    V = len(unigrams)
    if not isinstance(order, int) or not V:
        raise CheckpointError("The saved n-gram model has no order or no tokens. Train it again.")
    if boundary is not None and not (isinstance(boundary, int) and 0 <= boundary < V):
        raise CheckpointError(
            f"The saved n-gram model ends sentences with token {boundary!r}, "
            f"but knows {V:,} tokens. Train it again."
        )
    tables: list[OrderTable] = []
    context_count = V
    for length in range(2, order + 1):
        tables.append(_table(arrays, length, context_count, V))
        context_count = len(tables[-1].keys)
    return NgramModel(
        unigrams=unigrams,
        orders=tuple(tables),
        boundary=boundary,
        smoothing=str(facts.get("smoothing", "")),
        uniform_base=facts.get("uniform_base") is True,
    )


def _table(
    arrays: Mapping[str, NDArray[Any]], length: int, context_count: int, vocab_size: int
) -> OrderTable:
    keys = _array(arrays, f"{length}.keys", np.dtype(np.int64))
    probabilities = _probabilities(arrays, f"{length}.probabilities")
    backoffs = _array(arrays, f"{length}.backoffs", np.dtype(np.float64))
    are_keys_sorted = bool((np.diff(keys) > 0).all())
    are_keys_known = not len(keys) or (keys[0] >= 0 and keys[-1] < context_count * vocab_size)
    are_weights = bool(np.isfinite(backoffs).all() and (backoffs >= 0).all())
    fits = len(probabilities) == len(keys) and len(backoffs) == context_count + 1
    if not (are_keys_sorted and are_keys_known and are_weights and fits):
        raise CheckpointError(
            f"The saved {length}-grams do not fit the {context_count:,} contexts before them. "
            "Train the model again."
        )
    return OrderTable(keys, probabilities, backoffs, vocab_size)


def _probabilities(arrays: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float64]:
    values = _array(arrays, name, np.dtype(np.float64))
    if not ((values >= 0) & (values <= 1 + 1e-9)).all():
        raise CheckpointError(
            f"“{name}” of the saved n-gram model holds numbers that are not probabilities. "
            "Train it again."
        )
    return values


def _array(arrays: Mapping[str, NDArray[Any]], name: str, dtype: np.dtype[Any]) -> NDArray[Any]:
    array = arrays.get(name)
    if array is None or array.ndim != 1 or array.dtype != dtype:
        raise CheckpointError(
            f"“{name}” of the saved n-gram model is missing or not a list of {dtype.name}. "
            "Train it again."
        )
    return array
