"""Judging texts with a trained classifier."""

from __future__ import annotations

from typing import Any

from engine.checkpoint import Checkpoint
from engine.errors import ConfigError
from engine.judging import Classification, classify_line
from engine.lines import LineEncoder
from engine.models.base import Goal


class Judge:
    """A trained classifier, ready for texts.

    Raises:
        ConfigError: the checkpoint's model does not label texts.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        config: Any = checkpoint.config
        if config.model.goal is not Goal.LABEL:
            raise ConfigError(f"This model is made to {config.model.goal}; it labels no texts.")
        self._model, self._labels = checkpoint.model(), checkpoint.sizes.labels
        self._encoder = LineEncoder(
            checkpoint.vocabulary,
            lower_case=config.task.lower_case,
            max_length=config.task.max_length,
        )

    def classify(self, text: str) -> Classification:
        """Return what the model makes of a text, and what each word has to do with it."""
        return classify_line(self._model, self._encoder, text, self._labels)


def classify(checkpoint: Checkpoint, text: str) -> Classification:
    """Return what a trained model makes of a text, and what each word has to do with it.

    Raises:
        ConfigError: the checkpoint's model does not label texts.
    """
    return Judge(checkpoint).classify(text)
