"""Say what pictures show."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from engine.backend import Backend
from engine.captions import CaptionEncoder
from engine.config import setting
from engine.data.chunks import Report
from engine.data.dataset import Dataset, Kind, Picture
from engine.data.sources import DataConfig
from engine.data.splitting import split_groups, split_parts
from engine.data.vocabulary import Vocabulary
from engine.errors import DataError
from engine.models.base import Batch, Goal, Sizes
from engine.score import Score
from engine.tasks.base import TASKS, Example, Known, Task, TaskConfig, rows_of


@TASKS.register
class CaptioningConfig(TaskConfig):
    """Say what pictures show, word by word."""

    kind: Literal["captioning"] = "captioning"
    goal = Goal.CAPTION
    batch_size: int = setting(
        32, "Batch size", help="How many pictures an update learns from.", low=1, high=4096,
        scale="log",
    )  # fmt: skip

    def update_shape(self, sizes: Sizes) -> tuple[int, int]:
        return sizes.answer_length, self.batch_size

    def made_up_batch(self, sizes: Sizes, backend: Backend) -> Batch:
        N, side, rng = self.batch_size, sizes.picture_side, backend.rng
        pictures = backend.asarray(rng.random_sample((N, side, side, 3)))
        captions = backend.ids(rng.randint(0, sizes.vocab_size, (1 + sizes.answer_length, N)))
        return Batch(pictures, captions, sizes.answer_length * N)

    def build(
        self,
        dataset: Dataset,
        data: DataConfig,
        backend: Backend,
        known: Known | None = None,
        progress: Report | None = None,
    ) -> Captioning:
        if dataset.kind is not Kind.PICTURES:
            raise DataError(
                f"“{dataset.name}” holds {dataset.kind}, but this model learns from pictures with "
                f"captions. Choose pictures, or a model that suits {dataset.kind}."
            )
        pictures = {name: records.pictures for name, records in dataset.parts.items()}
        captions = [("", picture.caption) for part in pictures.values() for picture in part]
        vocabulary = known.vocabulary if known else Vocabulary.of_pairs(captions, "word")
        parts = _parts(pictures, data, backend.rng)
        task = Captioning(vocabulary, parts, self, backend, dataset.name)
        task.notes = dataset.notes
        return task


class Captioning(Task):
    """Batches of pictures, in a new order each epoch.

    One file of pictures is split by caption: what is shown in validation and test is shown in no
    picture of the training part, so whoever learns captions by heart gets none of them right. The
    remainder of an epoch that does not fill a batch is dropped.
    """

    unit = "pictures"
    goal = Goal.CAPTION
    order: np.ndarray

    def __init__(
        self,
        vocabulary: Vocabulary,
        pictures: dict[str, list[Picture]],
        config: CaptioningConfig,
        backend: Backend,
        name: str = "The data set",
    ) -> None:
        self.vocabulary, self.pictures, self.config = vocabulary, pictures, config
        self.encoder = CaptionEncoder(vocabulary)
        self._backend = backend
        self.sizes = self.encoder.sizes([p for part in pictures.values() for p in part])
        self.counts = {part: len(own) for part, own in pictures.items() if own}
        count = self.counts.get("train", 0)
        self.updates_per_epoch = count // config.batch_size
        if self.updates_per_epoch < 1:
            raise DataError(
                f"“{name}” has {count:,} pictures for training, too few for one update of "
                f"{config.batch_size:,}. Choose a batch size of at most {max(1, count)}, or more "
                f"pictures."
            )
        self.order = np.arange(count)
        self._pixels = self.encoder.pixels(pictures["train"])
        self._captions = self.encoder.answers(pictures["train"], self.sizes)

    def start_epoch(self, rng: Any) -> None:
        """Draw this epoch's permutation."""
        self.order = rng.permutation(np.arange(len(self.order)))

    def batch(self, step: int) -> Batch:
        N = self.config.batch_size
        start = step % self.updates_per_epoch * N
        rows = self.order[start : start + N]
        return self.encoder.batch(self._pixels[rows], self._captions[rows], self._backend)

    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        return self.encoder.score(model, self.part(split), self.sizes, split=split)

    def part(self, split: str) -> list[Picture]:
        """Return the pictures of one part, or of "all".

        Raises:
            DataError: there are none.
        """
        return rows_of(self.pictures, split)

    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        return Score(
            "train", "mean over the updates since the last evaluation", loss, None, count,
            "words", token_accuracy,
        )  # fmt: skip

    def rank(self, score: Score) -> float:
        """The more captions are right, the better; of equals the one of less loss."""
        return (score.accuracy or 0.0) - 1e-9 * score.loss

    def sample(self, model: Any, prompt: str = "") -> Example:
        """Describe the first picture of the validation part; a prompt changes nothing."""
        picture = (self.pictures.get("valid") or self.pictures["train"])[0]
        (caption,) = self.encoder.describe(model, [picture], self.sizes)
        return Example("", caption.text, picture.caption, picture)


def _parts(
    pictures: dict[str, tuple[Picture, ...]], data: DataConfig, rng: np.random.RandomState
) -> dict[str, list[Picture]]:
    """Return each part's pictures; those of one file are split by what they show."""
    if "all" not in pictures:
        return split_parts(pictures, data, rng)
    every = pictures["all"]
    places = split_groups([picture.caption for picture in every], data, rng)
    return {part: [every[i] for i in where] for part, where in places.items()}
