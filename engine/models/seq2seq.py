"""Turn a question into an answer: an encoder reads, a decoder writes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from engine.backend import Array, Backend
from engine.config import setting
from engine.layers import CELLS, CellConfig, LSTMConfig
from engine.layers.base import Input, as_rows
from engine.layers.context import WithContext
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.output import OutputCache, SoftmaxOutput
from engine.layers.stack import Stack, StackCache, StackState, StackStepper
from engine.models.base import MODELS, Batch, Goal, Model, ModelConfig, Pass, Sizes
from engine.models.readout import AttentionReadout, PeekyReadout, PlainReadout, Readout


@MODELS.register
class Seq2seqConfig(ModelConfig):
    """An encoder reads the question, a decoder writes the answer."""

    kind: Literal["seq2seq"] = "seq2seq"
    goal = Goal.ANSWER
    cell: Annotated[CellConfig, CELLS] = setting(
        LSTMConfig(), "Cell", help="What carries the memory from step to step."
    )
    num_layers: int = setting(
        1, "Layers", help="Recurrent layers on top of each other.", low=1, high=8
    )
    embedding_size: int = setting(
        16, "Embedding size", help="How many numbers stand for a symbol.", low=1, high=4096,
        scale="log", book=16,
    )  # fmt: skip
    hidden_size: int = setting(
        128, "Hidden size", help="More units remember more, and cost time.", low=1, high=4096,
        scale="log", book=128,
    )  # fmt: skip
    dropout: float = setting(
        0.0, "Dropout", help="The share of values blanked out while training.", low=0, high=0.99
    )
    peeky: bool = setting(
        False, "Peeky", help="Every step of the decoder sees what the encoder said at its end."
    )
    attention: bool = setting(
        False, "Attention", help="Every step of the decoder looks back at the whole question."
    )
    carry_cell: bool = setting(
        False,
        "Hand over the cell",
        help="The decoder also starts with the encoder's cell state; off as in the book.",
        basic=False,
        book=False,
    )

    def build(self, sizes: Sizes, backend: Backend) -> Seq2seq:
        V, D, H = sizes.vocab_size, self.embedding_size, self.hidden_size
        readout = self.readout(backend)
        encoder_embedding = Embedding(V, D, backend)
        encoder = self._stack(D, backend)
        decoder_embedding = Embedding(V, D, backend)
        decoder = self._stack(D + H * self.peeky, backend)
        output = SoftmaxOutput(readout.size(H), V, backend)
        return Seq2seq(
            encoder_embedding, encoder, decoder_embedding, decoder, readout, output, self, backend
        )

    def readout(self, backend: Backend) -> Readout:
        """Return what stands between decoder and output."""
        if self.attention:
            return AttentionReadout(backend)
        return PeekyReadout(backend) if self.peeky else PlainReadout()

    def _stack(self, input_size: int, backend: Backend) -> Stack:
        H = self.hidden_size
        cells = [
            self.cell.build(H if k else input_size, H, backend) for k in range(self.num_layers)
        ]
        return Stack(cells, self.dropout, backend)


class Seq2seqCache(NamedTuple):
    """What the parts left for the way back."""

    batch: Batch
    encoder: StackCache
    decoder_ids: Array
    decoder_input: Input
    decoder: StackCache
    readout: Any
    output: OutputCache
    memory: Array
    training: bool


class Seq2seq(Model):
    """An encoder-decoder (Sutskever et al. 2014; Cho et al. 2014; book, chapters 7 and 8).

    The decoder starts with the encoder's last hidden state, layer by layer, and reads the right
    answer while training. In the book it starts with an empty cell state.
    """

    def __init__(
        self,
        encoder_embedding: Embedding,
        encoder: Stack,
        decoder_embedding: Embedding,
        decoder: Stack,
        readout: Readout,
        output: SoftmaxOutput,
        config: Seq2seqConfig,
        backend: Backend,
    ) -> None:
        layers = {
            "encoder.embedding": encoder_embedding,
            "encoder.recurrent": encoder,
            "decoder.embedding": decoder_embedding,
            "decoder.recurrent": decoder,
            "output": output,
        }
        super().__init__(layers, backend)
        self.encoder_embedding, self.encoder = encoder_embedding, encoder
        self.decoder_embedding, self.decoder = decoder_embedding, decoder
        self.readout, self.output = readout, output
        self.peeky, self.carry_cell = config.peeky, config.carry_cell
        self.encoder_dropout = Dropout(config.dropout, backend)
        self.decoder_dropout = Dropout(config.dropout, backend)

    def initial_state(self, batch_size: int) -> None:
        """Every question starts anew."""
        return None

    def forward(self, batch: Batch, state: None, *, training: bool) -> Pass:
        questions, targets = batch.inputs, batch.targets
        x = self.encoder_dropout.forward_lookup(self.encoder_embedding.forward(questions), training)
        start = self.encoder.initial_state(questions.shape[1])
        memory, last, encoder_cache = self.encoder.forward(
            x, start, training=training, mask=batch.mask
        )
        memory = memory[:, :, :-1]
        ids = self.backend.xp.maximum(
            targets[:-1], 0
        )  # padding after the end is fed but not scored
        x = self.decoder_dropout.forward_lookup(self.decoder_embedding.forward(ids), training)
        if self.peeky:
            x = WithContext(memory[-1], x, self.backend)
        y, _, decoder_cache = self.decoder.forward(x, self._hand_over(last), training=training)
        features, readout_cache = self.readout.forward(y, memory, batch.mask)
        nats, output_cache = self.output.forward(as_rows(features), targets[1:].reshape(-1))
        cache = Seq2seqCache(
            batch,
            encoder_cache,
            ids,
            x,
            decoder_cache,
            readout_cache,
            output_cache,
            memory,
            training,
        )
        return Pass(nats, None, cache)

    def _hand_over(self, last: StackState) -> StackState:
        """Return the decoder's first state: the encoder's h, and its cell only if asked for."""
        if not self.carry_cell:
            for _, *cells in last:
                for cell in cells:
                    cell[...] = 0
        return last

    def count_correct(self, cache: Seq2seqCache) -> Array:
        return self.output.count_correct(cache.output)

    def backward(self, cache: Seq2seqCache, scale: float) -> None:
        T, N = cache.decoder_ids.shape
        dfeatures = self.output.backward(cache.output, scale).reshape(T, N, -1)
        dy, dmemory, dlast = self.readout.backward(dfeatures, cache.readout)
        dx, dstate = self.decoder.backward(dy, None, cache.decoder)
        if dx is not None:
            dx = self.decoder_dropout.backward(dx) if cache.training else dx
            self.decoder_embedding.backward(dx, cache.decoder_ids)
        dstate = self._take_back(dstate)
        dh_top = dstate[-1][0]
        if dlast is not None:
            dh_top += dlast
        if isinstance(cache.decoder_input, WithContext):
            dh_top += cache.decoder_input.dcontext
        dx, _ = self.encoder.backward(dmemory, dstate, cache.encoder)
        if dx is not None:
            dx = self.encoder_dropout.backward(dx) if cache.training else dx
            self.encoder_embedding.backward(dx, cache.batch.inputs)

    def _take_back(self, dstate: StackState) -> StackState:
        """Return the gradient of the encoder's last state for that of the decoder's first."""
        if not self.carry_cell:
            for _, *dcells in dstate:
                for dcell in dcells:
                    dcell[...] = 0
        return dstate

    def stepper(self, batch: Batch) -> Seq2seqStepper:
        """Read the questions of a batch; return the decoder, ready to write the answers."""
        start = self.encoder.initial_state(batch.inputs.shape[1])
        x = self.encoder_embedding.forward(batch.inputs)
        memory, last, _ = self.encoder.forward(x, start, training=False, mask=batch.mask)
        return Seq2seqStepper(self, memory[:, :, :-1], self._hand_over(last), batch.mask)


class Seq2seqStepper:
    """A decoder that has been told the questions and writes all answers side by side.

    Attributes:
        attention: weights (N, S) of the last step, for a model that has them.
    """

    def __init__(
        self, model: Seq2seq, memory: Array, state: StackState, mask: Array | None
    ) -> None:
        self._xp, N = model.backend.xp, memory.shape[1]
        self._stack = StackStepper(model.decoder, N)
        self._stack.set_state(state)
        self._readout = model.readout.stepper(memory, mask)
        self._W_T = self._xp.ascontiguousarray(model.output.W.value.T)
        vectors = model.decoder_embedding.vectors
        self._same = None
        if model.peeky:
            H = memory.shape[2]
            nothing = model.backend.zeros(len(vectors), H)
            vectors = self._xp.concatenate([nothing, vectors], axis=1)
            self._same = self._xp.matmul(memory[-1], self._stack.steppers[0].W_x[:H])
        self._table = self._stack.project(vectors)

    @property
    def attention(self) -> Array | None:
        return self._readout.weights

    def step(self, ids: Array) -> Array:
        """Return logits (N, V) for ids (N,)."""
        x = self._table[ids]
        if self._same is not None:
            x += self._same
        return self._xp.matmul(self._readout.features(self._stack.step(x)), self._W_T)
