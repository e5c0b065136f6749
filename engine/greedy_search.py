"""Writing answers with the likeliest symbol at every step, many at a time."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from engine.models.base import Batch


class AnswerForm(NamedTuple):
    """How answers begin and end.

    Attributes:
        start: id of the symbol that stands before the first one.
        end: id of the symbol that ends an answer; None where all have the same length.
        length: of the longest, its end included.
    """

    start: int
    end: int | None
    length: int

    def length_of(self, ids: np.ndarray) -> int:
        """Return how many ids (A,) stand before the end."""
        over = self.are_over(ids)
        return int(over.argmax()) if over.any() else len(ids)

    def are_over(self, symbols: np.ndarray) -> np.ndarray:
        """Return which of some symbols end an answer."""
        return np.zeros(symbols.shape, bool) if self.end is None else symbols == self.end


class Decoded(NamedTuple):
    """Answers as they were written, one per column.

    Shapes: ids (A, N), probabilities (A, N), attention (A, N, S), None for a model without. The
    latter two are empty and None where they were not asked for.
    """

    ids: np.ndarray
    probabilities: np.ndarray
    attention: np.ndarray | None


def decode_greedily(
    model: Any, batch: Batch, form: AnswerForm, *, explain: bool = False
) -> Decoded:
    """Write an answer to every question of a batch.

    Steps end when every answer has ended or is as long as the longest in the data.
    """
    stepper, to_host = model.stepper(batch), model.backend.to_host
    N = batch.targets.shape[1]
    current = model.backend.ids(np.full(N, form.start))
    ids, chances, weights, ended = [], [], [], np.zeros(N, bool)
    for _ in range(form.length):
        logits = stepper.step(current)
        current = logits.argmax(axis=1)
        ids.append(to_host(current))
        if explain:
            chances.append(to_host(_probability(model.backend.xp, logits, current)))
            if stepper.attention is not None:
                weights.append(np.array(to_host(stepper.attention)))
        ended |= form.are_over(ids[-1])
        if ended.all():
            break
    probabilities = np.stack(chances) if chances else np.empty((0, N))
    return Decoded(np.stack(ids), probabilities, np.stack(weights) if weights else None)


def _probability(xp: Any, logits: Any, chosen: Any) -> Any:
    top = logits.max(axis=1, keepdims=True)
    exp = xp.exp(logits - top)
    return exp[xp.arange(len(logits)), chosen] / exp.sum(axis=1)
