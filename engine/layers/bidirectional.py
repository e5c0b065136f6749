"""A recurrent layer that reads from both ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array
from engine.layers.base import Cache, Dense, Input, State, as_rows
from engine.layers.recurrent import Recurrent
from engine.parameter import Parameter
from engine.scratch import Scratch


class BidirectionalCache(NamedTuple):
    """Both directions' caches, and where each place of a turned sequence comes from."""

    ahead: Cache
    back: Cache
    places: Array


class Bidirectional:
    """Read a sequence forwards and backwards, each with a layer of its own.

        y_t = ahead(x)_t + back(x turned round)_t
        last state = ahead's, after the last step, + back's, after the first

    The directions are added and not laid side by side, so the hidden size stays H: what stands on
    top (another layer, a decoder that starts with the last state, attention) is the same network
    with or without a second direction. Both start from the state that is given.

    Rows with padding in front are turned round behind it: the padding stays in front, and back
    begins with the last token like every other row.

    Source: Schuster & Paliwal 1997; the sum: Graves et al. 2013.
    """

    def __init__(self, ahead: Recurrent, back: Recurrent) -> None:
        self.ahead, self.back = ahead, back
        self.hidden_size, self.state_size = ahead.hidden_size, ahead.state_size
        self.backend = ahead.backend
        self.scratch = Scratch(self.backend)

    def parameters(self) -> dict[str, Parameter]:
        ahead = {f"ahead.{name}": p for name, p in self.ahead.parameters().items()}
        return ahead | {f"back.{name}": p for name, p in self.back.parameters().items()}

    def initial_state(self, batch_size: int) -> State:
        """Return a state of zeros, owned by the caller."""
        return self.ahead.initial_state(batch_size)

    def forward(
        self, x: Input, state: State, mask: Array | None = None, *, training: bool = False
    ) -> tuple[Array, State, BidirectionalCache]:
        """Return y (T, N, H + 1), augmented; `state` becomes the sum of the last states."""
        vectors = x.gather()
        places = self._places(x.steps, x.batch_size, mask)
        turned = Dense(self._turn("x", vectors, places), self.backend)
        last = tuple(self.backend.xp.array(part) for part in state)
        y_back, last, back = self.back.forward(turned, last, mask, training=training)
        onward = Dense(vectors, self.backend)
        y_ahead, state, ahead = self.ahead.forward(onward, state, mask, training=training)
        for kept, other in zip(state, last, strict=True):
            kept += other
        y = self._turn("y", y_back, places)
        y[:, :, :-1] += y_ahead[:, :, :-1]
        return y, state, BidirectionalCache(ahead, back, places)

    def backward(
        self, dy: Array | None, dstate: State | None, cache: BidirectionalCache
    ) -> tuple[Array | None, State]:
        """Assign the gradients; return dx and the first state's, as a recurrent layer does."""
        turned = None
        if dy is not None:
            turned = self._turn("dy", dy[:, :, : self.hidden_size], cache.places)
        dx, dfirst = self.ahead.backward(dy, dstate, cache.ahead)
        dx_back, dfirst_back = self.back.backward(turned, dstate, cache.back)
        for kept, other in zip(dfirst, dfirst_back, strict=True):
            kept += other
        dx += self._turn("dx", dx_back, cache.places)
        return dx, dfirst

    def _places(self, T: int, N: int, mask: Array | None) -> Array:
        """Return, for each row of a turned sequence, the row that it is read from: (T N,)."""
        xp = self.backend.xp
        t, begin = xp.arange(T)[:, None], xp.zeros(N, np.intp)
        if mask is not None:
            begin = (mask[:, :, 0] == 0).sum(axis=0)
        turned = xp.where(t < begin, t, T - 1 + begin - t)
        return (turned * N + xp.arange(N)).reshape(-1)

    def _turn(self, name: str, a: Array, places: Array) -> Array:
        """Return (T, N, K) with each row turned round behind its padding, in a buffer."""
        out = self.scratch(name, *a.shape)
        self.backend.take(as_rows(a), places, out=as_rows(out))
        return out
