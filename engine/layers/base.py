"""What the layers share.

Letters for shapes, throughout: N batch, T time steps, D input size, H hidden size, V vocabulary,
G gates, R = T N rows. Sequences are time-major and augmented: a sequence of K features is an
array (T, N, K + 1) whose last column is one, so that a bias is the last row of a weight matrix
and needs no pass of its own, neither forward nor backward.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from engine.backend import Array, Backend
from engine.parameter import Parameter, as_blocks
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
        """Write x W for every gate: W (D, G H), out (G, T, N, H)."""

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> Array | None:
        """Assign dW from the gates' gradient da (T, N, G H); return dx where x is an array."""


class Dense:
    """A sequence x (T, N, D) of vectors; it may be a view that leaves out the column of ones."""

    def __init__(self, x: Array, backend: Backend) -> None:
        self.x = x
        self.steps, self.batch_size, _ = x.shape
        self._backend = backend

    def gather(self) -> Array:
        return self.x

    def project(self, W: Array, out: Array, scratch: Scratch) -> None:
        self._backend.xp.matmul(as_rows(self.x), as_blocks(W, len(out)), out=as_gate_rows(out))

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> Array:
        xp, dx = self._backend.xp, scratch("dx", self.steps, self.batch_size, len(W))
        xp.matmul(as_rows(self.x).T, as_rows(da), out=dW)
        xp.matmul(as_rows(da), W.T, out=as_rows(dx))
        return dx


def as_rows(x: Array) -> Array:
    """Return (T, N, K) as (R, K), without a copy."""
    return x.reshape(-1, x.shape[-1])


def as_gate_rows(a: Array) -> Array:
    """Return (G, T, N, H) as (G, R, H), without a copy."""
    return a.reshape(a.shape[0], -1, a.shape[-1])
