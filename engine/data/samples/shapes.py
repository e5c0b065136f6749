"""Pictures of one coloured shape each, with what they show in words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.data.dataset import Picture, Records
from engine.data.samples.draws import Draws

SEED = 2026
COUNT = 4_000
SIDE = 32
JITTER = 1  # pixels by which a shape stands beside the middle of its place, at most
NOISE = 15  # by which a colour value strays, at most

COLOURS = {
    "red": (220, 50, 47),
    "orange": (230, 140, 30),
    "yellow": (235, 220, 60),
    "green": (60, 160, 70),
    "blue": (50, 100, 220),
    "purple": (140, 70, 190),
    "pink": (240, 150, 190),
    "white": (240, 240, 240),
}
BACKGROUND = (45, 48, 52)
SIZES = {"small": 3, "large": 5}  # from the middle to the edge, in pixels
PLACES = (
    *("at the top left", "at the top", "at the top right"),
    *("on the left", "in the middle", "on the right"),
    *("at the bottom left", "at the bottom", "at the bottom right"),
)
CENTRES = (6, 16, 25)

# Whether a shape covers the place x to the right of and y below its middle, for a radius r.
SHAPES: dict[str, Callable[[np.ndarray, np.ndarray, int], np.ndarray]] = {
    "circle": lambda x, y, r: 4 * (x * x + y * y) <= (2 * r + 1) ** 2,
    "square": lambda x, y, r: (abs(x) <= r) & (abs(y) <= r),
    "triangle": lambda x, y, r: (abs(y) <= r) & (2 * abs(x) <= y + r),
    "cross": lambda x, y, r: (np.minimum(abs(x), abs(y)) <= r // 4) & (abs(x) <= r) & (abs(y) <= r),
}


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw pictures; each of the 576 captions there are is as likely as any other."""
    draws, noise = Draws(seed), np.random.RandomState(seed)
    return Records(pictures=tuple(_picture(draws, noise) for _ in range(count)))


def _picture(draws: Draws, noise: np.random.RandomState) -> Picture:
    size, colour = draws.choice(tuple(SIZES)), draws.choice(tuple(COLOURS))
    shape, place = draws.choice(tuple(SHAPES)), draws.below(len(PLACES))
    row, column = (CENTRES[k] + draws.below(2 * JITTER + 1) - JITTER for k in divmod(place, 3))
    y, x = np.mgrid[:SIDE, :SIDE]
    covered = SHAPES[shape](x - column, y - row, SIZES[size])
    values = np.where(covered[:, :, None], COLOURS[colour], BACKGROUND)
    values = values + noise.randint(-NOISE, NOISE + 1, values.shape)
    pixels = values.clip(0, 255).astype(np.uint8).tobytes()
    return Picture(pixels, f"a {size} {colour} {shape} {PLACES[place]}")
