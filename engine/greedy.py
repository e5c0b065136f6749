"""The likeliest continuation of a text, as fast as it goes."""

from __future__ import annotations

import numpy as np

from engine.models.base import TokenStepper


def continue_greedily(stepper: TokenStepper, prompt: np.ndarray, length: int) -> np.ndarray:
    """Return `length` ids, each the likeliest after what came before; prompt (K,), K >= 1."""
    out = np.empty(length, np.intp)
    current = np.empty(1, np.intp)
    for token in prompt:
        current[0] = token
        logits = stepper.step(current)
    for k in range(length):
        out[k] = current[0] = logits[0].argmax()
        logits = stepper.step(current)
    return out
