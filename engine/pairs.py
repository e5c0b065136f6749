"""From pairs of strings to arrays of ids."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.backend import Backend
from engine.data.chunks import EOS
from engine.data.dataset import Pair
from engine.data.vocabulary import START, Vocabulary
from engine.greedy_search import AnswerForm
from engine.layers.base import IGNORE
from engine.models.base import Batch, Sizes


class PairEncoder:
    """Number the symbols of questions and answers.

    Attributes:
        start: id of the symbol that an answer begins with, the book's "_".
        end: id of the symbol that ends an answer; None where every answer has the same length.
    """

    def __init__(self, vocabulary: Vocabulary, *, reverse: bool) -> None:
        self.vocabulary, self.reverse = vocabulary, reverse
        start = vocabulary.id_of(START)
        assert start is not None, "a vocabulary of pairs has a start symbol"
        self.start = start
        self.end = vocabulary.id_of(EOS)

    def sizes(self, rows: Sequence[Pair]) -> Sizes:
        """Return what these pairs fix about a model."""
        split = self.vocabulary.split
        return Sizes(
            vocab_size=len(self.vocabulary),
            question_length=max(len(split(pair.question)) for pair in rows),
            answer_length=max(len(split(pair.answer)) for pair in rows) + (self.end is not None),
            fixed_width=self.end is None,
        )

    def form(self, sizes: Sizes) -> AnswerForm:
        """Return how answers begin and end."""
        return AnswerForm(self.start, self.end, sizes.answer_length)

    def question_ids(self, question: str) -> tuple[list[int], list[str]]:
        """Return the ids in the order in which they are fed, and the symbols not known."""
        ids, unknown = self.vocabulary.ids_of(self.vocabulary.split(question))
        return ids[::-1] if self.reverse else ids, unknown

    def questions(self, rows: Sequence[Pair], sizes: Sizes) -> np.ndarray:
        """Return ids (P, longest question), IGNORE in front of shorter ones."""
        encoded = [self.question_ids(pair.question)[0] for pair in rows]
        width = max(sizes.question_length, max(map(len, encoded), default=0))
        table = [[IGNORE] * (width - len(ids)) + ids for ids in encoded]
        return np.array(table, np.intp).reshape(len(rows), width)

    def answers(self, rows: Sequence[Pair], sizes: Sizes) -> np.ndarray:
        """Return ids (P, 1 + longest answer) from the start symbol on, IGNORE behind the end.

        A symbol that the vocabulary lacks gets no target: no model could be right about it.
        """
        table = np.full((len(rows), 1 + sizes.answer_length), IGNORE, np.intp)
        id_of, unknown = self.vocabulary.id_of, self.vocabulary.unknown
        fallback = IGNORE if unknown is None else unknown
        for row, pair in zip(table, rows, strict=True):
            found = [id_of(token) for token in self.vocabulary.split(pair.answer)]
            ids = [self.start, *(fallback if i is None else i for i in found)]
            if self.end is not None:
                ids.append(self.end)
            row[: len(ids)] = ids[: len(row)]
        return table


def to_batch(questions: np.ndarray, answers: np.ndarray, backend: Backend) -> Batch:
    """Return rows of pairs as a time-major batch, without the columns that are padding alone."""
    present = questions != IGNORE
    first = int(present.any(axis=0).argmax())
    questions, present = questions[:, first:], present[:, first:]
    scored = answers != IGNORE
    length = int(np.flatnonzero(scored.any(axis=0))[-1]) + 1
    mask = None
    if not present.all():
        mask = backend.asarray(present.T[:, :, None])
        questions = np.where(present, questions, 0)
    return Batch(
        backend.ids(np.ascontiguousarray(questions.T)),
        backend.ids(np.ascontiguousarray(answers[:, :length].T)),
        int(scored[:, 1:].sum()),
        mask,
    )
