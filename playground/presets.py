"""Which preset the window offers when."""

from __future__ import annotations

from engine.data.dataset import Kind
from engine.presets import PRESETS

__all__ = ["FIRST_PRESET", "PRESETS", "fitting_preset"]

FIRST_PRESET = "simple-rnnlm"
_TASKS = {
    Kind.TEXT: "language_modelling",
    Kind.PAIRS: "sequence_to_sequence",
    Kind.LABELLED: "classification",
}


def fitting_preset(kind: Kind, current: str) -> str:
    """Return the current preset where it can learn from such data, else the first that can."""
    task = _TASKS[kind]
    names = [current, *PRESETS]
    return next((n for n in names if PRESETS[n].config.task.kind == task), current)
