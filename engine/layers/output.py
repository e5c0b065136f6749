"""The output layer of every model that chooses among symbols: linear, softmax and loss in one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import IGNORE
from engine.parameter import Parameter
from engine.scratch import Scratch

SAFE_SUMS = (1e-20, 1e20)  # float32 sums of exponentials within them have lost nothing


class OutputCache(NamedTuple):
    """What the backward pass needs: the input, exponentials, their sums, and the rows' weights."""

    x: Array
    exp: Array
    sums: Array
    weights: Array
    targets: Array


class SoftmaxOutput:
    """Score every symbol and measure the cross-entropy of the right ones.

        p    = softmax(x W^T + b)
        loss = - mean over the scored rows of log p[target]

    Shapes: x (R, K + 1), augmented; W (V, K + 1) with b as last column; targets (R,), IGNORE where
    a row is not scored. W is drawn as (K, V) from N(0, 1/K), as in the book (section 5.4), or is
    the table of an embedding (tied weights).

    Linear layer, softmax and loss are one layer because the (R, V) matrix of exponentials is the
    largest array of a word model: it is passed over once to exponentiate and once in each of two
    products. Dividing by the sums and subtracting the one-hot targets happen on the small side.
    """

    def __init__(
        self, input_size: int, vocab_size: int, backend: Backend, *, tied: Parameter | None = None
    ) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)
        self.W = tied or Parameter((vocab_size, input_size + 1), self._initial)

    def _initial(self) -> np.ndarray:
        V, K = self.W.shape[0], self.W.shape[1] - 1
        W = self.backend.randn(K, V, scale=K**-0.5).T
        return np.hstack([W, np.zeros((V, 1))])

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    def logits(self, x: Array) -> Array:
        """Return the scores x W^T + b, (R, V), in a buffer of this layer."""
        out = self.scratch("exp", len(x), len(self.W.value))
        return self.backend.xp.matmul(x, self.W.value.T, out=out)

    def forward(self, x: Array, targets: Array) -> tuple[Array, OutputCache]:
        """Return the nats that the scored rows cost together."""
        xp, shifts = self.backend.xp, self.backend.always_shifts
        rows = self._constants(len(x))[1]
        scored = (targets != IGNORE).astype(self.backend.dtype)
        exp = self.logits(x)
        right = exp[rows, targets]
        if shifts:
            right -= self._take_off_maximum(exp)
        sums = self._exponentiate(exp)
        if not shifts and not _are_safe(sums):  # rare: once more, and safely
            exp = self.logits(x)
            right -= self._take_off_maximum(exp)
            sums = self._exponentiate(exp)
        nats = xp.log(sums)
        nats -= right
        return xp.vdot(nats, scored), OutputCache(x, exp, sums, scored, targets)

    def _take_off_maximum(self, logits: Array) -> Array:
        """Subtract from each row its maximum, in place; return the maxima (R,)."""
        top = logits.max(axis=1, keepdims=True)
        self.backend.xp.subtract(logits, top, out=logits)
        return top[:, 0]

    def _exponentiate(self, logits: Array) -> Array:
        """Replace logits by their exponentials; return the rows' sums (R,)."""
        xp, sums = self.backend.xp, self.scratch("sums", len(logits))
        with np.errstate(over="ignore"):  # an overflow shows in the sums
            xp.exp(logits, out=logits)
            xp.matmul(logits, self._constants(len(logits))[0], out=sums)
        return sums

    def count_correct(self, cache: OutputCache) -> Array:
        """Return how many scored rows rank their target first. Call before `backward`."""
        return (self._hits(cache) * cache.weights).sum()

    def without_miss(self, cache: OutputCache, batch_size: int) -> Array:
        """Return which sequences (N,) have no scored row that ranks another symbol first."""
        return (self._hits(cache) >= cache.weights).reshape(-1, batch_size).all(axis=0)

    def _hits(self, cache: OutputCache) -> Array:
        rows = self._constants(len(cache.exp))[1]
        return cache.exp[rows, cache.targets] >= cache.exp.max(axis=1)

    def backward(self, cache: OutputCache, scale: float) -> Array:
        """Assign W's gradient and return dx (R, K + 1) for the loss `scale` times the nats' sum."""
        xp, (x, exp, sums, weights, targets) = self.backend.xp, cache
        rows = self._constants(len(x))[1]
        exp[rows, targets] -= sums
        row_scale = (weights * scale / sums)[:, None]
        dx = self.scratch("dx", *x.shape)
        xp.matmul(exp, self.W.value, out=dx)
        xp.multiply(dx, row_scale, out=dx)
        scaled = xp.multiply(x, row_scale, out=self.scratch("scaled", *x.shape))
        xp.matmul(exp.T, scaled, out=self.W.grad)
        return dx

    def _constants(self, R: int) -> tuple[Array, Array]:
        xp = self.backend.xp
        return self.scratch.views(
            ("constants", R),
            lambda: (self.backend.ones(len(self.W.value)), xp.arange(R)),
        )


def _are_safe(sums: Array) -> bool:
    low, high = SAFE_SUMS
    return low < float(sums.min()) and float(sums.max()) < high
