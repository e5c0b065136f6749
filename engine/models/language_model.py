"""Predict the next token."""

from __future__ import annotations

from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from engine.backend import Array, Backend
from engine.config import setting
from engine.errors import ConfigError
from engine.layers.base import as_rows
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.output import OutputCache, SoftmaxOutput
from engine.layers.output_stepper import OutputStepper
from engine.layers.stack import Stack, StackCache, StackState, StackStepper
from engine.models.base import MODELS, Batch, Goal, Model, Pass, Sizes
from engine.models.recurrent_config import RecurrentModelConfig, embedding_size, hidden_size

TABLE_LIMIT = 8_000_000  # elements: a larger table of projected embeddings costs more than it saves


@MODELS.register
class LanguageModelConfig(RecurrentModelConfig):
    """Embedding, recurrent layers, softmax: reads a text and predicts what comes next."""

    kind: Literal["language_model"] = "language_model"
    goal = Goal.NEXT_TOKEN
    embedding_size: int = embedding_size(100, book=100)
    hidden_size: int = hidden_size(100, book=100)
    tie_weights: bool = setting(
        False,
        "Tie weights",
        help="Input and output share one table: fewer parameters, better perplexity.",
        basic=False,
    )

    @model_validator(mode="after")
    def _tied_sizes_agree(self) -> Self:
        if self.tie_weights and self.embedding_size != self.hidden_size:
            raise ConfigError(
                f"Tied weights need equal sizes, but the embedding size is {self.embedding_size} "
                f"and the hidden size {self.hidden_size}. Make them equal or untie the weights."
            )
        return self

    def build(self, sizes: Sizes, backend: Backend) -> LanguageModel:
        V, D, H = sizes.vocab_size, self.embedding_size, self.hidden_size
        embedding = Embedding(V, D, backend, augmented=self.tie_weights)
        cells = [self.cell.build(H if k else D, H, backend) for k in range(self.num_layers)]
        stack = Stack(cells, self.dropout, backend)
        tied = embedding.W if self.tie_weights else None
        output = SoftmaxOutput(H, V, backend, tied=tied)
        return LanguageModel(embedding, stack, output, self.dropout, backend)


class LanguageModelCache(NamedTuple):
    """What the layers left for the way back."""

    ids: Array
    stack: StackCache
    output: OutputCache
    training: bool


class LanguageModel(Model):
    """A recurrent language model (Mikolov et al. 2010; book, sections 5.4 and 6.3 to 6.5)."""

    def __init__(
        self,
        embedding: Embedding,
        stack: Stack,
        output: SoftmaxOutput,
        dropout: float,
        backend: Backend,
    ) -> None:
        layers = {"embedding": embedding, "recurrent": stack, "output": output}
        super().__init__(layers, backend)
        self.embedding, self.stack, self.output = embedding, stack, output
        self.input_dropout = Dropout(dropout, backend)
        self.output_dropout = Dropout(dropout, backend)

    def initial_state(self, batch_size: int) -> StackState:
        return self.stack.initial_state(batch_size)

    def forward(self, batch: Batch, state: StackState, *, training: bool) -> Pass:
        lookup = self.embedding.forward(batch.inputs)
        x = self.input_dropout.forward_lookup(lookup, training)
        y, state, stack_cache = self.stack.forward(x, state, training=training)
        y = self.output_dropout.forward(y, training)
        nats, output_cache = self.output.forward(as_rows(y), batch.targets.reshape(-1))
        cache = LanguageModelCache(batch.inputs, stack_cache, output_cache, training)
        return Pass(nats, state, cache)

    def count_correct(self, cache: LanguageModelCache) -> Array:
        return self.output.count_correct(cache.output)

    def backward(self, cache: LanguageModelCache, scale: float) -> None:
        T, N = cache.ids.shape
        dy = self.output.backward(cache.output, scale).reshape(T, N, -1)[:, :, :-1]
        if cache.training:
            dy = self.output_dropout.backward(dy)
        dx, _ = self.stack.backward(dy, None, cache.stack)
        if dx is not None:
            if cache.training:
                dx = self.input_dropout.backward(dx)
            self.embedding.backward(dx, cache.ids)

    def stepper(self, batch_size: int = 1) -> LanguageModelStepper:
        """Return the model frozen for generating `batch_size` texts side by side."""
        return LanguageModelStepper(self, batch_size)


class LanguageModelStepper:
    """A language model that takes one token and returns the scores of the next.

    With a small vocabulary every token's projected embedding is computed beforehand.
    """

    def __init__(self, model: LanguageModel, batch_size: int) -> None:
        self._take, vectors = model.backend.take, model.embedding.vectors
        self._stack = StackStepper(model.stack, batch_size)
        self._output = OutputStepper(model.output, batch_size)
        self._projected = len(vectors) * self._stack.x.shape[1] <= TABLE_LIMIT
        self._table = self._stack.project(vectors) if self._projected else vectors.copy()

    def step(self, ids: Array) -> Array:
        """Return logits (N, V), in a buffer that the next step overwrites, for ids (N,)."""
        if self._projected:
            self._take(self._table, ids, out=self._stack.x)
        else:
            self._stack.x[...] = self._stack.project(self._table[ids])
        return self._output.logits(self._stack.step())
