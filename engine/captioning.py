"""Describing pictures with a trained captioner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.asking import Reply
from engine.backend import get_backend
from engine.beam_search import BeamConfig
from engine.captions import ROWS, Caption, CaptionEncoder
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Picture
from engine.decoding import Answer
from engine.errors import ConfigError, DataError
from engine.models.base import Goal


@dataclass(frozen=True)
class PictureReply(Reply):
    """What a model says of a picture, and whether it is right; the question is the picture.

    Attributes:
        attention: (words, rows, columns), how much each word looked at each place of the picture,
            for a model with attention.
    """

    picture: Picture = field(repr=False)
    attention: np.ndarray | None = field(default=None, repr=False, compare=False)


def describe(
    checkpoint: Checkpoint, pictures: Sequence[Picture], beam: BeamConfig | None = None
) -> list[Caption]:
    """Return what a trained model says of pictures.

    Raises:
        ConfigError: the checkpoint's model does not look at pictures.
        DataError: a picture is of another size than those it was trained on.
    """
    if checkpoint.config.model.goal is not Goal.CAPTION:
        raise ConfigError(
            f"This model is made to {checkpoint.config.model.goal}; it looks at no pictures."
        )
    side = checkpoint.sizes.picture_side
    for picture in pictures:
        if picture.side != side:
            raise DataError(
                f"A picture of {picture.side} × {picture.side} pixels does not fit a model that "
                f"was trained on {side} × {side}. Choose pictures of that size."
            )
    encoder = CaptionEncoder(checkpoint.vocabulary)
    return encoder.describe(checkpoint.model(), pictures, checkpoint.sizes, beam)


def describe_many(
    checkpoint: Checkpoint,
    dataset: Dataset,
    split: str = "valid",
    count: int | None = 100,
    seed: int = 0,
) -> Iterator[PictureReply]:
    """Yield replies to pictures drawn from one part of the data, all of it where `count` is None.

    Raises:
        ConfigError: the checkpoint's model does not look at pictures.
        DataError: the data set has no such part, or pictures of another size.
    """
    describe(checkpoint, ())  # refuses a model of another goal before its task is built
    config = checkpoint.config
    backend = get_backend("cpu", seed=config.seed)
    task: Any = config.task.smallest().build(dataset, config.data, backend, checkpoint.known)
    pictures: list[Picture] = task.part(split)
    if count is not None:
        places = np.random.RandomState(seed).permutation(len(pictures))[:count]
        pictures = [pictures[i] for i in places]
    for start in range(0, len(pictures), ROWS):
        some = pictures[start : start + ROWS]
        for picture, caption in zip(some, describe(checkpoint, some), strict=True):
            yield _reply(picture, caption)


def _reply(picture: Picture, caption: Caption) -> PictureReply:
    answer = Answer("", (), caption.text, caption.words, caption.probabilities)
    right = caption.text == picture.caption
    return PictureReply(answer, picture.caption, right, None, picture, caption.attention)
