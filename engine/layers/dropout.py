"""Dropout."""

from __future__ import annotations

from engine.backend import Array, Backend
from engine.layers.base import Dense, Input
from engine.layers.embedding import Lookup
from engine.scratch import Scratch


class Dropout:
    """Set a share of the values to zero while training and scale the others up to make up for it.

    A new mask is drawn for every value of every time step; recurrent connections are not touched.
    Source: Srivastava et al. 2014; Zaremba et al. 2014 for where it stands; book, section 6.5.
    """

    def __init__(self, ratio: float, backend: Backend) -> None:
        self.ratio, self.backend = ratio, backend
        self.scratch = Scratch(backend)

    def forward(self, x: Array, training: bool) -> Array:
        """Return x (T, N, H + 1), augmented, dropped; the very same array where nothing is."""
        if not (training and self.ratio):
            return x
        T, N, K = x.shape
        mask, y = self.scratch("mask", T, N, K - 1), self.scratch("y", T, N, K)
        self.backend.dropout_mask(self.ratio, out=mask)
        self.backend.xp.multiply(x[:, :, :-1], mask, out=y[:, :, :-1])
        y[:, :, -1] = 1
        return y

    def forward_lookup(self, x: Lookup, training: bool) -> Input:
        """Return the input with its vectors dropped; the lookup itself where nothing is."""
        if not (training and self.ratio):
            return x
        vectors = x.gather()
        mask = self.scratch("mask", *vectors.shape)
        self.backend.dropout_mask(self.ratio, out=mask)
        return Dense(self.backend.xp.multiply(vectors, mask, out=vectors), self.backend)

    def backward(self, dy: Array) -> Array:
        """Return dx for dy (T, N, H), in place. Only after a forward pass that trained."""
        if self.ratio:
            mask = self.scratch("mask", *dy.shape)
            self.backend.xp.multiply(dy, mask, out=dy)
        return dy
