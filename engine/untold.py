"""Settings that a file of weights does not tell: try them, and keep what the data speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.checkpoint import Checkpoint
from engine.data.dataset import Pair
from engine.pairs import PairEncoder, to_batch

TRIED_PAIRS = 256  # enough to tell in which direction a model reads: its losses differ widely


@dataclass(frozen=True)
class Trial:
    """The settings of least loss, and what each choice costs in nats per symbol of the answers."""

    checkpoint: Checkpoint
    chosen: Mapping[str, Any]
    loss: float
    next_loss: float


def settle(
    checkpoint: Checkpoint, rows: Sequence[Pair], choices: Sequence[Mapping[str, Any]]
) -> Trial:
    """Return an encoder-decoder with those of its settings that answer the pairs best.

    Args:
        choices: two or more, each a setting of every dotted name that is in question.
    """
    losses = [_loss(_with(checkpoint, choice), rows) for choice in choices]
    first, second, *_ = sorted(range(len(choices)), key=losses.__getitem__)
    chosen = choices[first]
    return Trial(_with(checkpoint, chosen), chosen, losses[first], losses[second])


def _with(checkpoint: Checkpoint, choice: Mapping[str, Any]) -> Checkpoint:
    return replace(checkpoint, config=checkpoint.config.changed(**choice))


def _loss(checkpoint: Checkpoint, rows: Sequence[Pair]) -> float:
    model, sizes = checkpoint.model(), checkpoint.sizes
    reverse = checkpoint.config.task.model_dump()["reverse"]
    encoder = PairEncoder(checkpoint.vocabulary, reverse=reverse)
    questions, answers = encoder.questions(rows, sizes), encoder.answers(rows, sizes)
    batch = to_batch(questions, answers, model.backend)
    return float(model.forward(batch, None, training=False).nats) / batch.count
