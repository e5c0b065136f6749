"""Noticing a run that has become worse than a guess, though its loss is still a number."""

from __future__ import annotations

import math

from engine.events import Event, Overshot, Recovered
from engine.models.base import Sizes
from engine.standing import Standing

EARLY = 50  # updates after which to look for the first time: an epoch can take an hour
MARGIN = 1.0  # nats per token: an untrained network is about as good as the guess


class OvershootWatch:
    """Compare the training loss with that of a uniform guess; say once that it is far above it."""

    def __init__(self, sizes: Sizes) -> None:
        self._choices = len(sizes.labels) or sizes.vocab_size
        self._is_told = self._is_over = False

    def look(self, standing: Standing, loss: float) -> tuple[Event, ...]:
        """Return what is to be said after updates whose mean loss was this."""
        if self._is_over and loss < math.log(self._choices):
            self._is_over = False
            return (Recovered(standing.step),)
        if self._is_told or loss <= math.log(self._choices) + MARGIN:
            return ()
        self._is_told = self._is_over = True
        return (self._overshot(standing),)

    def _overshot(self, standing: Standing) -> Overshot:
        rate = standing.learning_rate
        suggested = float(f"{rate / 4:.3g}")
        return Overshot(
            standing.step,
            f"The perplexity is above that of a uniform guess, {self._choices:,}: the learning "
            f"rate of {rate:,.6g} is too high. Try {suggested:,.6g}.",
            suggested,
        )
