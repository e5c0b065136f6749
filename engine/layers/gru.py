"""The gated recurrent unit of PyTorch and cuDNN, and the choice between it and the book's."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.layers.base import Input, State, as_rows
from engine.layers.cells import CELLS, CellConfig
from engine.layers.recurrent import Recurrent
from engine.layers.reset_before_gru import ResetBeforeGRU
from engine.layers.stepper import Stepper
from engine.parameter import Parameter


@CELLS.register
class GRUConfig(CellConfig):
    """Two gates and one state: nearly as good a memory as an LSTM, a quarter cheaper."""

    kind: Literal["gru"] = "gru"
    reset_after: bool = setting(
        True,
        "Reset after the product",
        help="On as in PyTorch and cuDNN, and faster; off as in the book.",
        basic=False,
        book=False,
    )

    def build(self, input_size: int, hidden_size: int, backend: Backend) -> Recurrent:
        layer = GRU if self.reset_after else ResetBeforeGRU
        return layer(input_size, hidden_size, backend, self.recurrent_dropout)


class _Views(NamedTuple):
    y: Array
    last: State
    dstate: State
    a: Array
    q: Array
    h: Array
    steps: list[tuple[Array, Array]]
    forward: list[tuple[Array, ...]]


class GRU(Recurrent):
    """Run a gated recurrent unit over a sequence, its reset gate after the product.

        z, r = sigmoid(x W_x + h W_h + b)         update and reset gates
        n    = tanh(x W_x + b_x + r (h W_h + b))  candidate
        h'   = (1 - z) n + z h

    This is torch.nn.GRU; its two biases of z and r are one here, for only their sum matters.

    Shapes: x (T, N, D); h (N, H); W_x (3, D, H); W_h (3, H + 1, H) with b as last row; b_x (H,).
    Source: Cho et al. 2014; the form: cuDNN, Appleyard et al. 2016.
    """

    book_gates = "zrn"
    gates = "zrn"
    halved = (True, True, False)

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        backend: Backend,
        recurrent_dropout: float = 0.0,
    ) -> None:
        super().__init__(input_size, hidden_size, backend, recurrent_dropout)
        self.b_x = Parameter((hidden_size,), lambda: 0.0)
        self._cell = backend.fused(gru_cell)

    def parameters(self) -> dict[str, Parameter]:
        return super().parameters() | {"b_x": self.b_x}

    def _build_views(self, T: int, N: int) -> _Views:
        H, scratch = self.hidden_size, self.scratch
        a, q = scratch("a", 3, T, N, H), scratch("q", T, N, 3 * H)
        h, part, steps = self._hidden(T, N), scratch("part", N, H), self._steps(q)
        forward = [
            (h[t], rows, z[:2], z[2], a[:2, t], *a[:, t], h[t, :, :H], h[t + 1, :, :H], part)
            for t, (rows, z) in enumerate(steps)
        ]
        return _Views(h[1:], (h[T, :, :H],), (scratch("dh", N, H),), a, q, h, steps, forward)

    def _run(
        self, x: Input, state: State, views: _Views, mask: Array | None, keep: Array | None
    ) -> None:
        W_x, W_h = self._halved("W_x/2", self.W_x), self._halved("W_h/2", self.W_h)
        x.project(W_x, views.a, self.scratch)
        np.add(views.a[2], self.b_x.value, out=views.a[2])
        (views.h[0, :, : self.hidden_size],) = state
        cell, seen = self._cell, self._seen(views.h, keep)
        for t, (h, q, *slices) in enumerate(views.forward):
            if keep is not None:
                h = np.multiply(h, keep, out=seen[t])
            np.matmul(h, W_h, out=q)
            cell(*slices)
            if mask is not None:
                views.h[t + 1, :, : self.hidden_size] *= mask[t]

    def _run_back(
        self,
        dy: Array | None,
        dstate: State,
        views: _Views,
        mask: Array | None,
        keep: Array | None,
    ) -> Array:
        H, (T, N), (dh,) = self.hidden_size, views.y.shape[:2], dstate
        d, dn = self.scratch("d", 3, T, N, H), self.scratch("dn", T, N, H)
        q, (z, r, n) = views.q.reshape(T, N, 3, H), views.a
        _prepare_back(d, dn, z, r, n, q[:, :, 2], views.h[:-1, :, :H])
        W_hT, part = self._transposed(), views.forward[0][-1]
        for t in range(T - 1, -1, -1):
            self._take_from_above(dh, t, dy, mask)
            rows, blocks = views.steps[t]
            np.multiply(d[:, t], dh, out=blocks)
            np.multiply(dn[t], dh, out=dn[t])
            np.multiply(dh, z[t], out=dh)
            np.matmul(rows, W_hT, out=part)
            if keep is not None:
                part *= keep[:, :H]
            np.add(dh, part, out=dh)
        h, da = as_rows(self._seen(views.h, keep)), views.q
        np.matmul(h.T, as_rows(da), out=self.W_h.grad_columns)
        q[:, :, 2] = dn  # what reaches x bypasses the reset gate
        np.matmul(self.scratch_ones(T * N), as_rows(dn), out=self.b_x.grad)
        return da

    def scratch_ones(self, rows: int) -> Array:
        """Return a vector of ones, with which a product sums over rows."""
        return self.scratch.views(("ones", rows), lambda: self.backend.ones(rows))

    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""
        return GRUStepper(self, batch_size)


def gru_cell(
    q_s: Array, q_n: Array, s: Array, z: Array, r: Array, n: Array,
    h: Array, h_next: Array, part: Array,
) -> None:  # fmt: skip
    """Take one step from the input's part (s, n) and the state's part (q_s, q_n) of the gates."""
    np.add(s, q_s, out=s)
    np.tanh(s, out=s)
    np.multiply(s, 0.5, out=s)
    np.add(s, 0.5, out=s)
    np.multiply(r, q_n, out=part)
    np.add(n, part, out=n)
    np.tanh(n, out=n)
    np.subtract(h, n, out=part)
    np.multiply(part, z, out=part)
    np.add(part, n, out=h_next)


def _prepare_back(d: Array, dn: Array, z: Array, r: Array, n: Array, q_n: Array, h: Array) -> None:
    """Compute d h'/d (preactivations): all of it depends on the forward pass alone."""
    dz, dr, dq = d
    np.subtract(1, z, out=dr)
    np.multiply(n, n, out=dn)
    np.subtract(1, dn, out=dn)
    np.multiply(dn, dr, out=dn)
    np.subtract(h, n, out=dz)
    np.multiply(dz, z, out=dz)
    np.multiply(dz, dr, out=dz)
    np.multiply(dn, r, out=dq)
    np.subtract(1, r, out=dr)
    np.multiply(dr, dq, out=dr)
    np.multiply(dr, q_n, out=dr)


class GRUStepper(Stepper):
    """One step of a GRU at a time."""

    def __init__(self, layer: GRU, batch_size: int) -> None:
        super().__init__(layer, batch_size)
        self._s_of_h, self._n_of_h = self.blocks[:2], self.blocks[2]
        self._s_of_x, self._n_of_x = self.x_blocks[:2], self.x_blocks[2]

    def _input_bias(self, layer: Recurrent) -> Array:
        bias = super()._input_bias(layer)
        bias[:, 2 * self.hidden_size :] = layer.parameters()["b_x"].value
        return bias

    def step(self) -> Array:
        (h,) = self.state
        s, (z, r, n), part, half = self.sigmoids, self.each, self.part, self.half
        np.dot(self.h, self.W_h, out=self.rows)
        np.add(self._s_of_h, self._s_of_x, out=s)
        np.tanh(s, out=s)
        np.multiply(s, half, out=s)
        np.add(s, half, out=s)
        np.multiply(self._n_of_h, r, out=n)
        np.add(n, self._n_of_x, out=n)
        np.tanh(n, out=n)
        np.subtract(h, n, out=part)
        np.multiply(part, z, out=part)
        np.add(part, n, out=h)
        return self.h
