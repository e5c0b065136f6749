"""Losses and gradients against PyTorch's automatic differentiation, where it is installed."""

from typing import Any

import numpy as np
import pytest

from engine.layers import GRUConfig, LSTMConfig, RNNConfig
from engine.layers.base import IGNORE
from engine.layers.gru import GRU
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack
from engine.models import LanguageModelConfig, Seq2seqConfig
from engine.models.base import Batch, Model, Sizes
from engine.models.text_encoder import TextEncoder
from tests.engine.gradient_check import dense_gradient, float64_backend, randomize

torch = pytest.importorskip("torch")
functional = torch.nn.functional

V, D, H, T, N = 11, 4, 6, 5, 3

CELLS = {
    "rnn": (RNNConfig(), "RNN", "h"),
    "lstm": (LSTMConfig(), "LSTM", "ifgo"),
    "gru": (GRUConfig(reset_after=True), "GRU", "rzn"),
}
every_cell = pytest.mark.parametrize("cell", CELLS)


class Twin:
    """A model of ours as PyTorch tensors, and a way back for their gradients."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tensors = {
            name: torch.tensor(p.value, dtype=torch.float64, requires_grad=True)
            for name, p in model.parameters.items()
        }

    def recurrent(self, stack: Stack, prefix: str, cell: str, x: Any, state: Any) -> Any:
        """Run the stack with PyTorch's own kernels; return outputs and last state."""
        _, kind, order = CELLS[cell]
        flat = []
        for k, layer in enumerate(stack.layers):
            flat += self._weights(layer, f"{prefix}.{k}", order)
        layers = len(stack.layers)
        if kind == "LSTM":
            y, h, c = torch.lstm(x, state, flat, True, layers, 0.0, False, False, False)
            return y, (h, c)
        run = torch.gru if kind == "GRU" else torch.rnn_tanh
        y, h = run(x, state[0], flat, True, layers, 0.0, False, False, False)
        return y, (h,)

    def _weights(self, layer: Recurrent, prefix: str, order: str) -> list[Any]:
        W_x, W_h = self.tensors[f"{prefix}.W_x"], self.tensors[f"{prefix}.W_h"]
        blocks = [layer.gates.index(gate) for gate in order]
        b_hh = torch.cat([W_h[k, -1] for k in blocks])
        b_ih = torch.zeros_like(b_hh)
        if isinstance(layer, GRU):
            zeros = torch.zeros(layer.hidden_size, dtype=torch.float64)
            parts = [self.tensors[f"{prefix}.b_x"] if gate == "n" else zeros for gate in order]
            b_ih = torch.cat(parts)
        return [
            torch.cat([W_x[k].T for k in blocks]),
            torch.cat([W_h[k, :-1].T for k in blocks]),
            b_ih,
            b_hh,
        ]

    def zeros(self, stack: Stack, streams: int) -> tuple[Any, Any]:
        """Return h and c of zeros."""
        shape = (len(stack.layers), streams, stack.hidden_size)
        return torch.zeros(shape, dtype=torch.float64), torch.zeros(shape, dtype=torch.float64)

    def nats(self, features: Any, targets: np.ndarray, table: str = "output.W") -> Any:
        """Return the cross-entropy of the scored targets, summed."""
        W = self.tensors[table]
        scores = features @ W[:, :-1].T + W[:, -1]
        return functional.cross_entropy(
            scores.reshape(-1, len(W)), torch.tensor(targets.reshape(-1)),
            ignore_index=IGNORE, reduction="sum",
        )  # fmt: skip

    def compare(self, nats: Any, some: Batch) -> None:
        """Compare the mean loss and every gradient with those of our own passes."""
        scale = 1 / some.count
        (nats * scale).backward()
        start = self.model.initial_state(some.inputs.shape[1])
        result = self.model.forward(some, start, training=True)
        assert float(result.nats) == pytest.approx(nats.item(), rel=1e-10)
        self.model.backward(result.cache, scale)
        for name, p in self.model.parameters.items():
            expected = self.tensors[name].grad.numpy()
            np.testing.assert_allclose(
                dense_gradient(p), expected, rtol=1e-5, atol=1e-10, err_msg=name
            )


def text_batch() -> Batch:
    """Return inputs and targets of which one is not scored."""
    rng = np.random.RandomState(1)
    inputs, targets = rng.randint(0, V, (T, N)), rng.randint(0, V, (T, N))
    targets[-1, 0] = IGNORE
    return Batch(inputs, targets, targets.size - 1)


@every_cell
@pytest.mark.parametrize("tied", [False, True], ids=["own output", "tied"])
def test_language_model(cell: str, tied: bool) -> None:
    """Two layers: the loss, and the gradient of every parameter to 1e-5."""
    config = LanguageModelConfig(
        cell=CELLS[cell][0], embedding_size=H if tied else D, hidden_size=H, num_layers=2,
        tie_weights=tied,
    )  # fmt: skip
    model = config.build(Sizes(V), float64_backend())
    randomize(model.parameters)
    twin, some = Twin(model), text_batch()

    table = twin.tensors["embedding.W"][:, : model.embedding.size]
    x = table[torch.tensor(some.inputs)]
    y, _ = twin.recurrent(model.stack, "recurrent", cell, x, twin.zeros(model.stack, N))

    twin.compare(twin.nats(y, some.targets, "embedding.W" if tied else "output.W"), some)


@every_cell
@pytest.mark.parametrize("variant", ["plain", "peeky", "attention", "carry_cell"])
def test_seq2seq(cell: str, variant: str) -> None:
    """Two layers each: the loss, and the gradient of every parameter to 1e-5."""
    options = {} if variant == "plain" else {variant: "book" if variant == "attention" else True}
    config = Seq2seqConfig(
        cell=CELLS[cell][0], embedding_size=D, hidden_size=H, num_layers=2
    ).changed(**options)
    model = config.build(Sizes(V, question_length=T, answer_length=3), float64_backend())
    randomize(model.parameters)
    twin, rng = Twin(model), np.random.RandomState(1)
    some = Batch(rng.randint(0, V, (T, N)), rng.randint(0, V, (4, N)), 3 * N)
    some.targets[-1, 1] = IGNORE

    x = twin.tensors["encoder.embedding.W"][torch.tensor(some.inputs)]
    assert isinstance(model.encoder, TextEncoder)
    start = twin.zeros(model.encoder.stack, N)
    memory, last = twin.recurrent(model.encoder.stack, "encoder.recurrent", cell, x, start)
    x = twin.tensors["decoder.embedding.W"][torch.tensor(some.targets[:-1])]
    if variant == "peeky":
        x = torch.cat([memory[-1].expand(3, N, H), x], dim=2)
    state = last if variant == "carry_cell" else (last[0], start[1])
    y, _ = twin.recurrent(model.decoder, "decoder.recurrent", cell, x, state)
    if variant == "peeky":
        y = torch.cat([memory[-1].expand(3, N, H), y], dim=2)
    if variant == "attention":
        weights = torch.softmax(torch.einsum("tnh,snh->nts", y, memory), dim=2)
        y = torch.cat([torch.einsum("nts,snh->tnh", weights, memory), y], dim=2)

    twin.compare(twin.nats(y, some.targets[1:]), some)
