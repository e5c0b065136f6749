"""The Elman network."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Input, State, as_rows
from engine.layers.cells import CELLS, CellConfig
from engine.layers.recurrent import Recurrent
from engine.layers.stepper import Stepper


@CELLS.register
class RNNConfig(CellConfig):
    """One state and no gates: quick to train, forgets soon."""

    kind: Literal["rnn"] = "rnn"

    def build(self, input_size: int, hidden_size: int, backend: Backend) -> RNN:
        return RNN(input_size, hidden_size, backend, self.recurrent_dropout)


class _Views(NamedTuple):
    y: Array
    last: State
    dstate: State
    a: Array
    h: Array
    forward: list[tuple[Array, ...]]


class RNN(Recurrent):
    """Run h' = tanh(x W_x + h W_h + b) over a sequence.

    Shapes: x (T, N, D); h (N, H); W_x (1, D, H); W_h (1, H + 1, H) with b as last row.
    Source: Elman 1990; book, section 5.3.
    """

    book_gates = "h"
    gates = "h"
    halved = (False,)

    def _build_views(self, T: int, N: int) -> _Views:
        H = self.hidden_size
        a, h, z = self.scratch("a", 1, T, N, H), self._hidden(T, N), self.scratch("z", N, H)
        forward = [(h[t], a[0, t], z, h[t + 1, :, :H]) for t in range(T)]
        return _Views(h[1:], (h[T, :, :H],), (self.scratch("dh", N, H),), a, h, forward)

    def _run(
        self, x: Input, state: State, views: _Views, mask: Array | None, keep: Array | None
    ) -> None:
        x.project(self.W_x.columns, views.a, self.scratch)
        (views.h[0, :, : self.hidden_size],) = state
        W_h, seen = self.W_h.value[0], self._seen(views.h, keep)
        for t, (h, a, z, h_next) in enumerate(views.forward):
            if keep is not None:
                h = np.multiply(h, keep, out=seen[t])
            np.matmul(h, W_h, out=z)
            np.add(z, a, out=z)
            np.tanh(z, out=h_next)
            if mask is not None:
                h_next *= mask[t]

    def _run_back(
        self,
        dy: Array | None,
        dstate: State,
        views: _Views,
        mask: Array | None,
        keep: Array | None,
    ) -> Array:
        H, (dh,) = self.hidden_size, dstate
        da, y = views.a[0], views.y[:, :, :H]  # the preactivations are needed no more
        np.multiply(y, y, out=da)
        np.subtract(1, da, out=da)
        W_hT = self._transposed()
        for t in range(len(y) - 1, -1, -1):
            self._take_from_above(dh, t, dy, mask)
            np.multiply(da[t], dh, out=da[t])
            np.matmul(da[t], W_hT, out=dh)
            if keep is not None:
                dh *= keep[:, :H]
        np.matmul(as_rows(self._seen(views.h, keep)).T, as_rows(da), out=self.W_h.grad_columns)
        return da

    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""
        return RNNStepper(self, batch_size)


class RNNStepper(Stepper):
    """One step of an Elman network at a time."""

    def step(self) -> Array:
        (h,) = self.state
        self._add_up()
        np.tanh(self.gates[0], out=h)
        return self.h
