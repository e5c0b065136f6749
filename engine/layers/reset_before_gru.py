"""The gated recurrent unit of the book, its reset gate before the product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Input, State, as_gate_rows, as_rows
from engine.layers.recurrent import Recurrent
from engine.layers.stepper import Stepper


class _Views(NamedTuple):
    y: Array
    last: State
    dstate: State
    a: Array
    da: Array
    reset_h: Array
    h: Array
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

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        backend: Backend,
        recurrent_dropout: float = 0.0,
    ) -> None:
        super().__init__(input_size, hidden_size, backend, recurrent_dropout)
        self._half = backend.asarray([[[0.5]], [[0.5]], [[1.0]]])

    def _build_views(self, T: int, N: int) -> _Views:
        H, scratch = self.hidden_size, self.scratch
        a, da = scratch("a", 3, T, N, H), scratch("da", 3, T, N, H)
        h, part = self._hidden(T, N), scratch("part", 2, N, H)
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
        return _Views(h[1:], (h[T, :, :H],), (scratch("dh", N, H),), a, da, reset_h, h, forward)

    def _run(
        self, x: Input, state: State, views: _Views, mask: Array | None, keep: Array | None
    ) -> None:
        W_x = np.multiply(self.W_x.value, self._half, out=self.scratch("W_x/2", *self.W_x.shape))
        W_h = np.multiply(self.W_h.value, self._half, out=self.scratch("W_h/2", *self.W_h.shape))
        x.project(W_x, views.a, self.scratch)
        H, seen = self.hidden_size, self._seen(views.h, keep)
        (views.h[0, :, :H],) = state
        for t, (h, rh, rh_core, s, z, r, n, h_core, h_next, part) in enumerate(views.forward):
            h_seen = h_core
            if keep is not None:
                h = np.multiply(h, keep, out=seen[t])
                h_seen = h[:, :H]
            np.matmul(h, W_h[:2], out=part)
            np.add(s, part, out=s)
            np.tanh(s, out=s)
            np.multiply(s, 0.5, out=s)
            np.add(s, 0.5, out=s)
            np.multiply(r, h_seen, out=rh_core)
            np.matmul(rh, W_h[2], out=part[0])
            np.add(n, part[0], out=n)
            np.tanh(n, out=n)
            np.subtract(n, h_core, out=part[0])
            np.multiply(part[0], z, out=part[0])
            np.add(h_core, part[0], out=h_next)
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
        H, T, (dh,) = self.hidden_size, len(views.y), dstate
        da, (_, r, _), seen = views.da, views.a, self._seen(views.h, keep)
        dz, dr, dn = da
        _prepare_back_before(da, views.a, views.h[:-1, :, :H], seen[:, :, :H])
        W_hT, back = self._transposed(), self.scratch("back", 3, *dh.shape)
        one_less_z, dh_seen = self.scratch("1 - z", *dh.shape), self.scratch("dh seen", *dh.shape)
        for t in range(T - 1, -1, -1):
            if dy is not None:
                dh += dy[t, :, :H]
            if mask is not None:
                dh *= mask[t]
            if self.dh_norms is not None:
                self.dh_norms[t] = np.linalg.norm(dh)
            np.multiply(dn[t], dh, out=dn[t])
            np.multiply(dz[t], dh, out=dz[t])
            np.matmul(dn[t], W_hT[2], out=back[2])
            np.multiply(dr[t], back[2], out=dr[t])
            np.matmul(da[:2, t], W_hT[:2], out=back[:2])
            np.multiply(back[2], r[t], out=back[2])
            dh *= np.subtract(1, views.a[0, t], out=one_less_z)
            np.add(back[0], back[1], out=dh_seen)
            np.add(dh_seen, back[2], out=dh_seen)
            if keep is not None:
                dh_seen *= keep[:, :H]
            dh += dh_seen
        rows = as_gate_rows(da)
        np.matmul(as_rows(seen).T, rows[:2], out=self.W_h.grad[:2])
        np.matmul(as_rows(views.reset_h).T, rows[2], out=self.W_h.grad[2])
        return da

    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""
        return ResetBeforeGRUStepper(self, batch_size)


def _prepare_back_before(da: Array, a: Array, h: Array, seen: Array) -> None:
    """Compute d h'/d z, d (r h)/d r and d h'/d n through their squashing functions."""
    (dz, dr, dn), (z, r, n) = da, a
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

    halved = (True, True, False)

    def step(self, x: Array) -> Array:
        """Take the projected input (N, 3 H); return h augmented, (N, H + 1)."""
        H, (h,) = self.hidden_size, self.state
        s, (z, r, n) = self.sigmoids, self.columns
        np.matmul(self.h, self.W_h[:, : 2 * H], out=s)
        np.add(s, x[:, : 2 * H], out=s)
        np.tanh(s, out=s)
        np.multiply(s, 0.5, out=s)
        np.add(s, 0.5, out=s)
        np.multiply(r, h, out=self.part)
        np.matmul(self.part, self.W_h[:H, 2 * H :], out=n)
        np.add(n, self.W_h[H, 2 * H :], out=n)
        np.add(n, x[:, 2 * H :], out=n)
        np.tanh(n, out=n)
        np.subtract(n, h, out=self.part)
        np.multiply(self.part, z, out=self.part)
        np.add(h, self.part, out=h)
        return self.h
