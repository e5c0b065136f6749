"""What an encoder tells a decoder."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from engine.backend import Array
from engine.layers.base import Cache
from engine.layers.stack import StackState
from engine.models.base import Batch
from engine.parameter import Parameter


class Encoding(NamedTuple):
    """A question as a decoder sees it.

    Attributes:
        memory: (S, N, H), one vector for each step of the question, or place of a picture.
        summary: (N, H), what it comes to: the top layer's last h.
        mask: (S, N, 1), zero at padding; None where there is none.
    """

    memory: Array
    summary: Array
    mask: Array | None = None

    def repeated(self, times: int) -> Encoding:
        """Return each question as many times, one after the other."""
        memory, summary = self.memory.repeat(times, axis=1), self.summary.repeat(times, axis=0)
        return Encoding(memory, summary, None if self.mask is None else self.mask.repeat(times, 1))


class Encoder(Protocol):
    """Reads what a decoder is to answer."""

    def parameters(self) -> dict[str, Parameter]: ...

    def forward(self, batch: Batch, *, training: bool) -> tuple[Encoding, StackState, Cache]:
        """Return what the decoder is told, and the state that it starts from, owned by it."""

    def backward(self, dmemory: Array | None, dstate: StackState, cache: Cache) -> None:
        """Assign the gradients; the summary's is part of the state's."""
