"""Round numbers for the ticks of an axis."""

import math
from collections.abc import Sequence

_STEPS = (1.0, 2.0, 2.5, 5.0)
_DECADES: tuple[tuple[float, ...], ...] = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))


def round_ticks(low: float, high: float, most: int = 5, smallest: float = 0.0) -> list[float]:
    """Return at most ``most`` round numbers from low to high, apart by ``smallest`` or whole
    multiples of it."""
    if not low < high or not math.isfinite(high - low):
        return []
    exponent = math.floor(math.log10((high - low) / max(most, 1))) - 1
    exponent = max(exponent, math.floor(math.log10(smallest))) if smallest > 0 else exponent
    for power in range(exponent, exponent + 4):
        for step in _STEPS:
            size = step * 10.0**power
            first, last = math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9)
            fits = smallest == 0 or (size / smallest >= 1 and (size / smallest).is_integer())
            if fits and last - first + 1 <= most:
                return [index * size for index in range(first, last + 1)]
    return []


def round_log_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return at most ``most`` round numbers for an axis that shows log10 of what it measures.

    ``low`` and ``high`` are numbers, not their logarithms. Takes 1, 2, 5 of every power of ten, or
    1, 3, or every power, or every few powers; where less than three fit, even steps read better.
    """
    if not 0 < low < high or not math.isfinite(high):
        return []
    for digits in _DECADES:
        ticks = _decades(low, high, digits, 1)
        if len(ticks) <= most:
            return ticks if len(ticks) >= 3 else round_ticks(low, high, most)
    stride = 2
    while len(ticks := _decades(low, high, (1.0,), stride)) > most:
        stride += 1
    return ticks


def _decades(low: float, high: float, digits: Sequence[float], stride: int) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = range(first - first % stride, last + 1, stride)
    ticks = [digit * 10.0**power for power in powers for digit in digits]
    return [tick for tick in ticks if low <= tick <= high]
