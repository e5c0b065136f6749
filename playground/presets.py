"""Which preset the window offers when."""

from __future__ import annotations

from engine.data.dataset import Kind

try:
    from engine.presets import PRESETS
except ImportError:  # until the engine's presets land
    from types import SimpleNamespace

    from engine import RunConfig

    PRESETS = {
        "simple-rnnlm": SimpleNamespace(title="Simple RNN", config=RunConfig()),
        "addition-reverse": SimpleNamespace(
            title="Addition, reversed",
            config=RunConfig.parse(
                {
                    "data": {"source": {"kind": "sample", "name": "addition"}},
                    "task": {"kind": "sequence_to_sequence", "reverse": True},
                    "model": "seq2seq",
                    "optimizer": "adam",
                }
            ),
        ),
    }

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
