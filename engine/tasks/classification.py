"""Tell which label a text has."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.backend import Backend
from engine.config import setting
from engine.data.chunks import Level, Report
from engine.data.dataset import Dataset, Kind, Labelled
from engine.data.sources import DataConfig
from engine.data.splitting import split_parts
from engine.data.vocabulary import Vocabulary
from engine.errors import DataError
from engine.judging import classify_line, score_lines
from engine.lines import LineEncoder, line_batch
from engine.models.base import Batch, Goal, Sizes
from engine.score import Score
from engine.tasks.base import TASKS, Example, Known, TaskConfig, require
from engine.tasks.row_task import RowTask


@TASKS.register
class ClassificationConfig(TaskConfig):
    """Tell which label a text has, word by word or letter by letter."""

    kind: Literal["classification"] = "classification"
    goal = Goal.LABEL
    batch_size: int = setting(
        32, "Batch size", help="How many lines an update learns from.", low=1, high=4096,
        scale="log",
    )  # fmt: skip
    level: Level = setting(
        "word", "Tokens", help="Whether lines are read word by word or letter by letter."
    )
    lower_case: bool = setting(
        True, "Lower case", help="Read capitals as small letters, so that The is the."
    )
    vocabulary_size: int = setting(
        0,
        "Vocabulary limit",
        help="Keep only the most frequent tokens and read the others as <unk>; 0 keeps all.",
        low=0,
        high=1_000_000,
    )
    max_length: int = setting(
        80,
        "Longest line",
        help="Of longer lines only so many tokens at the end are read; 0 reads all of them.",
        unit="tokens",
        low=0,
        high=10_000,
    )

    def update_shape(self, sizes: Sizes) -> tuple[int, int]:
        return sizes.question_length, self.batch_size

    def made_up_batch(self, sizes: Sizes, backend: Backend) -> Batch:
        N, rng = self.batch_size, backend.rng
        ids = backend.ids(rng.randint(0, sizes.vocab_size, (sizes.question_length, N)))
        return Batch(ids, backend.ids(rng.randint(0, len(sizes.labels), N)), N)

    def build(
        self,
        dataset: Dataset,
        data: DataConfig,
        backend: Backend,
        known: Known | None = None,
        progress: Report | None = None,
    ) -> Classification:
        require(
            dataset, Kind.LABELLED, learner="a classifier", lesson="labelled lines",
            wanted="labelled lines",
        )  # fmt: skip
        rows: dict[str, Any] = {name: records.rows for name, records in dataset.parts.items()}
        labels = known.sizes.labels if known else _labels(rows, dataset.name)
        parts: dict[str, list[Labelled]] = split_parts(rows, data, backend.rng)
        vocabulary = known.vocabulary if known else self._vocabulary(parts["train"])
        task = Classification(vocabulary, labels, parts, self, backend, dataset.name)
        task.notes = dataset.notes
        return task

    def _vocabulary(self, rows: list[Labelled]) -> Vocabulary:
        """Return that of the training part: what occurs only later is unknown there."""
        text = (" " if self.level == "word" else "").join(row.text for row in rows)
        text = text.lower() if self.lower_case else text
        return Vocabulary.of_text(text, self.level, self.vocabulary_size)


class Classification(RowTask[Labelled]):
    """Batches of labelled lines, padded in front; the network does not see the padding."""

    goal = Goal.LABEL
    unit = "lines"

    def __init__(
        self,
        vocabulary: Vocabulary,
        labels: tuple[str, ...],
        rows: dict[str, list[Labelled]],
        config: ClassificationConfig,
        backend: Backend,
        name: str = "The data set",
    ) -> None:
        super().__init__(rows, config.batch_size, name)
        self.vocabulary, self.labels, self._backend = vocabulary, labels, backend
        self.encoder = LineEncoder(
            vocabulary, lower_case=config.lower_case, max_length=config.max_length
        )
        self._lines, self._labels = self._encode(rows["train"])
        longest = max(1, *map(len, self._lines))
        self.sizes = Sizes(len(vocabulary), labels=labels, question_length=longest)

    def _encode(self, rows: list[Labelled]) -> tuple[list[np.ndarray], np.ndarray]:
        lines = [np.array(self.encoder.read(row.text).fed, np.intp) for row in rows]
        return lines, np.array([self._number(row.label) for row in rows], np.intp)

    def _number(self, label: str) -> int:
        if label not in self.labels:
            raise DataError(
                f"The label “{label}” is none of those that the model knows: "
                f"{', '.join(self.labels)}. Choose lines with these labels."
            )
        return self.labels.index(label)

    def batch(self, step: int) -> Batch:
        places = self.places(step)
        return line_batch([self._lines[i] for i in places], self._labels[places], self._backend)

    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        return score_lines(model, *self._encode(self.part(split)), split=split)

    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        return Score(
            "train", "mean over the updates since the last evaluation", loss, token_accuracy,
            count, self.unit,
        )  # fmt: skip

    def sample(self, model: Any, prompt: str = "") -> Example:
        """Judge one line: the prompt, or the first of the validation part."""
        text = prompt or self.shown.text
        found = classify_line(model, self.encoder, text, self.labels, explain=False)
        return Example(text, found.label, None if prompt else self.shown.label)


def _labels(rows: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return the labels in order of first appearance."""
    labels = tuple(dict.fromkeys(row.label for part in rows.values() for row in part))
    if len(labels) < 2:
        raise DataError(
            f"“{name}” has {len(labels)} label, but there must be two or more to tell apart. "
            f"Choose other lines."
        )
    return labels
