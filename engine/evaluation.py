"""Scoring a language model on a stream of tokens, by a protocol that has a name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.data.part_name import part_name
from engine.errors import DataError
from engine.layers.base import IGNORE
from engine.models.base import Batch, Model
from engine.score import Score
from engine.threads import BlasThreads, choices_for


@dataclass(frozen=True)
class Protocol:
    """How a stream is cut for scoring.

    Attributes:
        name: what figures measured so are labelled with.
        streams: N, pieces that are read side by side, each from a state of zeros.
        steps: T, time steps at once; it changes no figure unless the remainder is dropped.
        drop_remainder: whether what does not fill a last batch goes unscored, as in the book.
    """

    name: str
    streams: int
    steps: int
    drop_remainder: bool = False


EVERY_TOKEN = Protocol("every token, in one stream", 1, 1024)
TRAINING = Protocol("every token, in 10 streams", 10, 35)
BOOK = Protocol("book: 10 streams, 35 steps, remainder dropped", 10, 35, drop_remainder=True)
PROTOCOLS = {"every-token": EVERY_TOKEN, "training": TRAINING, "book": BOOK}


def score_tokens(
    model: Model, ids: np.ndarray, protocol: Protocol, *, split: str, unit: str
) -> Score:
    """Return mean loss and next-token accuracy over a stream of ids (L,).

    The first token has nothing before it and is not scored. Sums are kept in float64; the
    perplexity is exp of the mean over all tokens, never a mean of exps.

    Raises:
        DataError: a protocol that drops the remainder leaves nothing.
    """
    inputs, targets = _streams(ids, protocol)
    if not len(inputs):
        raise DataError(
            f"In {part_name(split)} are {len(ids):,} {unit}, too few for one batch of "
            f"{protocol.streams} × {protocol.steps} {unit}. Score it by another protocol, which "
            f"drops no remainder."
        )
    state, to_device = model.initial_state(inputs.shape[1]), model.backend.ids
    nats, correct, count = 0.0, 0.0, 0
    with BlasThreads(choices_for(model, protocol.streams * protocol.steps)) as threads:
        for start in threads.timed(range(0, len(inputs), protocol.steps)):
            window = slice(start, start + protocol.steps)
            scored = int((targets[window] != IGNORE).sum())
            batch = Batch(to_device(inputs[window]), to_device(targets[window]), scored)
            result = model.forward(batch, state, training=False)
            nats += float(result.nats)
            correct += float(model.count_correct(result.cache))
            count += scored
            state = result.state
    return Score(split, protocol.name, nats / count, correct / count, count, unit)


def _streams(ids: np.ndarray, protocol: Protocol) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and targets (L / N, N); stream i starts where the i-th part begins."""
    total = len(ids) - 1
    N = min(protocol.streams, total)
    if protocol.drop_remainder:
        length = total // (N * protocol.steps) * protocol.steps
        starts = np.arange(N) * (total // N)
        positions = starts + np.arange(length)[:, None]
        return ids[positions].astype(np.intp), ids[positions + 1].astype(np.intp)
    length = -(-total // N)
    positions = np.arange(N) * length + np.arange(length)[:, None]
    inside = positions < total
    positions = np.minimum(positions, total - 1)
    targets = ids[positions + 1].astype(np.intp)
    return ids[positions].astype(np.intp), np.where(inside, targets, IGNORE)
