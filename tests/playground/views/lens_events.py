"""Events for the tests of the lenses."""

from typing import Any

import numpy as np

from engine.events import Evaluated, Inspected, Progress, Started
from engine.score import Score


def started(unit: str = "words", step: int = 0) -> Started:
    """Return the start of a run of 10 updates per epoch."""
    return Started(step, step / 10, 4, 10, unit, {"train": 100}, 20, 1000)


def update(step: int, seconds: float, clip_rate: float = 1.0) -> Progress:
    """Return an update."""
    return Progress(step, step / 10, 2.0, None, 1.0, clip_rate, 0.1, seconds, 100 * step)


def evaluated(step: int, loss: float = 1.0, *, best: bool = True) -> Evaluated:
    """Return an evaluation after a multiple of 10 updates."""
    score = Score("valid", "every token", loss, 0.25, 100, "words")
    return Evaluated(step, step / 10, score, score, best, 0.1, float(step))


def gradients(layers: dict[str, list[float]], clip: float = 5.0, step: int = 1) -> Inspected:
    """Return norms of layers, each with a radius of 1.31."""
    arrays: dict[str, Any] = {f"norms/{name}": np.array(v) for name, v in layers.items()}
    arrays |= {f"radius/{name}": np.array(1.31) for name in layers}
    return Inspected(step, "gradients", arrays | {"clip": np.array(clip)})
