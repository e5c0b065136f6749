"""Turn a question into an answer: an encoder reads, a decoder writes."""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.backend import Array, Backend
from engine.layers.base import Input, as_rows
from engine.layers.context import WithContext
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.layers.output import OutputCache, SoftmaxOutput
from engine.layers.output_stepper import OutputStepper
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack, StackCache, StackState, StackStepper
from engine.models.base import Batch, Model, Pass
from engine.models.encoding import Encoder, Encoding
from engine.models.readout import Readout


class EncoderDecoderCache(NamedTuple):
    """What the parts left for the way back."""

    encoder: Any
    decoder_ids: Array
    decoder_input: Input
    decoder: StackCache
    readout: Any
    output: OutputCache
    training: bool


class EncoderDecoder(Model):
    """An encoder-decoder (Sutskever et al. 2014; Cho et al. 2014; book, chapters 7 and 8).

    The decoder starts with the encoder's last hidden state, layer by layer, and reads the right
    answer while training. In the book it starts with an empty cell state.

    Args:
        peeky: whether every step of the decoder also sees the question's summary.
        carry_cell: whether the decoder starts with the encoder's cell state, too.
    """

    def __init__(
        self,
        encoder: Encoder,
        decoder_embedding: Embedding,
        decoder: Stack[Recurrent],
        readout: Readout,
        output: SoftmaxOutput,
        backend: Backend,
        *,
        dropout: float = 0.0,
        peeky: bool = False,
        carry_cell: bool = False,
    ) -> None:
        layers = {
            "encoder": encoder,
            "decoder.embedding": decoder_embedding,
            "decoder.recurrent": decoder,
            "attention": readout,
            "output": output,
        }
        super().__init__(layers, backend)
        self.encoder, self.decoder_embedding, self.decoder = encoder, decoder_embedding, decoder
        self.readout, self.output = readout, output
        self.peeky, self.carry_cell = peeky, carry_cell
        self.decoder_dropout = Dropout(dropout, backend)

    def initial_state(self, batch_size: int) -> None:
        """Every question starts anew."""
        return None

    def forward(self, batch: Batch, state: None, *, training: bool) -> Pass:
        targets = batch.targets
        encoding, last, encoder_cache = self.encoder.forward(batch, training=training)
        ids = self.backend.xp.maximum(
            targets[:-1], 0
        )  # padding after the end is fed but not scored
        x = self.decoder_dropout.forward_lookup(self.decoder_embedding.forward(ids), training)
        if self.peeky:
            x = WithContext(encoding.summary, x, self.backend)
        y, _, decoder_cache = self.decoder.forward(x, self._hand_over(last), training=training)
        features, readout_cache = self.readout.forward(y, encoding)
        nats, output_cache = self.output.forward(as_rows(features), targets[1:].reshape(-1))
        cache = EncoderDecoderCache(
            encoder_cache, ids, x, decoder_cache, readout_cache, output_cache, training
        )
        return Pass(nats, None, cache)

    def _hand_over(self, last: StackState) -> StackState:
        """Return the decoder's first state: the encoder's h, and its cell only if asked for."""
        if not self.carry_cell:
            for _, *cells in last:
                for cell in cells:
                    cell[...] = 0
        return last

    def count_correct(self, cache: EncoderDecoderCache) -> Array:
        return self.output.count_correct(cache.output)

    def right_answers(self, cache: EncoderDecoderCache) -> Array:
        """Return which answers (N,) greedy search would have written. Call before `backward`.

        It writes the right symbol as long as it has written the right ones before, which are what
        the decoder has just been fed: nothing has to be written to know.
        """
        return self.output.without_miss(cache.output, cache.decoder_ids.shape[1])

    def backward(self, cache: EncoderDecoderCache, scale: float) -> None:
        T, N = cache.decoder_ids.shape
        dfeatures = self.output.backward(cache.output, scale).reshape(T, N, -1)
        dy, dmemory, dsummary = self.readout.backward(dfeatures, cache.readout)
        dx, dstate = self.decoder.backward(dy, None, cache.decoder)
        if dx is not None:
            dx = self.decoder_dropout.backward(dx) if cache.training else dx
            self.decoder_embedding.backward(dx, cache.decoder_ids)
        dstate = self._take_back(dstate)
        dh_top = dstate[-1][0]
        if dsummary is not None:
            dh_top += dsummary
        if isinstance(cache.decoder_input, WithContext):
            dh_top += cache.decoder_input.dcontext
        self.encoder.backward(dmemory, dstate, cache.encoder)

    def _take_back(self, dstate: StackState) -> StackState:
        """Return the gradient of the encoder's last state for that of the decoder's first."""
        if not self.carry_cell:
            for _, *dcells in dstate:
                for dcell in dcells:
                    dcell[...] = 0
        return dstate

    def stepper(self, batch: Batch, beams: int = 1) -> AnswerStepper:
        """Read the questions of a batch; return the decoder, ready to write the answers.

        Args:
            beams: how many answers are written to each question, one beside the other.
        """
        encoding, last, _ = self.encoder.forward(batch, training=False)
        state = self._hand_over(last)
        if beams > 1:
            encoding = encoding.repeated(beams)
            state = tuple(tuple(part.repeat(beams, axis=0) for part in own) for own in state)
        return AnswerStepper(self, encoding, state)


class AnswerStepper:
    """A decoder that has been told the questions and writes all answers side by side.

    Attributes:
        attention: weights (N, S) of the last step, for a model that has them.
    """

    def __init__(self, model: EncoderDecoder, encoding: Encoding, state: StackState) -> None:
        self._take, N = model.backend.take, len(encoding.summary)
        self._stack = StackStepper(model.decoder, N)
        self._stack.set_state(state)
        self._readout = model.readout.stepper(encoding)
        self._output = OutputStepper(model.output, N)
        vectors = model.decoder_embedding.vectors
        self._same = None
        if model.peeky:
            xp, H = model.backend.xp, encoding.summary.shape[1]
            nothing = model.backend.zeros(len(vectors), H)
            vectors = xp.concatenate([nothing, vectors], axis=1)
            self._same = xp.matmul(encoding.summary, self._stack.steppers[0].W_x[:H])
        self._table = self._stack.project(vectors)

    @property
    def attention(self) -> Array | None:
        return self._readout.weights

    def step(self, ids: Array) -> Array:
        """Return logits (N, V), in a buffer that the next step overwrites, for ids (N,)."""
        x = self._stack.x
        self._take(self._table, ids, out=x)
        if self._same is not None:
            x += self._same
        return self._output.logits(self._readout.features(self._stack.step()))

    def choose(self, rows: Array) -> None:
        """Go on with the answers in these rows (N,), each of the same question as its place."""
        for own in self._stack.state:
            for part in own:
                part[...] = part[rows]
