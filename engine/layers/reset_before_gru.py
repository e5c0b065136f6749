"""The gated recurrent unit of the book, its reset gate before the product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array
from engine.layers.base import Input, State, as_rows
from engine.layers.recurrent import Recurrent
from engine.layers.stepper import Stepper
from engine.parameter import as_blocks


class _Views(NamedTuple):
    y: Array
    last: State
    dstate: State
    a: Array
    da: Array
    reset_h: Array
    h: Array
    steps: list[tuple[Array, Array]]
    forward: list[tuple[Array, ...]]


class ResetBeforeGRU(Recurrent):
    """Run a gated recurrent unit over a sequence, its reset gate before the product.

        z, r = sigmoid(x W_x + h W_h + b)         update and reset gates
        n    = tanh(x W_x + (r h) W_h + b)        candidate
        h'   = (1 - z) h + z n

    The update gate is inverted against torch.nn.GRU: z is the share of what is new.

    Shapes: x (T, N, D); h (N, H); W_x (3, D, H); W_h (3, H + 1, H) with b as last row.
    Source: Cho et al. 2014; book, appendix C.
    """

    book_gates = "zrn"
    gates = "zrn"
    halved = (True, True, False)

    def _build_views(self, T: int, N: int) -> _Views:
        H, scratch = self.hidden_size, self.scratch
        a, da = scratch("a", 3, T, N, H), scratch("da", T, N, 3 * H)
        h, part, steps = self._hidden(T, N), scratch("part", N, H), self._steps(da)
        reset_h = scratch("reset h", T, N, H + 1)
        reset_h[:, :, H] = 1
        forward = [
            (
                h[t],
                reset_h[t],
                reset_h[t, :, :H],
                a[:2, t],
                *a[:, t],
                h[t, :, :H],
                h[t + 1, :, :H],
                part,
            )
            for t in range(T)
        ]
        dstate = (scratch("dh", N, H),)
        return _Views(h[1:], (h[T, :, :H],), dstate, a, da, reset_h, h, steps, forward)

    def _run(
        self, x: Input, state: State, views: _Views, mask: Array | None, keep: Array | None
    ) -> None:
        W_x, W_h = self._halved("W_x/2", self.W_x), self._halved("W_h/2", self.W_h)
        x.project(W_x, views.a, self.scratch)
        H, seen = self.hidden_size, self._seen(views.h, keep)
        W_s, W_n = W_h[:, : 2 * H], W_h[:, 2 * H :]
        rows = self.scratch("z", x.batch_size, 2 * H)
        blocks = as_blocks(rows, 2)
        (views.h[0, :, :H],) = state
        for t, (h, rh, rh_core, s, z, r, n, h_core, h_next, part) in enumerate(views.forward):
            h_seen = h_core
            if keep is not None:
                h = np.multiply(h, keep, out=seen[t])
                h_seen = h[:, :H]
            np.matmul(h, W_s, out=rows)
            np.add(s, blocks, out=s)
            np.tanh(s, out=s)
            np.multiply(s, 0.5, out=s)
            np.add(s, 0.5, out=s)
            np.multiply(r, h_seen, out=rh_core)
            np.matmul(rh, W_n, out=part)
            np.add(n, part, out=n)
            np.tanh(n, out=n)
            np.subtract(n, h_core, out=part)
            np.multiply(part, z, out=part)
            np.add(h_core, part, out=h_next)
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
        H, (T, N), (dh,) = self.hidden_size, views.y.shape[:2], dstate
        d, (z, r, _), seen = self.scratch("d", 3, T, N, H), views.a, self._seen(views.h, keep)
        _prepare_back_before(d, views.a, views.h[:-1, :, :H], seen[:, :, :H])
        W_hT, part = self._transposed(), self.scratch("part", N, H)
        d_reset_h, dh_seen = self.scratch("d reset h", N, H), self.scratch("dh seen", N, H)
        for t in range(T - 1, -1, -1):
            self._take_from_above(dh, t, dy, mask)
            rows, (dz, dr, dn) = views.steps[t]
            np.multiply(d[2, t], dh, out=dn)
            np.matmul(dn, W_hT[2 * H :], out=d_reset_h)
            np.multiply(d[0, t], dh, out=dz)
            np.multiply(d[1, t], d_reset_h, out=dr)
            np.matmul(rows[:, : 2 * H], W_hT[: 2 * H], out=dh_seen)
            np.multiply(d_reset_h, r[t], out=d_reset_h)
            np.add(dh_seen, d_reset_h, out=dh_seen)
            if keep is not None:
                dh_seen *= keep[:, :H]
            np.subtract(1, z[t], out=part)
            np.multiply(dh, part, out=dh)
            np.add(dh, dh_seen, out=dh)
        da, dW_h = as_rows(views.da), self.W_h.grad_columns
        np.matmul(as_rows(seen).T, da[:, : 2 * H], out=dW_h[:, : 2 * H])
        np.matmul(as_rows(views.reset_h).T, da[:, 2 * H :], out=dW_h[:, 2 * H :])
        return views.da

    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""
        return ResetBeforeGRUStepper(self, batch_size)


def _prepare_back_before(d: Array, a: Array, h: Array, seen: Array) -> None:
    """Compute d h'/d z, d (r h)/d r and d h'/d n through their squashing functions."""
    (dz, dr, dn), (z, r, n) = d, a
    np.multiply(n, n, out=dn)
    np.subtract(1, dn, out=dn)
    np.multiply(dn, z, out=dn)
    np.subtract(1, z, out=dr)
    np.subtract(n, h, out=dz)
    np.multiply(dz, z, out=dz)
    np.multiply(dz, dr, out=dz)
    np.subtract(1, r, out=dr)
    np.multiply(dr, r, out=dr)
    np.multiply(dr, seen, out=dr)


class ResetBeforeGRUStepper(Stepper):
    """One step of the book's GRU at a time."""

    def __init__(self, layer: ResetBeforeGRU, batch_size: int) -> None:
        super().__init__(layer, batch_size)
        contiguous, H = self.backend.xp.ascontiguousarray, self.hidden_size
        self._W_s, self._W_n = contiguous(self.W_h[:, : 2 * H]), contiguous(self.W_h[:, 2 * H :])
        self._rows = self.backend.empty(batch_size, 2 * H)
        self._s_of_h = as_blocks(self._rows, 2)
        self._s_of_x, self._n_of_x = self.x_blocks[:2], self.x_blocks[2]
        self._reset_h = self.backend.ones(batch_size, H + 1)

    def step(self) -> Array:
        (h,) = self.state
        s, (z, r, n), part, half = self.sigmoids, self.each, self.part, self.half
        np.dot(self.h, self._W_s, out=self._rows)
        np.add(self._s_of_h, self._s_of_x, out=s)
        np.tanh(s, out=s)
        np.multiply(s, half, out=s)
        np.add(s, half, out=s)
        np.multiply(r, h, out=self._reset_h[:, :-1])
        np.dot(self._reset_h, self._W_n, out=n)
        np.add(n, self._n_of_x, out=n)
        np.tanh(n, out=n)
        np.subtract(n, h, out=part)
        np.multiply(part, z, out=part)
        np.add(h, part, out=h)
        return self.h
