"""The settings of a model that answers questions."""

from __future__ import annotations

from typing import Literal

from engine.backend import Backend
from engine.config import setting
from engine.layers.embedding import Embedding
from engine.layers.output import SoftmaxOutput
from engine.layers.stacking import bidirectional_stack, plain_stack
from engine.models.base import MODELS, Goal, Sizes
from engine.models.encoder_decoder import EncoderDecoder
from engine.models.readouts import AttentionChoice, build_readout
from engine.models.recurrent_config import RecurrentModelConfig, embedding_size, hidden_size
from engine.models.text_encoder import TextEncoder


@MODELS.register
class Seq2seqConfig(RecurrentModelConfig):
    """An encoder reads the question, a decoder writes the answer."""

    kind: Literal["seq2seq"] = "seq2seq"
    goal = Goal.ANSWER
    embedding_size: int = embedding_size(16, "symbol", book=16)
    hidden_size: int = hidden_size(128, book=128)
    peeky: bool = setting(
        False, "Peeky", help="Every step of the decoder sees what the encoder said at its end."
    )
    attention: AttentionChoice = setting(
        "none",
        "Attention",
        help="Every step of the decoder looks back at the whole question: as in the book, or as "
        "in Luong et al. 2015 with the score “dot”, “general” or “concat”.",
    )
    bidirectional: bool = setting(
        False,
        "Read both ways",
        help="A second encoder reads the question from its end; the two are added.",
        basic=False,
    )
    carry_cell: bool = setting(
        False,
        "Hand over the cell",
        help="The decoder also starts with the encoder's cell state; off as in the book.",
        basic=False,
        book=False,
    )

    def build(self, sizes: Sizes, backend: Backend) -> EncoderDecoder:
        V, D, H, dropout = sizes.vocab_size, self.embedding_size, self.hidden_size, self.dropout
        make = bidirectional_stack if self.bidirectional else plain_stack
        embedding = Embedding(V, D, backend)
        encoder = make(self.cell, D, H, self.num_layers, dropout, backend)
        decoder_embedding = Embedding(V, D, backend)
        size = D + H * self.peeky
        decoder = plain_stack(self.cell, size, H, self.num_layers, dropout, backend)
        readout = build_readout(self.attention, H, backend, peeky=self.peeky)
        return EncoderDecoder(
            TextEncoder(embedding, encoder, dropout, backend),
            decoder_embedding,
            decoder,
            readout,
            SoftmaxOutput(readout.size(H), V, backend),
            backend,
            dropout=dropout,
            peeky=self.peeky,
            carry_cell=self.carry_cell,
        )
