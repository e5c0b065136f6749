"""The work behind labelling a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from engine import Checkpoint, Dataset, Judge
from engine.data.dataset import Labelled
from engine.judging import Classification
from playground.pages.generate.speaker import Talk


@dataclass(frozen=True)
class Judgement:
    """What a model makes of a text, and the label that the data give it, where they have it."""

    classification: Classification
    expected: str | None


class Judging:
    """Label one text after the other; what is known of model and data is found out once."""

    def __init__(self) -> None:
        self._judge: Judge | None = None
        self._checkpoint: Checkpoint | None = None
        self._dataset: Dataset | None = None
        self._labels: dict[str, str] = {}

    def judging(self, text: str, dataset: Dataset | None) -> Talk:
        """Return work that yields the `Judgement` of a text."""
        return partial(self._look, text, dataset)

    def _look(
        self, text: str, dataset: Dataset | None, checkpoint: Checkpoint
    ) -> Iterator[Judgement]:
        if self._judge is None or self._checkpoint is not checkpoint:
            self._judge, self._checkpoint = Judge(checkpoint), checkpoint
        if self._dataset is not dataset:
            self._dataset, self._labels = dataset, _labels(dataset)
        yield Judgement(self._judge.classify(text), self._labels.get(text.strip()))


def _labels(dataset: Dataset | None) -> dict[str, str]:
    parts = dataset.parts.values() if dataset is not None else ()
    rows = [row for part in parts for row in part.rows if isinstance(row, Labelled)]
    return {row.text.strip(): row.label for row in rows}
