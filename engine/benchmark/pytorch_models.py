"""The same networks in PyTorch, as its users write them. Imported only where PyTorch is there."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.benchmark.configurations import Configuration
from engine.models import LanguageModelConfig, Seq2seqConfig

RECURRENT: dict[str, Any] = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class LanguageModel(nn.Module):
    """Embedding, recurrent layers, linear; the state is carried on, cut off from its past."""

    def __init__(self, vocab_size: int, config: LanguageModelConfig) -> None:
        super().__init__()
        layers = config.num_layers
        self.embedding = nn.Embedding(vocab_size, config.embedding_size)
        self.dropout = nn.Dropout(config.dropout) if config.dropout else nn.Identity()
        self.recurrent = RECURRENT[config.cell.kind](
            config.embedding_size,
            config.hidden_size,
            layers,
            dropout=config.dropout if layers > 1 else 0.0,
        )
        self.output = nn.Linear(config.hidden_size, vocab_size)
        if config.tie_weights:
            self.output.weight = self.embedding.weight
        self.state: Any = None

    def forward(self, inputs: Tensor) -> Tensor:
        """Return logits (T, N, V) for ids (T, N)."""
        x = self.dropout(self.embedding(inputs))
        y, state = self.recurrent(x, self.state)
        self.state = (
            tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()
        )
        return self.output(self.dropout(y))

    def loss(self, inputs: Tensor, targets: Tensor) -> Tensor:
        """Return the mean nats per token."""
        return functional.cross_entropy(self(inputs).flatten(0, 1), targets.flatten())


class Cells:
    """The LSTM language model put together of single cells with its weights, to write a text.

    At batch 1 a call of nn.LSTM costs PyTorch several times what its cells do.
    """

    def __init__(self, model: LanguageModel) -> None:
        layers: nn.LSTM = model.recurrent
        self.embedding, self.output = model.embedding, model.output
        self.cells: list[nn.LSTMCell] = []
        for k in range(layers.num_layers):
            cell = nn.LSTMCell(layers.hidden_size if k else layers.input_size, layers.hidden_size)
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
                setattr(cell, name, getattr(layers, f"{name}_l{k}"))
            self.cells.append(cell)
        zeros = torch.zeros(1, layers.hidden_size)
        self.states = [(zeros, zeros)] * layers.num_layers

    def __call__(self, token: Tensor) -> Tensor:
        """Return logits (1, V) for an id (1,)."""
        x = self.embedding(token)
        for k, cell in enumerate(self.cells):
            self.states[k] = cell(x, self.states[k])
            x = self.states[k][0]
        return self.output(x)


class Seq2seq(nn.Module):
    """Encoder and decoder as in the book: the decoder's first cell state is empty."""

    def __init__(self, vocab_size: int, config: Seq2seqConfig) -> None:
        super().__init__()
        V, D, H = vocab_size, config.embedding_size, config.hidden_size
        self.peeky, self.attends = config.peeky, config.attention != "none"
        self.encoder_embedding, self.encoder = nn.Embedding(V, D), nn.LSTM(D, H)
        self.decoder_embedding = nn.Embedding(V, D)
        self.decoder = nn.LSTM(D + H * self.peeky, H)
        self.output = nn.Linear(H * (1 + (self.peeky or self.attends)), V)

    def read(self, questions: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Return what attention looks at and the decoder's first state, for ids (T, N)."""
        memory, (h, c) = self.encoder(self.encoder_embedding(questions))
        return memory, (h, torch.zeros_like(c))

    def write(
        self, memory: Tensor, summary: Tensor, state: tuple[Tensor, Tensor], fed: Tensor
    ) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Return logits (T, N, V) for the ids that the decoder is fed, and its state."""
        x = self.decoder_embedding(fed)
        same = summary.expand(len(fed), -1, -1)
        y, state = self.decoder(torch.cat([same, x], 2) if self.peeky else x, state)
        if self.attends:
            queries, places = y.transpose(0, 1), memory.transpose(0, 1)
            weights = torch.softmax(torch.bmm(queries, places.transpose(1, 2)), 2)
            y = torch.cat([torch.bmm(weights, places).transpose(0, 1), y], 2)
        elif self.peeky:
            y = torch.cat([same, y], 2)
        return self.output(y), state

    def loss(self, inputs: Tensor, targets: Tensor) -> Tensor:
        """Return the mean nats per symbol of the answers."""
        memory, state = self.read(inputs)
        logits, _ = self.write(memory, state[0], state, targets[:-1])
        return functional.cross_entropy(logits.flatten(0, 1), targets[1:].flatten())


def build(configuration: Configuration) -> LanguageModel | Seq2seq:
    """Return the network of a configuration."""
    config = configuration.run.model
    if isinstance(config, LanguageModelConfig):
        return LanguageModel(configuration.sizes.vocab_size, config)
    assert isinstance(config, Seq2seqConfig)
    return Seq2seq(configuration.sizes.vocab_size, config)
