"""Describing pictures with a trained captioner."""

from __future__ import annotations

from collections.abc import Sequence

from engine.beam_search import BeamConfig
from engine.captions import Caption, CaptionEncoder
from engine.checkpoint import Checkpoint
from engine.data.dataset import Picture
from engine.errors import ConfigError, DataError
from engine.models.base import Goal


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
