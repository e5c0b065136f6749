"""Long short-term memory."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Input, State, as_rows
from engine.layers.cells import CELLS, CellConfig
from engine.layers.recurrent import Recurrent
from engine.layers.stepper import Stepper

CHUNK = 32768  # elements of a gate that the backward pass prepares at once: they stay in L2


@CELLS.register
class LSTMConfig(CellConfig):
    """Gates protect a second state, the cell, so that gradients reach far back."""

    kind: Literal["lstm"] = "lstm"

    def build(self, input_size: int, hidden_size: int, backend: Backend) -> LSTM:
        return LSTM(input_size, hidden_size, backend, self.recurrent_dropout)


class _Views(NamedTuple):
    y: Array
    last: State
    dstate: State
    a: Array
    da: Array
    factors: Array
    h: Array
    c: Array
    tanh_c: Array
    forward: list[tuple[Array, ...]]
    backward: list[tuple[Array, ...]]


class LSTM(Recurrent):
    """Run a long short-term memory over a sequence.

        i, f, o = sigmoid(x W_x + h W_h + b)      input, forget and output gates
        g       = tanh(x W_x + h W_h + b)         candidate
        c'      = f c + i g
        h'      = o tanh(c')

    Shapes: x (T, N, D); h, c (N, H); W_x (4, D, H); W_h (4, H + 1, H) with the bias as last row.
    The blocks are o, f, i, g: the sigmoid gates first, and side by side those that c' depends on.

    Source: Hochreiter & Schmidhuber 1997; Gers et al. 2000 for the forget gate; book, section 6.2.
    """

    book_gates = "fgio"
    gates = "ofig"
    halved = (True, True, True, False)
    state_size = 2

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        backend: Backend,
        recurrent_dropout: float = 0.0,
    ) -> None:
        super().__init__(input_size, hidden_size, backend, recurrent_dropout)
        self._cell = backend.fused(lstm_cell)
        self._cell_back = backend.fused(lstm_cell_back)

    def _build_views(self, T: int, N: int) -> _Views:
        H, scratch = self.hidden_size, self.scratch
        chunk = max(1, CHUNK // (N * H))
        a, da = scratch("a", 4, T, N, H), scratch("da", T, N, 4 * H)
        factors = scratch("factors", 4, chunk, N, H)
        c, tanh_c = scratch("c", T + 1, N, H), scratch("tanh c", T, N, H)
        h, part = self._hidden(T, N), scratch("part", N, H)
        forward = [
            (h[t], a[:, t], a[:3, t], *a[:, t], c[t], c[t + 1], tanh_c[t], h[t + 1, :, :H], part)
            for t in range(T)
        ]
        backward = [
            (tanh_c[t], a[1, t], d[0], d[1:], part, d, *step)
            for t, step in enumerate(self._steps(da))
            for d in [factors[:, t % chunk]]
        ]
        dstate, last = (scratch("dh", N, H), scratch("dc", N, H)), (h[T, :, :H], c[T])
        return _Views(h[1:], last, dstate, a, da, factors, h, c, tanh_c, forward, backward)

    def _run(
        self, x: Input, state: State, views: _Views, mask: Array | None, keep: Array | None
    ) -> None:
        H, N = self.hidden_size, x.batch_size
        W_x, W_h = self._halved("W_x/2", self.W_x), self._halved("W_h/2", self.W_h)
        [(rows, blocks)] = self._steps(self.scratch("z", 1, N, 4 * H))
        x.project(W_x, views.a, self.scratch)
        views.h[0, :, :H], views.c[0] = state
        matmul, cell, seen = self.backend.xp.matmul, self._cell, self._seen(views.h, keep)
        for t, (h, *slices) in enumerate(views.forward):
            if keep is not None:
                h = np.multiply(h, keep, out=seen[t])
            matmul(h, W_h, out=rows)
            cell(blocks, *slices)
            if mask is not None:
                views.c[t + 1] *= mask[t]
                views.h[t + 1, :, :H] *= mask[t]

    def _run_back(
        self,
        dy: Array | None,
        dstate: State,
        views: _Views,
        mask: Array | None,
        keep: Array | None,
    ) -> Array:
        H, T, (dh, dc) = self.hidden_size, len(views.backward), dstate
        W_hT, chunk = self._transposed(), views.factors.shape[1]
        matmul, cell_back = self.backend.xp.matmul, self._cell_back
        for t in range(T - 1, -1, -1):
            if t == T - 1 or t % chunk == chunk - 1:
                _prepare_back(views, t - t % chunk, t + 1)
            self._take_from_above(dh, t, dy, mask)
            if mask is not None:
                dc *= mask[t]
            dtanh, f, do, dfig, part, d, rows, blocks = views.backward[t]
            cell_back(dh, dc, dtanh, f, do, dfig, part)
            blocks[...] = d
            matmul(rows, W_hT, out=dh)
            if keep is not None:
                dh *= keep[:, :H]
        h, da = as_rows(self._seen(views.h, keep)), as_rows(views.da)
        matmul(h.T, da, out=self.W_h.grad_columns)
        return views.da

    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""
        return LSTMStepper(self, batch_size)


def lstm_cell(
    z: Array, a: Array, s: Array, o: Array, f: Array, i: Array, g: Array,
    c: Array, c_next: Array, tanh_c: Array, h_next: Array, part: Array,
) -> None:  # fmt: skip
    """Take one step from the gates' preactivations a + z, those of the sigmoids halved.

    sigmoid(x) = (tanh(x / 2) + 1) / 2, so one call of tanh, which NumPy runs on vector units,
    serves all four gates.
    """
    np.add(a, z, out=a)
    np.tanh(a, out=a)
    np.multiply(s, 0.5, out=s)
    np.add(s, 0.5, out=s)
    np.multiply(f, c, out=c_next)
    np.multiply(i, g, out=part)
    np.add(c_next, part, out=c_next)
    np.tanh(c_next, out=tanh_c)
    np.multiply(o, tanh_c, out=h_next)


def _prepare_back(views: _Views, start: int, stop: int) -> None:
    """Compute, for a run of steps, every factor of the gradient that does not depend on dh or dc.

    The factors become d h'/d a for o and d c'/d a for f, i and g, and tanh_c becomes d h'/d c'.
    With h' = o tanh(c') at hand, o (1 - o) tanh(c') and o (1 - tanh(c')^2) take two passes each.
    """
    a, d = views.a[:, start:stop], views.factors[:, : stop - start]
    tanh_c, c = views.tanh_c[start:stop], views.c[start:stop]
    h = views.h[start + 1 : stop + 1, :, : c.shape[2]]
    (o, f, i, g), (do, df, di, dg) = a, d
    np.subtract(1, a[:3], out=d[:3])
    np.multiply(do, h, out=do)
    np.multiply(df, f, out=df)
    np.multiply(df, c, out=df)
    np.multiply(i, g, out=dg)
    np.multiply(di, dg, out=di)
    np.multiply(dg, g, out=dg)
    np.subtract(i, dg, out=dg)
    np.multiply(tanh_c, h, out=tanh_c)
    np.subtract(o, tanh_c, out=tanh_c)


def lstm_cell_back(
    dh: Array, dc: Array, dtanh: Array, f: Array, do: Array, dfig: Array, part: Array
) -> None:
    """Turn the prepared factors into the gates' gradients, and dc' into dc."""
    np.multiply(dh, dtanh, out=part)
    np.add(dc, part, out=dc)
    np.multiply(do, dh, out=do)
    np.multiply(dfig, dc, out=dfig)
    np.multiply(dc, f, out=dc)


class LSTMStepper(Stepper):
    """One step of an LSTM at a time."""

    def step(self) -> Array:
        h, c = self.state
        a, s, (o, f, i, g) = self.gates, self.sigmoids, self.each
        part, half = self.part, self.half
        self._add_up()
        np.tanh(a, out=a)
        np.multiply(s, half, out=s)
        np.add(s, half, out=s)
        np.multiply(f, c, out=c)
        np.multiply(i, g, out=part)
        np.add(c, part, out=c)
        np.tanh(c, out=part)
        np.multiply(o, part, out=h)
        return self.h
