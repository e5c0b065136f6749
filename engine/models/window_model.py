"""Predict the next token from the last few, and from nothing else."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.layers.base import IGNORE
from engine.layers.embedding import Embedding
from engine.layers.linear import Linear
from engine.layers.output import OutputCache, SoftmaxOutput
from engine.models.base import MODELS, Batch, Goal, Model, ModelConfig, Pass, Sizes
from engine.scratch import Scratch


@MODELS.register
class WindowModelConfig(ModelConfig):
    """A network without memory: it sees a window of words and forgets the rest."""

    kind: Literal["window"] = "window"
    goal = Goal.NEXT_TOKEN
    window: int = setting(
        5, "Window", help="How many words it sees; what lies before does not exist for it.",
        low=1, high=50,
    )  # fmt: skip
    embedding_size: int = setting(
        64, "Embedding size", help="How many numbers stand for a word.", low=1, high=4096,
        scale="log",
    )  # fmt: skip
    hidden_size: int = setting(
        100, "Hidden size", help="More units tell more windows apart, and cost time.", low=1,
        high=4096, scale="log",
    )  # fmt: skip

    def build(self, sizes: Sizes, backend: Backend) -> WindowModel:
        V, D, H = sizes.vocab_size, self.embedding_size, self.hidden_size
        embedding = Embedding(V, D, backend)
        hidden = Linear(self.window * D, H, backend)
        return WindowModel(embedding, hidden, SoftmaxOutput(H, V, backend), self.window, backend)


class WindowModelCache(NamedTuple):
    """What the layers left for the way back; ids (W, R), IGNORE before the text."""

    ids: Array
    x: Array
    features: Array
    output: OutputCache


class WindowModel(Model):
    """A feed-forward language model.

        h = tanh([e_1 ... e_W] W_h + b)       embeddings of the last W tokens, side by side
        p = softmax(h W^T + b)

    Its state is the ids of the last W - 1 tokens, so windows reach across batches as an RNN's
    memory does. Before the text there is nothing: zeros.

    Source: Bengio et al. 2003, section 2.1.
    """

    def __init__(
        self,
        embedding: Embedding,
        hidden: Linear,
        output: SoftmaxOutput,
        window: int,
        backend: Backend,
    ) -> None:
        super().__init__({"embedding": embedding, "hidden": hidden, "output": output}, backend)
        self.embedding, self.hidden, self.output = embedding, hidden, output
        self.window = window
        self.scratch = Scratch(backend)

    def initial_state(self, batch_size: int) -> tuple[Array, ...]:
        return (self.backend.ids(np.full((self.window - 1, batch_size), IGNORE)),)

    def forward(self, batch: Batch, state: tuple[Array, ...], *, training: bool) -> Pass:
        (before,) = state
        T, W = len(batch.inputs), self.window
        text = self.backend.xp.concatenate([before, batch.inputs])
        ids = self.backend.xp.stack([text[k : k + T].reshape(-1) for k in range(W)])
        x = self.gather(ids)
        features = self.features(x)
        nats, output_cache = self.output.forward(features, batch.targets.reshape(-1))
        before[...] = text[T:]
        return Pass(nats, state, WindowModelCache(ids, x, features, output_cache))

    def gather(self, ids: Array) -> Array:
        """Return the embeddings of each row's window side by side, (R, W D)."""
        (W, R), D = ids.shape, self.embedding.size
        windows = self.scratch("x", R, W, D)
        windows[...] = self.embedding.vectors[ids.T]
        windows *= (ids.T != IGNORE)[:, :, None]
        return windows.reshape(R, W * D)

    def features(self, x: Array) -> Array:
        """Return h (R, H + 1), augmented."""
        y, _ = self.hidden.forward(x)
        h = self.scratch("h", len(x), y.shape[1] + 1)
        np.tanh(y, out=h[:, :-1])
        h[:, -1] = 1
        return h

    def count_correct(self, cache: WindowModelCache) -> Array:
        return self.output.count_correct(cache.output)

    def backward(self, cache: WindowModelCache, scale: float) -> None:
        ids, x, features, output_cache = cache
        W, R = ids.shape
        dh = self.output.backward(output_cache, scale)[:, :-1]
        h = features[:, :-1]
        dh *= 1 - h * h
        dx = self.hidden.backward(dh, x).reshape(R, W, -1)
        inside = ids.T != IGNORE
        self.embedding.backward(dx[inside], ids.T[inside])

    def stepper(self, batch_size: int = 1) -> WindowStepper:
        """Return the model ready to read and write token by token."""
        return WindowStepper(self, batch_size)


class WindowStepper:
    """The last W tokens, sliding."""

    def __init__(self, model: WindowModel, batch_size: int) -> None:
        self._model = model
        (before,) = model.initial_state(batch_size)
        nothing = model.backend.ids(np.full((1, batch_size), IGNORE))
        self._ids = model.backend.xp.concatenate([nothing, before])

    def step(self, ids: Array) -> Array:
        """Return logits (N, V) for ids (N,)."""
        model = self._model
        self._ids[:-1] = self._ids[1:]
        self._ids[-1] = ids
        return model.output.logits(model.features(model.gather(self._ids)))
