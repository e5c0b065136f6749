"""Which preset the window offers when."""

from __future__ import annotations

from collections.abc import Callable

from engine import RunConfig
from engine.data.dataset import Kind
from engine.presets import PRESETS

__all__ = ["FIRST_PRESET", "PRESETS", "TASK_OF_KIND", "preset_of"]

FIRST_PRESET = "simple-rnnlm"
TASK_OF_KIND = {
    Kind.TEXT: "language_modelling",
    Kind.PAIRS: "sequence_to_sequence",
    Kind.LABELLED: "classification",
    Kind.PICTURES: "captioning",
}


def preset_of(config: RunConfig, current: str) -> str:
    """Return the preset that settings began as: with the same model and task, else the nearest."""
    parts: list[Callable[[RunConfig], object]] = [
        lambda c: (c.task, c.model),
        lambda c: (c.task.kind, c.data.source.kind),
        lambda c: c.task.kind,
    ]
    names = [current, *PRESETS]
    same = (n for part in parts for n in names if part(PRESETS[n].config) == part(config))
    return next(same, current)
