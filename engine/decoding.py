"""Answering questions with a trained encoder-decoder, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.data.dataset import Pair
from engine.events import Score
from engine.models.base import Sizes
from engine.pairs import PairEncoder, to_batch

ROWS = 512  # questions decoded side by side: beyond that the state no longer fits the cache


@dataclass(frozen=True)
class Answer:
    """What a model answers to a question.

    Attributes:
        fed: the question's symbols in the order in which the network reads them.
        symbols: the answer's symbols, without the end symbol; probabilities: what the model gave
            each of them.
        attention: (symbols, fed) weights, for a model with attention.
        unknown: symbols of the question that the vocabulary lacks; they were left out.
    """

    question: str
    fed: tuple[str, ...]
    text: str
    symbols: tuple[str, ...]
    probabilities: tuple[float, ...]
    attention: np.ndarray | None = None
    unknown: tuple[str, ...] = ()


def answer_greedily(
    model: Any, encoder: PairEncoder, questions: Sequence[str], sizes: Sizes
) -> list[Answer]:
    """Return the answers made of the likeliest symbol at every step."""
    answers: list[Answer] = []
    for start in range(0, len(questions), ROWS):
        answers += _answer_some(model, encoder, questions[start : start + ROWS], sizes)
    return answers


def _answer_some(
    model: Any, encoder: PairEncoder, questions: Sequence[str], sizes: Sizes
) -> list[Answer]:
    rows = [Pair(question, "") for question in questions]
    ids, probabilities, attention = decode_greedily(model, encoder, rows, sizes, explain=True)
    tokens = encoder.vocabulary.tokens
    answers = []
    for n, question in enumerate(questions):
        fed, unknown = encoder.question_ids(question)
        length = _length(ids[:, n], encoder.end)
        symbols = tuple(tokens[i] for i in ids[:length, n])
        seen = None if attention is None else attention[:length, n, attention.shape[2] - len(fed) :]
        answers.append(
            Answer(
                question,
                tuple(tokens[i] for i in fed),
                encoder.text(ids[:length, n].tolist()),
                symbols,
                tuple(probabilities[:length, n].tolist()),
                seen,
                tuple(unknown),
            )
        )
    return answers


def decode_greedily(
    model: Any, encoder: PairEncoder, rows: Sequence[Pair], sizes: Sizes, *, explain: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Return the answers' ids (A, N) and, if they are to be explained, more.

    That is each id's probability (A, N), else empty, and attention weights (A, N, S) or None.
    Steps end when every answer has ended or is as long as the longest in the data.
    """
    questions = encoder.questions(rows, sizes)
    batch = to_batch(questions, np.full((len(rows), 1), encoder.start), model.backend)
    stepper = model.stepper(batch)
    to_host, N = model.backend.to_host, len(rows)
    current = model.backend.ids(np.full(N, encoder.start))
    ids, chances, weights, ended = [], [], [], np.zeros(N, bool)
    for _ in range(sizes.answer_length):
        logits = stepper.step(current)
        current = logits.argmax(axis=1)
        ids.append(to_host(current))
        if explain:
            chances.append(to_host(_probability(model.backend.xp, logits, current)))
            if stepper.attention is not None:
                weights.append(np.array(to_host(stepper.attention)))
        ended |= ids[-1] == (-1 if encoder.end is None else encoder.end)
        if ended.all():
            break
    attention = np.stack(weights) if weights else None
    return np.stack(ids), np.stack(chances) if explain else np.empty(0), attention


def _probability(xp: Any, logits: Any, chosen: Any) -> Any:
    top = logits.max(axis=1, keepdims=True)
    exp = xp.exp(logits - top)
    rows = xp.arange(len(logits))
    return exp[rows, chosen] / exp.sum(axis=1)


def _length(ids: np.ndarray, end: int | None) -> int:
    ends = np.flatnonzero(ids == (-1 if end is None else end))
    return int(ends[0]) if len(ends) else len(ids)


def score_answers(
    model: Any, encoder: PairEncoder, rows: Sequence[Pair], sizes: Sizes, *, split: str
) -> Score:
    """Return the share of whole answers that greedy decoding gets right, and the mean loss.

    An answer is right if every symbol is, padding blanks of fixed-width answers included. The
    loss and the token accuracy are those of single symbols given the right ones before them.
    """
    nats, hits, count, right = 0.0, 0.0, 0, 0
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        answers = encoder.answers(some, sizes)
        batch = to_batch(encoder.questions(some, sizes), answers, model.backend)
        result = model.forward(batch, None, training=False)
        nats += float(result.nats)
        hits += float(model.count_correct(result.cache))
        count += batch.count
        right += _count_right(model, encoder, some, sizes)
    return Score(
        split, "greedy decoding of every pair", nats / count, right / len(rows), len(rows),
        "pairs", hits / count,
    )  # fmt: skip


def _count_right(model: Any, encoder: PairEncoder, rows: Sequence[Pair], sizes: Sizes) -> int:
    ids, _, _ = decode_greedily(model, encoder, rows, sizes)
    right = 0
    for n, pair in enumerate(rows):
        length = _length(ids[:, n], encoder.end)
        tokens = [encoder.vocabulary.tokens[i] for i in ids[:length, n]]
        right += tokens == encoder.vocabulary.split(pair.answer)
    return right
