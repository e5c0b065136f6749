"""Tell what kind of text this is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from engine.backend import Array, Backend
from engine.config import setting
from engine.layers.bidirectional import Bidirectional
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.output import OutputCache, SoftmaxOutput
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack, StackCache
from engine.layers.stacking import bidirectional_stack, plain_stack
from engine.models.base import MODELS, Batch, Goal, Model, Pass, Sizes
from engine.models.recurrent_config import RecurrentModelConfig
from engine.scratch import Scratch


@MODELS.register
class ClassifierConfig(RecurrentModelConfig):
    """Embedding, recurrent layers, softmax over the labels: reads a text and judges it."""

    kind: Literal["classifier"] = "classifier"
    goal = Goal.LABEL
    bidirectional: bool = setting(
        False,
        "Read both ways",
        help="A second layer reads the text from its end; the two are added.",
    )

    def build(self, sizes: Sizes, backend: Backend) -> Classifier:
        D, H = self.embedding_size, self.hidden_size
        make = bidirectional_stack if self.bidirectional else plain_stack
        embedding = Embedding(sizes.vocab_size, D, backend)
        stack = make(self.cell, D, H, self.num_layers, self.dropout, backend)
        output = SoftmaxOutput(H, len(sizes.labels), backend)
        return Classifier(embedding, stack, output, self.dropout, backend)


class ClassifierCache(NamedTuple):
    """What the layers left for the way back."""

    ids: Array
    stack: StackCache
    output: OutputCache
    training: bool


class Classifier(Model):
    """A many-to-one network: the last state of the top layer is all that the output sees.

    The output is a softmax over the labels. With two labels that is the logistic unit: softmax
    gives e^a / (e^a + e^b) = sigmoid(a - b), and only the difference of the scores is learned.
    """

    def __init__(
        self,
        embedding: Embedding,
        stack: Stack[Recurrent] | Stack[Bidirectional],
        output: SoftmaxOutput,
        dropout: float,
        backend: Backend,
    ) -> None:
        layers = {"embedding": embedding, "recurrent": stack, "output": output}
        super().__init__(layers, backend)
        self.embedding, self.stack, self.output = embedding, stack, output
        self.input_dropout = Dropout(dropout, backend)
        self.output_dropout = Dropout(dropout, backend)
        self.scratch = Scratch(backend)

    def initial_state(self, batch_size: int) -> None:
        """Every text starts anew."""
        return None

    def forward(self, batch: Batch, state: None, *, training: bool) -> Pass:
        features, stack_cache = self.read(batch, training)
        nats, output_cache = self.output.forward(features, batch.targets)
        return Pass(nats, None, ClassifierCache(batch.inputs, stack_cache, output_cache, training))

    def read(self, batch: Batch, training: bool) -> tuple[Array, StackCache]:
        """Return the last states, augmented and dropped: (N, H + 1)."""
        N, H = batch.inputs.shape[1], self.stack.hidden_size
        x = self.input_dropout.forward_lookup(self.embedding.forward(batch.inputs), training)
        state = self.stack.initial_state(N)
        _, state, cache = self.stack.forward(x, state, training=training, mask=batch.mask)
        features = self.scratch("features", 1, N, H + 1)
        features[0, :, :H], features[0, :, H] = state[-1][0], 1
        return self.output_dropout.forward(features, training)[0], cache

    def probabilities(self, batch: Batch) -> Array:
        """Return how likely each label is, (N, C)."""
        features, _ = self.read(batch, training=False)
        p = self.output.logits(features)
        p -= p.max(axis=1, keepdims=True)
        self.backend.xp.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        return p

    def count_correct(self, cache: ClassifierCache) -> Array:
        return self.output.count_correct(cache.output)

    def backward(self, cache: ClassifierCache, scale: float) -> None:
        dh = self.output.backward(cache.output, scale)[None, :, :-1]
        if cache.training:
            dh = self.output_dropout.backward(dh)
        *below, top = self.stack.layers
        dtop = (dh[0], *(0 for _ in range(top.state_size - 1)))
        dx, _ = self.stack.backward(None, [*(None for _ in below), dtop], cache.stack)
        if dx is not None:
            if cache.training:
                dx = self.input_dropout.backward(dx)
            self.embedding.backward(dx, cache.ids)
