"""Asking a trained encoder-decoder, and telling whether it is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backend import get_backend
from engine.beam_search import BeamConfig
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Pair
from engine.decoding import Answer, answer_questions
from engine.errors import ConfigError
from engine.models.base import Goal
from engine.pairs import PairEncoder
from engine.tasks.sequence_to_sequence import SequenceToSequenceConfig

_SUM = re.compile(r"\s*(\d+)\s*([+*-])\s*(\d+)\s*")


@dataclass(frozen=True)
class Reply:
    """An answer and what is known about it.

    Attributes:
        expected: the right answer, from the data or by arithmetic; None where it is not known.
        right: whether the answer is right; None where that cannot be told.
        unlike: a sentence saying in what the question is unlike the data; None if it is not.
    """

    answer: Answer
    expected: str | None
    right: bool | None
    unlike: str | None


class Answerer:
    """A trained encoder-decoder, ready for questions.

    Args:
        dataset: what it was trained on, where that is loaded: right answers are looked up in it
            and a question is compared with its questions.

    Raises:
        ConfigError: the checkpoint's model does not answer questions.
    """

    def __init__(self, checkpoint: Checkpoint, dataset: Dataset | None = None) -> None:
        task = checkpoint.config.task
        if checkpoint.config.model.goal is not Goal.ANSWER or not isinstance(
            task, SequenceToSequenceConfig
        ):
            raise ConfigError(
                f"This model is made to {checkpoint.config.model.goal}; it answers no questions."
            )
        self.checkpoint, self._model = checkpoint, checkpoint.model()
        self._encoder = PairEncoder(checkpoint.vocabulary, reverse=task.reverse)
        self._known: dict[str, list[str]] = {}  # a sentence may have several translations
        self._is_sums, self._digits = False, 0
        if dataset is not None and dataset.kind is Kind.PAIRS:
            self._learn_about(dataset)

    def _learn_about(self, dataset: Dataset) -> None:
        rows: list[Any] = [pair for part in dataset.parts.values() for pair in part.rows]
        for pair in rows:
            self._known.setdefault(pair.question.strip(), []).append(pair.answer.strip())
        sums = [_SUM.fullmatch(pair.question) for pair in rows[:1000]]
        self._is_sums = bool(sums) and all(
            match and _value(match) == pair.answer.strip()
            for match, pair in zip(sums, rows[:1000], strict=True)
        )
        if self._is_sums:
            self._digits = max(
                len(number) for pair in rows for number in re.findall(r"\d+", pair.question)
            )

    def ask(self, questions: Sequence[str], beam: BeamConfig | None = None) -> list[Reply]:
        """Return replies; questions are filled up with blanks where the data's were."""
        filled = [self._filled(question) for question in questions]
        sizes = self.checkpoint.sizes
        answers = answer_questions(self._model, self._encoder, filled, sizes, beam)
        return [self._reply(q, a) for q, a in zip(questions, answers, strict=True)]

    def _filled(self, question: str) -> str:
        sizes, vocabulary = self.checkpoint.sizes, self.checkpoint.vocabulary
        if sizes.fixed_width and vocabulary.level == "character":
            return question.strip().ljust(sizes.question_length)
        return question.strip()

    def _reply(self, question: str, answer: Answer) -> Reply:
        accepted = self._known.get(question.strip(), [])
        match = _SUM.fullmatch(question)
        if not accepted and match and (self._is_sums or not self._known):
            accepted = [_value(match)]
        unlike = self._unlike(question, answer)
        if not accepted:
            return Reply(answer, None, None, unlike)
        said = next((one for one in accepted if self.says(answer, one)), None)
        return Reply(answer, said or accepted[0], said is not None, unlike)

    def says(self, answer: Answer, expected: str) -> bool:
        """Tell whether an answer has the expected symbols; which blanks part words is no matter."""
        split = self.checkpoint.vocabulary.split
        return split(answer.text.strip()) == split(expected)

    def _unlike(self, question: str, answer: Answer) -> str | None:
        sizes, split = self.checkpoint.sizes, self.checkpoint.vocabulary.split
        if answer.unknown:
            symbols = [f"“{symbol}”" for symbol in dict.fromkeys(answer.unknown)]
            if len(symbols) == 1:
                return f"{symbols[0]} does not occur in the data and was left out."
            named = f"{', '.join(symbols[:-1])} and {symbols[-1]}"
            return f"{named} do not occur in the data and were left out."
        if self._is_sums:
            match = _SUM.fullmatch(question)
            if not match:
                return "The data are sums of two numbers; this is none."
            digits = max(len(match[1]), len(match[3]))
            if digits > self._digits:
                return f"{digits} digits: the data have at most {self._digits}."
        length = len(split(question.strip()))
        if length > sizes.question_length:
            unit = "characters" if self.checkpoint.vocabulary.level == "character" else "words"
            return f"{length} {unit}: the data have at most {sizes.question_length}."
        return None


def ask(
    checkpoint: Checkpoint,
    question: str,
    dataset: Dataset | None = None,
    beam: BeamConfig | None = None,
) -> Reply:
    """Return a trained model's reply to one question, found greedily or by a beam search.

    Raises:
        ConfigError: the checkpoint's model does not answer questions.
    """
    return Answerer(checkpoint, dataset).ask([question], beam)[0]


def ask_many(
    checkpoint: Checkpoint,
    dataset: Dataset,
    split: str = "valid",
    count: int | None = 100,
    seed: int = 0,
) -> Iterator[Reply]:
    """Yield replies to questions drawn from one part of the data, all of it where `count` is None.

    Raises:
        ConfigError: the checkpoint's model does not answer questions.
        DataError: the data set has no such part.
    """
    answerer = Answerer(checkpoint, dataset)
    config = checkpoint.config
    backend = get_backend("cpu", seed=config.seed)
    task: Any = config.task.smallest().build(dataset, config.data, backend, checkpoint.known)
    rows: list[Pair] = task.part(split)
    if count is not None:
        places = np.random.RandomState(seed).permutation(len(rows))[:count]
        rows = [rows[i] for i in places]
    for start in range(0, len(rows), 100):
        some = rows[start : start + 100]
        for pair, reply in zip(some, answerer.ask([p.question for p in some]), strict=True):
            expected = pair.answer.strip()
            right = answerer.says(reply.answer, expected)
            yield Reply(reply.answer, expected, right, reply.unlike)


def _value(match: re.Match[str]) -> str:
    left, right = int(match[1]), int(match[3])
    return str({"+": left + right, "-": left - right, "*": left * right}[match[2]])
