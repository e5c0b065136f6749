"""An encoder of texts."""

from __future__ import annotations

from typing import NamedTuple

from engine.backend import Array, Backend
from engine.layers.bidirectional import Bidirectional
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack, StackCache, StackState
from engine.models.base import Batch
from engine.models.encoding import Encoding
from engine.parameter import Parameter


class TextEncoderCache(NamedTuple):
    """What the layers left for the way back."""

    ids: Array
    stack: StackCache
    training: bool


class TextEncoder:
    """Read a question symbol by symbol; remember every step and the state at its end."""

    def __init__(
        self,
        embedding: Embedding,
        stack: Stack[Recurrent] | Stack[Bidirectional],
        dropout: float,
        backend: Backend,
    ) -> None:
        self.embedding, self.stack, self.backend = embedding, stack, backend
        self.dropout = Dropout(dropout, backend)

    def parameters(self) -> dict[str, Parameter]:
        stack = {f"recurrent.{name}": p for name, p in self.stack.parameters().items()}
        return {"embedding.W": self.embedding.W} | stack

    def forward(
        self, batch: Batch, *, training: bool
    ) -> tuple[Encoding, StackState, TextEncoderCache]:
        ids = batch.inputs
        x = self.dropout.forward_lookup(self.embedding.forward(ids), training)
        start = self.stack.initial_state(ids.shape[1])
        y, last, cache = self.stack.forward(x, start, training=training, mask=batch.mask)
        summary = self.backend.xp.array(last[-1][0])  # the state itself goes on to the decoder
        encoding = Encoding(y[:, :, :-1], summary, batch.mask)
        return encoding, last, TextEncoderCache(ids, cache, training)

    def backward(self, dmemory: Array | None, dstate: StackState, cache: TextEncoderCache) -> None:
        dx, _ = self.stack.backward(dmemory, dstate, cache.stack)
        if dx is not None:
            dx = self.dropout.backward(dx) if cache.training else dx
            self.embedding.backward(dx, cache.ids)
