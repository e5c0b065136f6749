"""What is learned, apart from the model that learns it: batches, scores, samples."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple, Self

import numpy as np

from engine.backend import Backend
from engine.config import Config, setting
from engine.data.dataset import Dataset, Kind, Picture
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.errors import DataError
from engine.models.base import Batch, Goal, Sizes
from engine.registry import Registry
from engine.score import Score

Report = Callable[[float], None]


class Example(NamedTuple):
    """A sample of what the model does now; `expected` is the right answer where there is one."""

    prompt: str
    text: str
    expected: str | None = None
    picture: Picture | None = None


class Known(NamedTuple):
    """What a trained model has fixed already, for scoring it on other data."""

    vocabulary: Vocabulary
    sizes: Sizes


class Task(ABC):
    """Data prepared for one kind of model.

    Attributes:
        vocabulary, sizes: what the model is built from.
        unit: what is counted: "words", "characters", "pairs" or "lines".
        counts: how many units each part has.
        updates_per_epoch: batches of one epoch; at least one.
        notes: sentences about what was found in the data.
        entropy: nats per token of the process that made the data, where that is known.
        order: places of the training rows in this epoch's order; None where there is none.
        carries_state: whether each batch continues the one before (truncated backpropagation).
    """

    vocabulary: Vocabulary
    sizes: Sizes
    unit: str
    counts: dict[str, int]
    updates_per_epoch: int
    notes: tuple[str, ...] = ()
    entropy: float | None = None
    order: np.ndarray | None = None
    goal: ClassVar[Goal]
    carries_state: ClassVar[bool] = False

    @abstractmethod
    def start_epoch(self, rng: Any) -> None:
        """Draw the order of the training data, where it has one to draw."""

    @abstractmethod
    def batch(self, step: int) -> Batch:
        """Return the batch of an update, counted from 0 over all epochs.

        Its arrays may be buffers that the next call overwrites.
        """

    @abstractmethod
    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        """Score a model on one part, or on "all".

        Raises:
            DataError: there is no such part.
        """

    @abstractmethod
    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        """Return what was measured while training as a score."""

    @abstractmethod
    def rank(self, score: Score) -> float:
        """Return a number that is higher the better a score is."""

    @abstractmethod
    def sample(self, model: Any, prompt: str = "") -> Example:
        """Show what the model does with a prompt; without one, the same one each time."""


class TaskConfig(Config):
    """Base of the tasks' configs."""

    kind: str
    goal: ClassVar[Goal]
    batch_size: int = setting(
        20, "Batch size", help="How many sequences are read side by side.", low=1, high=4096,
        scale="log",
    )  # fmt: skip

    @property
    def examples_per_update(self) -> int:
        """How many tokens of a text, or how many rows, one update learns from."""
        return self.batch_size

    def smallest(self) -> Self:
        """Return these settings with the smallest update there is."""
        return self.changed(batch_size=1)

    def update_shape(self, sizes: Sizes) -> tuple[int, int]:
        """Return how many time steps and sequences of targets an update has at most."""
        raise NotImplementedError

    def made_up_batch(self, sizes: Sizes, backend: Backend) -> Batch:
        """Return a batch of random ids of the largest shape, for timing."""
        raise NotImplementedError

    def build(
        self,
        dataset: Dataset,
        data: DataConfig,
        backend: Backend,
        known: Known | None = None,
        progress: Report | None = None,
    ) -> Task:
        """Return the task: vocabulary built (or taken from `known`), parts split, orders drawn.

        Raises:
            DataError: the data set is of another kind, or too small for the settings.
        """
        raise NotImplementedError


TASKS: Registry[TaskConfig] = Registry("task")


def require(dataset: Dataset, kind: Kind, *, learner: str, lesson: str, wanted: str) -> None:
    """Refuse data that this learner cannot learn from, in words.

    Raises:
        DataError: the data set is of another kind.
    """
    if dataset.kind is not kind:
        raise DataError(
            f"“{dataset.name}” holds {dataset.kind}, but {learner} learns from {lesson}. "
            f"Choose {wanted}, or a model that suits {dataset.kind}."
        )
