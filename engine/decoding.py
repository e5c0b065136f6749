"""Answering questions with a trained encoder-decoder, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.beam_search import BeamConfig, Found, decode_by_beam
from engine.data.dataset import Pair
from engine.data.vocabulary import Vocabulary
from engine.greedy_search import AnswerForm, decode_greedily
from engine.models.base import Batch, Sizes
from engine.pairs import PairEncoder, to_batch
from engine.score import Score
from engine.threads import BlasThreads, choices_for

ROWS = 128  # questions decoded side by side: more would take more memory than training does


class Hypothesis(NamedTuple):
    """An answer that a beam search ended with, and the sum of its log probabilities, in nats."""

    text: str
    score: float


@dataclass(frozen=True)
class Answer:
    """What a model answers to a question.

    Attributes:
        fed: the question's symbols in the order in which the network reads them.
        symbols: the answer's symbols, without the end symbol; probabilities: what the model gave
            each of them.
        attention: (symbols, fed) weights, for a model with attention.
        unknown: symbols of the question that the vocabulary lacks; they were left out.
        hypotheses: what a beam search ended with, best first; empty for greedy search.
    """

    question: str
    fed: tuple[str, ...]
    text: str
    symbols: tuple[str, ...]
    probabilities: tuple[float, ...]
    attention: np.ndarray | None = None
    unknown: tuple[str, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()


def answer_questions(
    model: Any,
    encoder: PairEncoder,
    questions: Sequence[str],
    sizes: Sizes,
    beam: BeamConfig | None = None,
) -> list[Answer]:
    """Return the answers, greedy ones where no beam search is asked for."""
    beam = beam or BeamConfig()
    answers: list[Answer] = []
    rows = max(1, ROWS // beam.width)
    with BlasThreads(choices_for(model, ROWS)) as threads:
        for start in threads.timed(range(0, len(questions), rows)):
            answers += _answer_some(model, encoder, questions[start : start + rows], sizes, beam)
    return answers


def _answer_some(
    model: Any, encoder: PairEncoder, questions: Sequence[str], sizes: Sizes, beam: BeamConfig
) -> list[Answer]:
    rows = [Pair(question, "") for question in questions]
    starts = np.full((len(rows), 1), encoder.start)
    batch = to_batch(encoder.questions(rows, sizes), starts, model.backend)
    form, tokens = encoder.form(sizes), encoder.vocabulary.tokens
    found: list[list[Found]] = [[]] * len(rows)
    if beam.width > 1:
        decoded, found = decode_by_beam(model, batch, form, beam)
    else:
        decoded = decode_greedily(model, batch, form, explain=True)
    answers = []
    for n, question in enumerate(questions):
        fed, unknown = encoder.question_ids(question)
        ids = decoded.ids[: form.length_of(decoded.ids[:, n]), n]
        seen = decoded.attention
        if seen is not None:
            seen = seen[: len(ids), n, seen.shape[2] - len(fed) :]
        answers.append(
            Answer(
                question,
                tuple(tokens[i] for i in fed),
                encoder.vocabulary.decode(ids),
                tuple(tokens[i] for i in ids),
                tuple(decoded.probabilities[: len(ids), n].tolist()),
                seen,
                tuple(unknown),
                tuple(Hypothesis(encoder.vocabulary.decode(f.ids), f.score) for f in found[n]),
            )
        )
    return answers


def score_answers(
    model: Any, encoder: PairEncoder, rows: Sequence[Pair], sizes: Sizes, *, split: str
) -> Score:
    """Return the share of whole answers that greedy decoding gets right, and the mean loss.

    An answer is right if every symbol is, padding blanks of fixed-width answers included. The
    loss and the token accuracy are those of single symbols given the right ones before them.
    """

    def pieces() -> Iterable[tuple[Batch, list[str]]]:
        for start in range(0, len(rows), ROWS):
            some = rows[start : start + ROWS]
            answers, questions = encoder.answers(some, sizes), encoder.questions(some, sizes)
            yield to_batch(questions, answers, model.backend), [pair.answer for pair in some]

    return score_written(
        model, encoder.vocabulary, encoder.form(sizes), pieces(), split=split, unit="pairs"
    )


def score_written(
    model: Any,
    vocabulary: Vocabulary,
    form: AnswerForm,
    pieces: Iterable[tuple[Batch, Sequence[str]]],
    *,
    split: str,
    unit: str,
) -> Score:
    """Score batches, each with the answers in writing that are right."""
    nats, hits, count, right, total = 0.0, 0.0, 0, 0, 0
    with BlasThreads(choices_for(model, ROWS)) as threads:
        for batch, expected in threads.timed(pieces):
            result = model.forward(batch, None, training=False)
            nats += float(result.nats)
            hits += float(model.count_correct(result.cache))
            count += batch.count
            is_right = model.backend.to_host(model.right_answers(result.cache))
            writable = [_can_write(vocabulary, form, answer) for answer in expected]
            right += int((is_right & writable).sum())
            total += len(expected)
    return Score(
        split,
        f"greedy decoding of every {unit.removesuffix('s')}",
        nats / count,
        right / total,
        total,
        unit,
        hits / count,
    )


def _can_write(vocabulary: Vocabulary, form: AnswerForm, answer: str) -> bool:
    """Return whether an answer has the length and the symbols of those that a model writes."""
    ids, unknown = vocabulary.ids_of(vocabulary.split(answer))
    if form.end is None:
        return not unknown and len(ids) == form.length
    return not unknown and len(ids) <= form.length and form.end not in ids
