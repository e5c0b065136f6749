"""What the gradient's way back through time means, in one sentence."""

import math
from collections.abc import Sequence

from playground.formats import percent, significant

GROWN, FADED = 10.0, 0.1  # how much larger or smaller at the far end is worth a warning


def growth(norms: Sequence[float]) -> float:
    """Return the norm at the first step that anything reaches, as a multiple of the last one."""
    reached = [norm for norm in norms if norm > 0]
    if not reached:
        return math.nan
    return reached[0] / reached[-1]


def gradient_sentence(norms: Sequence[float], radius: float) -> str:
    """Return one sentence for a person who has never seen such a picture."""
    if not all(math.isfinite(norm) for norm in norms):
        return "The gradient is no longer finite. A smaller learning rate keeps it in hand."
    ratio = growth(norms)
    if math.isnan(ratio):
        return "No gradient arrives here."
    if ratio > GROWN:
        cause = "A radius above 1 makes gradients grow" if radius > 1 else "Gradients grow"
        return (
            f"{cause} on the way back. A smaller learning rate or a lower clip keeps them in hand."
        )
    if ratio < FADED:
        half = -math.log(2) / math.log(ratio) * (sum(norm > 0 for norm in norms) - 1)
        return (
            f"The gradient halves every {significant(half, 2)} steps on the way back: what lies "
            f"{significant(math.log2(100) * half, 2)} steps back teaches a hundredth."
        )
    return f"The first step feels {percent(ratio, 0)} of the gradient at the last one."
