"""What the layers share.

Letters for shapes, throughout: N batch, T time steps, D input size, H hidden size, V vocabulary,
G gates, R = T N rows. Sequences are time-major and augmented: a sequence of K features is an
array (T, N, K + 1) whose last column is one, so that a bias is the last row of a weight matrix
and needs no pass of its own, neither forward nor backward.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from engine.backend import Array, Backend
from engine.parameter import Parameter
from engine.scratch import Scratch

State: TypeAlias = tuple[Array, ...]  # (h,) or (h, c), each (N, H)
Cache: TypeAlias = Any  # private to the layer that made it; good until that layer's next forward

IGNORE = -1  # a target that is not scored; an input that is padding


class Layer(Protocol):
    """Anything with parameters."""

    def parameters(self) -> dict[str, Parameter]: ...


class SequenceLayer(Protocol):
    """What a stack is made of: a layer that reads a sequence and leaves a state.

    Attributes:
        hidden_size: of its outputs and its state; state_size: how many arrays its state has.
    """

    hidden_size: int

    @property
    def state_size(self) -> int: ...

    def parameters(self) -> dict[str, Parameter]: ...

    def initial_state(self, batch_size: int) -> State: ...

    def forward(
        self, x: Input, state: State, mask: Array | None = None, *, training: bool = False
    ) -> tuple[Array, State, Cache]: ...

    def backward(
        self, dy: Array | None, dstate: State | None, cache: Cache
    ) -> tuple[Array | None, State]: ...


class Input(Protocol):
    """What a recurrent layer is fed: it reaches all gates of all time steps in one product."""

    steps: int
    batch_size: int

    def gather(self) -> Array:
        """Return x itself, (T, N, D)."""

    def project(self, W: Array, out: Array, scratch: Scratch) -> None:
        """Write x W for every gate: W (G, D, H), out (G, T, N, H)."""

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> Array | None:
        """Assign dW from the gates' gradient da (G, T, N, H); return dx where x is an array."""


class Dense:
    """A sequence x (T, N, D) of vectors; it may be a view that leaves out the column of ones."""

    def __init__(self, x: Array, backend: Backend) -> None:
        self.x = x
        self.steps, self.batch_size, _ = x.shape
        self._backend = backend

    def gather(self) -> Array:
        return self.x

    def project(self, W: Array, out: Array, scratch: Scratch) -> None:
        self._backend.xp.matmul(as_rows(self.x), W, out=as_gate_rows(out))

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> Array:
        da = as_gate_rows(da)
        self._backend.xp.matmul(as_rows(self.x).T, da, out=dW)
        dx = sum_over_gates(da, W, self._backend, scratch)
        return dx.reshape(self.steps, self.batch_size, -1)


def as_rows(x: Array) -> Array:
    """Return (T, N, K) as (R, K), without a copy."""
    return x.reshape(-1, x.shape[-1])


def as_gate_rows(a: Array) -> Array:
    """Return (G, T, N, H) as (G, R, H), without a copy."""
    return a.reshape(a.shape[0], -1, a.shape[-1])


def sum_over_gates(da: Array, W: Array, backend: Backend, scratch: Scratch) -> Array:
    """Return the sum of da_g W_g^T over the gates: da (G, R, H), W (G, D, H) -> (R, D)."""
    xp, shape = backend.xp, (da.shape[1], W.shape[1])
    dx, part = scratch("dx", *shape), scratch("dx part", *shape)
    xp.matmul(da[0], W[0].T, out=dx)
    for g in range(1, len(W)):
        xp.matmul(da[g], W[g].T, out=part)
        xp.add(dx, part, out=dx)
    return dx
