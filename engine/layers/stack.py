"""Recurrent layers on top of each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from engine.backend import Array, Backend
from engine.layers.base import Cache, Dense, Input, SequenceLayer, State
from engine.layers.dropout import Dropout
from engine.layers.recurrent import Recurrent
from engine.parameter import Parameter

StackState: TypeAlias = tuple[State, ...]
L = TypeVar("L", bound=SequenceLayer)


class StackCache(NamedTuple):
    """The layers' caches from bottom to top, and whether dropout was at work."""

    layers: list[Cache]
    training: bool


class Stack(Generic[L]):
    """Feed each recurrent layer with the outputs of the one below, dropout in between.

    Source: Zaremba et al. 2014, section 3.1; book, section 6.5.
    """

    def __init__(self, layers: Sequence[L], dropout: float, backend: Backend) -> None:
        self.layers = list(layers)
        self.backend = backend
        self.dropouts = [Dropout(dropout, backend) for _ in self.layers[1:]]
        self.hidden_size = self.layers[-1].hidden_size

    def parameters(self) -> dict[str, Parameter]:
        return {
            f"{k}.{name}": p
            for k, layer in enumerate(self.layers)
            for name, p in layer.parameters().items()
        }

    def initial_state(self, batch_size: int) -> StackState:
        """Return states of zeros, owned by the caller."""
        return tuple(layer.initial_state(batch_size) for layer in self.layers)

    def forward(
        self, x: Input, state: StackState, *, training: bool, mask: Array | None = None
    ) -> tuple[Array, StackState, StackCache]:
        """Return the top layer's y (T, N, H + 1), augmented; `state` is updated in place."""
        caches = []
        y, _, cache = self.layers[0].forward(x, state[0], mask, training=training)
        caches.append(cache)
        for layer, dropout, own in zip(self.layers[1:], self.dropouts, state[1:], strict=True):
            y = dropout.forward(y, training)
            below = Dense(y[:, :, :-1], self.backend)
            y, _, cache = layer.forward(below, own, mask, training=training)
            caches.append(cache)
        return y, state, StackCache(caches, training)

    def backward(
        self, dy: Array | None, dstate: Sequence[State | None] | None, cache: StackCache
    ) -> tuple[Array | None, StackState]:
        """Assign all gradients; return dx, where the input was an array, and the first state's.

        Args:
            dstate: gradient of each layer's last state; None for zeros.
        """
        dfirst: list[State] = []
        last = dstate or (None,) * len(self.layers)
        for k in range(len(self.layers) - 1, -1, -1):
            dy, d = self.layers[k].backward(dy, last[k], cache.layers[k])
            dfirst.insert(0, d)
            if k and cache.training:
                dy = self.dropouts[k - 1].backward(dy)
        return dy, tuple(dfirst)


class StackStepper:
    """A stack frozen for single steps.

    Attributes:
        x: what `step` takes as the first layer's projected input, (N, G H).
    """

    def __init__(self, stack: Stack[Recurrent], batch_size: int) -> None:
        self.steppers = [layer.stepper(batch_size) for layer in stack.layers]
        self.x = self.steppers[0].x

    @property
    def state(self) -> StackState:
        """The layers' states; assign to their content to set them."""
        return tuple(stepper.state for stepper in self.steppers)

    def set_state(self, state: StackState) -> None:
        """Start from a state of the stack."""
        for stepper, own in zip(self.steppers, state, strict=True):
            stepper.set_state(own)

    def project(self, x: Array) -> Array:
        """Return vectors x (K, D) as `x` takes them."""
        return self.steppers[0].project(x)

    def step(self) -> Array:
        """Step on with the projected input `x`; return the top h augmented, (N, H + 1)."""
        first, *others = self.steppers
        h = first.step()
        for stepper in others:
            stepper.read(h)
            h = stepper.step()
        return h
