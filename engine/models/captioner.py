"""The settings of a model that says what a picture shows."""

from __future__ import annotations

from typing import Annotated, Literal

from engine.backend import Backend
from engine.config import setting
from engine.layers import CELLS, CellConfig, LSTMConfig
from engine.layers.embedding import Embedding
from engine.layers.output import SoftmaxOutput
from engine.layers.stacking import plain_stack
from engine.models.base import MODELS, Goal, ModelConfig, Sizes
from engine.models.encoder_decoder import EncoderDecoder
from engine.models.picture_encoder import PictureEncoder
from engine.models.readouts import AttentionChoice, build_readout
from engine.models.recurrent_config import dropout, embedding_size, hidden_size

STAGES = 3  # of convolution and pooling: a picture of 32 x 32 ends as 4 x 4 places


@MODELS.register
class CaptionerConfig(ModelConfig):
    """A convolutional encoder looks at a picture, a decoder says what it shows.

    The decoder is peeky: every word is chosen with the whole picture's summary in view, which is
    the shortest way for a gradient from a word to the filters (Mao et al. 2015).
    """

    kind: Literal["captioner"] = "captioner"
    goal = Goal.CAPTION
    channels: int = setting(
        16,
        "Channels",
        help="How many features the first convolution looks for; the next ones look for twice "
        "as many.",
        low=1,
        high=256,
        scale="log",
    )
    cell: Annotated[CellConfig, CELLS] = setting(
        LSTMConfig(), "Cell", help="What carries the decoder's memory from word to word."
    )
    embedding_size: int = embedding_size(32)
    hidden_size: int = hidden_size(128)
    dropout: float = dropout()
    attention: AttentionChoice = setting(
        "none",
        "Attention",
        help="Every word looks at the places of the picture: as in the book, or as in Luong et "
        "al. 2015 with the score “dot”, “general” or “concat”. It learns more slowly.",
    )

    def build(self, sizes: Sizes, backend: Backend) -> EncoderDecoder:
        V, D, H, dropout = sizes.vocab_size, self.embedding_size, self.hidden_size, self.dropout
        channels = (self.channels, *[2 * self.channels] * (STAGES - 1))
        embedding = Embedding(V, D, backend)
        decoder = plain_stack(self.cell, D + H, H, 1, dropout, backend)
        encoder = PictureEncoder(
            sizes.picture_side,
            channels,
            H,
            decoder.layers[0].state_size,
            backend,
            remembers_places=self.attention != "none",
        )
        readout = build_readout(self.attention, H, backend, peeky=True)
        output = SoftmaxOutput(readout.size(H), V, backend)
        return EncoderDecoder(
            encoder, embedding, decoder, readout, output, backend, dropout=dropout, peeky=True
        )
