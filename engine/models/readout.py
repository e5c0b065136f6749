"""What the output layer of a decoder sees: its state alone, or more."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol, TypeAlias

from engine.backend import Array, Backend
from engine.layers.attention import Attention, AttentionCache, MemoryLooker
from engine.layers.base import Cache
from engine.models.encoding import Encoding
from engine.parameter import Parameter
from engine.scratch import Scratch

# Gradients of the decoder's outputs (T, N, H), of the memory (S, N, H), of the summary (N, H).
ReadoutGradients: TypeAlias = tuple[Array, Array | None, Array | None]


class Readout(Protocol):
    """Stands between a decoder and its output layer."""

    def parameters(self) -> dict[str, Parameter]: ...

    def size(self, hidden_size: int) -> int:
        """Return how many features K the output layer gets."""

    def forward(self, y: Array, encoding: Encoding) -> tuple[Array, Cache]:
        """Return features (T, N, K + 1), augmented, of y (T, N, H + 1)."""

    def backward(self, dfeatures: Array, cache: Cache) -> ReadoutGradients:
        """Return the gradients for dfeatures (T, N, K + 1)."""

    def stepper(self, encoding: Encoding) -> ReadoutStepper:
        """Return what turns the decoder's state into features one step at a time."""


class ReadoutStepper(Protocol):
    """A readout that has been told the question.

    Attributes:
        weights: attention weights (N, S) of the last step, where there are any.
    """

    @property
    def weights(self) -> Array | None: ...

    def features(self, h: Array) -> Array:
        """Return features (N, K + 1), augmented, of the decoder's h (N, H + 1)."""


class PlainReadout:
    """The decoder's state as it is (book, section 7.3)."""

    def parameters(self) -> dict[str, Parameter]:
        return {}

    def size(self, hidden_size: int) -> int:
        return hidden_size

    def forward(self, y: Array, encoding: Encoding) -> tuple[Array, None]:
        return y, None

    def backward(self, dfeatures: Array, cache: None) -> ReadoutGradients:
        return dfeatures[:, :, :-1], None, None

    def stepper(self, encoding: Encoding) -> ReadoutStepper:
        return PlainStepper()


class PlainStepper:
    """The decoder's state as it is."""

    weights = None

    def features(self, h: Array) -> Array:
        return h


class PeekyReadout:
    """The question's summary beside the decoder's state (book, section 7.4.2)."""

    def __init__(self, backend: Backend) -> None:
        self.scratch = Scratch(backend)

    def parameters(self) -> dict[str, Parameter]:
        return {}

    def size(self, hidden_size: int) -> int:
        return 2 * hidden_size

    def forward(self, y: Array, encoding: Encoding) -> tuple[Array, int]:
        H = y.shape[2] - 1
        return beside(self.scratch, encoding.summary, y), H

    def backward(self, dfeatures: Array, cache: int) -> ReadoutGradients:
        H = cache
        return dfeatures[:, :, H : 2 * H], None, dfeatures[:, :, :H].sum(axis=0)

    def stepper(self, encoding: Encoding) -> ReadoutStepper:
        return PeekyStepper(encoding.summary, self.scratch)


class PeekyStepper:
    """The question's summary beside the decoder's state."""

    weights = None

    def __init__(self, summary: Array, scratch: Scratch) -> None:
        self._summary, self._scratch = summary, scratch

    def features(self, h: Array) -> Array:
        return beside(self._scratch, self._summary, h[None])[0]


class AttentionReadoutCache(NamedTuple):
    """The attention's cache; its weights are what the window shows."""

    attention: AttentionCache


class AttentionReadout:
    """The context that attention finds beside the decoder's state (book, section 8.2)."""

    def __init__(self, attention: Attention, backend: Backend) -> None:
        self.attention = attention
        self.scratch = Scratch(backend)

    def parameters(self) -> dict[str, Parameter]:
        return self.attention.parameters()

    def size(self, hidden_size: int) -> int:
        return 2 * hidden_size

    def forward(self, y: Array, encoding: Encoding) -> tuple[Array, AttentionReadoutCache]:
        context, cache = self.attention.forward(y[:, :, :-1], encoding.memory, encoding.mask)
        return beside(self.scratch, context.transpose(1, 0, 2), y), AttentionReadoutCache(cache)

    def backward(self, dfeatures: Array, cache: AttentionReadoutCache) -> ReadoutGradients:
        H = dfeatures.shape[2] // 2
        dqueries, dmemory = self.attention.backward(dfeatures[:, :, :H], cache.attention)
        dy = self.scratch("dy", *dfeatures.shape[:2], H)
        dy[...] = dqueries.transpose(1, 0, 2)
        dy += dfeatures[:, :, H : 2 * H]
        return dy, dmemory.transpose(1, 0, 2), None

    def stepper(self, encoding: Encoding) -> ReadoutStepper:
        return AttentionStepper(self.attention.looker(encoding.memory, encoding.mask), self.scratch)


class AttentionStepper:
    """The context that attention finds beside the decoder's state."""

    def __init__(self, look: MemoryLooker, scratch: Scratch) -> None:
        self._look, self._scratch = look, scratch
        self.weights: Array | None = None

    def features(self, h: Array) -> Array:
        context, self.weights = self._look(h[:, :-1])
        return beside(self._scratch, context, h[None])[0]


def beside(scratch: Scratch, left: Array, y: Array) -> Array:
    """Return [left; y], augmented: left (N, H) or (T, N, H), y (T, N, H + 1)."""
    T, N, K = y.shape
    H: Any = K - 1
    features = scratch("features", T, N, 2 * H + 1)
    features[:, :, :H] = left
    features[:, :, H:] = y
    return features
