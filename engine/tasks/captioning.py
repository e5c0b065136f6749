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
from engine.models.base import Batch, Goal, Sizes
from engine.score import Score
from engine.tasks.base import TASKS, Example, Known, TaskConfig, require
from engine.tasks.row_task import RowTask


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
        require(
            dataset, Kind.PICTURES, learner="this model", lesson="pictures with captions",
            wanted="pictures",
        )  # fmt: skip
        pictures = {name: records.pictures for name, records in dataset.parts.items()}
        captions = [("", picture.caption) for part in pictures.values() for picture in part]
        vocabulary = known.vocabulary if known else Vocabulary.of_pairs(captions, "word")
        parts = _parts(pictures, data, backend.rng)
        task = Captioning(vocabulary, parts, self, backend, dataset.name)
        task.notes = dataset.notes
        return task


class Captioning(RowTask[Picture]):
    """Batches of pictures with captions.

    One file of pictures is split by caption: what is shown in validation and test is shown in no
    picture of the training part, so whoever learns captions by heart gets none of them right.
    """

    unit = "pictures"
    goal = Goal.CAPTION

    def __init__(
        self,
        vocabulary: Vocabulary,
        pictures: dict[str, list[Picture]],
        config: CaptioningConfig,
        backend: Backend,
        name: str = "The data set",
    ) -> None:
        super().__init__(pictures, config.batch_size, name)
        self.vocabulary, self._backend = vocabulary, backend
        self.encoder = CaptionEncoder(vocabulary)
        self.sizes = self.encoder.sizes(self.part("all"))
        self._pixels = self.encoder.pixels(pictures["train"])
        self._captions = self.encoder.answers(pictures["train"], self.sizes)

    def batch(self, step: int) -> Batch:
        rows = self.places(step)
        return self.encoder.batch(self._pixels[rows], self._captions[rows], self._backend)

    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        return self.encoder.score(model, self.part(split), self.sizes, split=split)

    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        return Score(
            "train", "mean over the updates since the last evaluation", loss, None, count,
            "words", token_accuracy,
        )  # fmt: skip

    def sample(self, model: Any, prompt: str = "") -> Example:
        """Describe the first picture of the validation part; a prompt changes nothing."""
        (caption,) = self.encoder.describe(model, [self.shown], self.sizes)
        return Example("", caption.text, self.shown.caption, self.shown)


def _parts(
    pictures: dict[str, tuple[Picture, ...]], data: DataConfig, rng: np.random.RandomState
) -> dict[str, list[Picture]]:
    """Return each part's pictures; those of one file are split by what they show."""
    if "all" not in pictures:
        return split_parts(pictures, data, rng)
    every = pictures["all"]
    places = split_groups([picture.caption for picture in every], data, rng)
    return {part: [every[i] for i in where] for part, where in places.items()}
