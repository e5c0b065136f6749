"""Writing answers by looking several ways ahead at once, many answers at a time."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from engine.config import Config, setting
from engine.greedy_search import AnswerForm, Decoded
from engine.models.base import Batch


class BeamConfig(Config):
    """How many ways an answer is looked for."""

    width: int = setting(
        1,
        "Beams",
        help="How many unfinished answers are kept at every step; 1 takes the likeliest symbol.",
        low=1,
        high=64,
    )
    length_power: float = setting(
        0.0,
        "Favour long answers",
        help="An answer's score is divided by its length to this power: 0 compares plain "
        "probabilities, which favour short answers, 1 the mean per symbol.",
        low=0,
        high=2,
        basic=False,
    )


class Found(NamedTuple):
    """An answer that the search ended with: its ids and the sum of their log probabilities."""

    ids: tuple[int, ...]
    score: float


class _Step(NamedTuple):
    """What was kept at one step, (N, k) each: symbols, whose continuation, how likely."""

    symbols: np.ndarray
    parents: np.ndarray
    probabilities: np.ndarray
    attention: np.ndarray | None


def decode_by_beam(
    model: Any, batch: Batch, form: AnswerForm, beam: BeamConfig
) -> tuple[Decoded, list[list[Found]]]:
    """Write the best answer to every question, and all that the search ended with, best first.

    At every step the continuations with the highest sums of log probabilities are kept, of all
    unfinished and finished answers to a question together. With one beam that is greedy search:
    sums are kept in float64, in which no two different scores of a symbol become equal.

    Source: Sutskever et al. 2014, section 3.2; length normalisation: Wu et al. 2016, section 7.
    """
    N, k = batch.targets.shape[1], beam.width
    stepper = model.stepper(batch, beams=k)
    current = np.full(N * k, form.start)
    scores = np.full((N, k), -np.inf)
    scores[:, 0] = 0  # all beams begin alike: only one of them may be gone on with
    ended, steps = np.zeros((N, k), bool), []
    first_rows = np.arange(N)[:, None] * k
    for _ in range(form.length):
        logits = model.backend.to_host(stepper.step(model.backend.ids(current)))
        nats = _log_softmax(logits.reshape(N, k, -1).astype(np.float64))
        weights = stepper.attention
        step, scores = _keep_best(scores, nats, ended, form)
        rows = (first_rows + step.parents).reshape(-1)
        if weights is not None:
            seen = np.array(model.backend.to_host(weights))[rows]
            step = step._replace(attention=seen.reshape(N, k, -1))
        steps.append(step)
        ended = np.take_along_axis(ended, step.parents, 1) | form.are_over(step.symbols)
        if ended.all():
            break
        stepper.choose(model.backend.ids(rows))
        current = step.symbols.reshape(-1)
    return _trace_back(steps, scores, form, beam)


def _log_softmax(logits: np.ndarray) -> np.ndarray:
    logits -= logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def _keep_best(
    scores: np.ndarray, nats: np.ndarray, ended: np.ndarray, form: AnswerForm
) -> tuple[_Step, np.ndarray]:
    """Return the k best continuations of scores (N, k) by nats (N, k, V), and their scores.

    An answer that has ended has one continuation, its end again, which costs nothing.
    """
    N, k, V = nats.shape
    if form.end is not None:
        nats[ended] = -np.inf
        nats[ended, form.end] = 0
    total = (scores[:, :, None] + nats).reshape(N, k * V)
    places, kept, rows = np.empty((N, k), np.intp), np.empty((N, k)), np.arange(N)
    for j in range(k):  # the first of equals each time, as argmax in greedy search
        places[:, j] = total.argmax(axis=1)
        kept[:, j] = total[rows, places[:, j]]
        total[rows, places[:, j]] = -np.inf
    parents, symbols = np.divmod(places, V)
    probabilities = np.exp(np.take_along_axis(nats.reshape(N, k * V), places, 1))
    return _Step(symbols, parents, probabilities, None), kept


def _trace_back(
    steps: list[_Step], scores: np.ndarray, form: AnswerForm, beam: BeamConfig
) -> tuple[Decoded, list[list[Found]]]:
    """Follow every beam of the last step back to its beginning; put the best first."""
    N, k = scores.shape
    ids = np.empty((len(steps), N, k), np.intp)
    probabilities = np.empty((len(steps), N, k))
    attention = [np.empty(0)] * len(steps)
    beams = np.broadcast_to(np.arange(k), (N, k))
    for t in range(len(steps) - 1, -1, -1):
        step = steps[t]
        ids[t] = np.take_along_axis(step.symbols, beams, 1)
        probabilities[t] = np.take_along_axis(step.probabilities, beams, 1)
        if step.attention is not None:
            attention[t] = np.take_along_axis(step.attention, beams[:, :, None], 1)
        beams = np.take_along_axis(step.parents, beams, 1)
    lengths = np.array([[form.length_of(ids[:, n, j]) for j in range(k)] for n in range(N)])
    symbols = np.minimum(lengths + 1, len(steps))  # the end counts as one
    order = np.argsort(-scores / symbols**beam.length_power, axis=1, kind="stable")
    best, columns = order[:, 0], np.arange(N)
    found = [
        [
            Found(tuple(ids[: lengths[n, j], n, j].tolist()), float(scores[n, j]))
            for j in order[n]
            if np.isfinite(scores[n, j])
        ]
        for n in range(N)
    ]
    seen = None if steps[0].attention is None else np.stack(attention)[:, columns, best]
    return Decoded(ids[:, columns, best], probabilities[:, columns, best], seen), found
