"""Turn questions into answers."""

from __future__ import annotations

from typing import Any, Literal

from engine.backend import Backend
from engine.config import setting
from engine.data.chunks import Level, Report
from engine.data.dataset import Dataset, Kind, Pair
from engine.data.sources import DataConfig
from engine.data.splitting import split_parts
from engine.data.vocabulary import Vocabulary
from engine.decoding import answer_questions, score_answers
from engine.models.base import Batch, Goal, Sizes
from engine.pairs import PairEncoder, to_batch
from engine.score import Score
from engine.tasks.base import TASKS, Example, Known, TaskConfig, require
from engine.tasks.row_task import RowTask


@TASKS.register
class SequenceToSequenceConfig(TaskConfig):
    """Turn questions into answers, symbol by symbol or word by word."""

    kind: Literal["sequence_to_sequence"] = "sequence_to_sequence"
    goal = Goal.ANSWER
    batch_size: int = setting(
        128, "Batch size", help="How many pairs an update learns from.", low=1, high=4096,
        scale="log", book=128,
    )  # fmt: skip
    level: Level = setting(
        "character", "Tokens", help="Whether pairs are read letter by letter or word by word."
    )
    reverse: bool = setting(
        False,
        "Reverse the question",
        help="Its beginning then stands next to the answer's, which is easier to learn.",
    )

    def update_shape(self, sizes: Sizes) -> tuple[int, int]:
        return sizes.answer_length, self.batch_size

    def made_up_batch(self, sizes: Sizes, backend: Backend) -> Batch:
        V, N, rng = sizes.vocab_size, self.batch_size, backend.rng
        questions = backend.ids(rng.randint(0, V, (sizes.question_length, N)))
        answers = backend.ids(rng.randint(0, V, (1 + sizes.answer_length, N)))
        return Batch(questions, answers, sizes.answer_length * N)

    def build(
        self,
        dataset: Dataset,
        data: DataConfig,
        backend: Backend,
        known: Known | None = None,
        progress: Report | None = None,
    ) -> SequenceToSequence:
        require(
            dataset, Kind.PAIRS, learner="this model", lesson="pairs of question and answer",
            wanted="pairs",
        )  # fmt: skip
        rows: dict[str, list[Pair]] = {
            name: [_filled(pair, known) for pair in records.rows]  # type: ignore[arg-type]
            for name, records in dataset.parts.items()
        }
        everything = [pair for part in rows.values() for pair in part]
        vocabulary = known.vocabulary if known else Vocabulary.of_pairs(everything, self.level)
        parts = split_parts(rows, data, backend.rng)
        task = SequenceToSequence(vocabulary, parts, self, backend, dataset.name)
        task.notes = dataset.notes
        return task


class SequenceToSequence(RowTask[Pair]):
    """Batches of pairs.

    Questions are padded in front and answers behind, and neither padding is seen by the network:
    the encoder's state stays zero before a question begins, and nothing is scored after an answer
    is over. Pairs of fixed width, as in the book, have no padding; their blanks are symbols.
    """

    unit = "pairs"
    goal = Goal.ANSWER

    def __init__(
        self,
        vocabulary: Vocabulary,
        rows: dict[str, list[Pair]],
        config: SequenceToSequenceConfig,
        backend: Backend,
        name: str = "The data set",
    ) -> None:
        super().__init__(rows, config.batch_size, name)
        self.vocabulary, self._backend = vocabulary, backend
        self.encoder = PairEncoder(vocabulary, reverse=config.reverse)
        self.sizes = self.encoder.sizes(self.part("all"))
        self._questions = self.encoder.questions(rows["train"], self.sizes)
        self._answers = self.encoder.answers(rows["train"], self.sizes)

    def batch(self, step: int) -> Batch:
        rows = self.places(step)
        return to_batch(self._questions[rows], self._answers[rows], self._backend)

    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        return score_answers(model, self.encoder, self.part(split), self.sizes, split=split)

    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        return Score(
            "train", "mean over the updates since the last evaluation", loss, None, count,
            "symbols", token_accuracy,
        )  # fmt: skip

    def sample(self, model: Any, prompt: str = "") -> Example:
        """Answer one question: the prompt, or the first of the validation part."""
        pair = self.sample_pair(prompt)
        (answer,) = answer_questions(model, self.encoder, [pair.question], self.sizes)
        return Example(pair.question, answer.text, None if prompt else pair.answer)

    def sample_pair(self, prompt: str = "") -> Pair:
        """Return the question that samples answer; its answer is empty where it is the user's."""
        return Pair(prompt, "") if prompt else self.shown


def _filled(pair: Pair, known: Known | None) -> Pair:
    """Fill a pair up with blanks to the fixed width that a trained model knows."""
    if known is None or not known.sizes.fixed_width or known.vocabulary.level == "word":
        return pair
    widths = known.sizes.question_length, known.sizes.answer_length
    return Pair(*(text.ljust(width) for text, width in zip(pair, widths, strict=True)))
