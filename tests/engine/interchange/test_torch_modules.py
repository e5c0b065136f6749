"""PyTorch's own modules take what we export, and compute what we compute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from engine.checkpoint import Checkpoint
from engine.interchange import export_torch_weights
from tests.engine.interchange.models import NETWORKS, SIDE, V, example_of

torch = pytest.importorskip("torch")
nn = torch.nn


class Model:
    """A model put together from torch.nn, each module loaded strictly from the exported file."""

    def __init__(self, checkpoint: Checkpoint, path: Path) -> None:
        export_torch_weights(checkpoint, path)
        self.left = {name: torch.from_numpy(a.copy()) for name, a in load_file(path).items()}
        self.settings: Any = checkpoint.config.model
        self.directions = 1 + getattr(self.settings, "bidirectional", False)

    def run(self, inputs: dict[str, np.ndarray]) -> np.ndarray:
        """Return the logits; every exported array has to have been used."""
        given = {name: torch.from_numpy(array) for name, array in inputs.items()}
        with torch.no_grad():
            logits = getattr(self, self.settings.kind)(**given)
        assert not self.left
        return logits.numpy()

    def load(self, name: str, module: Any) -> Any:
        """Give a module its weights: all of them, and no others."""
        own = [key for key in self.left if key.startswith(f"{name}.")]
        module.load_state_dict({key.removeprefix(f"{name}."): self.left.pop(key) for key in own})
        return module

    def embedding(self, name: str) -> Any:
        """Return an nn.Embedding."""
        return self.load(name, nn.Embedding(V, self.settings.embedding_size))

    def linear(self, name: str, x: Any, size: int, *, bias: bool = True) -> Any:
        """Apply an nn.Linear."""
        return self.load(name, nn.Linear(x.shape[-1], size, bias=bias))(x)

    def recurrent(self, name: str, x: Any, state: Any = None, directions: int = 1) -> Any:
        """Run an nn.RNN, nn.LSTM or nn.GRU; return its outputs and its last h, and c."""
        s = self.settings
        kind = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[s.cell.kind]
        layers = getattr(s, "num_layers", 1)
        both = directions == 2
        module = kind(x.shape[-1], s.hidden_size, layers, bidirectional=both)
        y, last = self.load(name, module)(x, state)
        return y, last if s.cell.kind == "lstm" else (last,)

    def language_model(self, ids: Any) -> Any:
        """Predict every next token."""
        y, _ = self.recurrent("rnn", self.embedding("embedding")(ids))
        return self.linear("decoder", y, V)

    def window(self, ids: Any) -> Any:
        """Lay the last three embeddings side by side, zeros before the text."""
        e = self.embedding("embedding")(ids.clamp(min=0)) * (ids >= 0)[:, :, None]
        x = torch.cat([e[k : len(e) - 2 + k] for k in range(3)], dim=2)
        return self.linear("decoder", self.linear("hidden", x, 5).tanh(), V)

    def classifier(self, ids: Any) -> Any:
        """Score the last state, both directions side by side."""
        x = self.embedding("embedding")(ids)
        _, (h, *_) = self.recurrent("rnn", x, directions=self.directions)
        return self.linear("output", torch.cat(list(h[-self.directions :]), dim=1), 3)

    def seq2seq(self, question: Any, answer: Any) -> Any:
        """Read, add the directions, and score every step of the answer."""
        x = self.embedding("encoder.embedding")(question)
        memory, last = self.recurrent("encoder.rnn", x, directions=self.directions)
        memory = memory.reshape(*memory.shape[:2], self.directions, -1).sum(dim=2)
        last = [a.reshape(-1, self.directions, *a.shape[1:]).sum(dim=1) for a in last]
        if not self.settings.carry_cell:
            last[1:] = [torch.zeros_like(c) for c in last[1:]]
        return self.decode(answer, memory, last, peeky=self.settings.peeky)

    def captioner(self, pictures: Any, answer: Any) -> Any:
        """Look at pictures, each brought to mean 0 and deviation 1."""
        x = pictures.permute(0, 3, 1, 2).float()
        x = x - x.mean(dim=(1, 2, 3), keepdim=True)
        x = x / (x.std(dim=(1, 2, 3), keepdim=True, correction=0) + 1)
        for k, (C, M) in enumerate(((3, 3), (3, 6), (6, 6))):
            conv = self.load(f"encoder.convolution.{k}", nn.Conv2d(C, M, 3, padding=1))
            x = nn.functional.max_pool2d(conv(x), 2).relu()
        flat = x.flatten(1)
        summary = self.linear("encoder.summary", flat / flat.shape[1] ** 0.5, 5).tanh()
        memory = None
        if self.settings.attention != "none":
            rows = x.flatten(2).transpose(1, 2)
            assert rows.shape[1] == (SIDE // 8) ** 2
            memory = self.linear("encoder.places", rows, 5) + self.left.pop("encoder.where")
            memory = memory.tanh().transpose(0, 1)
        h = summary[None]
        last = [h, torch.zeros_like(h)] if self.settings.cell.kind == "lstm" else [h]
        return self.decode(answer, memory, last, peeky=True)

    def decode(self, answer: Any, memory: Any, last: list[Any], *, peeky: bool) -> Any:
        """Score every step of an answer."""
        x, summary = self.embedding("decoder.embedding")(answer), last[0][-1:]
        same = summary.expand(len(x), -1, -1)
        x = torch.cat([same, x], dim=2) if peeky else x
        y, _ = self.recurrent("decoder.rnn", x, tuple(last) if len(last) > 1 else last[0])
        if self.settings.attention != "none":
            y = self.attend(y.transpose(0, 1), memory.transpose(0, 1)).transpose(0, 1)
        elif peeky:
            y = torch.cat([same, y], dim=2)
        return self.linear("output", y, V)

    def attend(self, y: Any, memory: Any) -> Any:
        """Lay the context beside y, and blend the two as in Luong et al."""
        kind, asked = self.settings.attention, y
        if kind == "general":
            asked = self.linear("attention.score", y, 5, bias=False)
        scores = asked @ memory.transpose(1, 2) if kind != "concat" else self.compare(y, memory)
        beside = torch.cat([scores.softmax(dim=2) @ memory, y], dim=2)
        return beside if kind == "book" else self.linear("attention.blend", beside, 5).tanh()

    def compare(self, y: Any, memory: Any) -> Any:
        """Score by a small network."""
        T, S = y.shape[1], memory.shape[1]
        queries = y[:, :, None].expand(-1, -1, S, -1)
        steps = memory[:, None].expand(-1, T, -1, -1)
        hidden = self.linear("attention.score", torch.cat([queries, steps], 3), 5, bias=False)
        return hidden.tanh() @ self.left.pop("attention.v")


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_gives_the_same_scores(tmp_path: Path, name: str) -> None:
    """`load_state_dict` misses nothing, nothing is left over, and logits are ours to 1e-6."""
    checkpoint = NETWORKS[name]
    inputs, expected = example_of(checkpoint)

    found = Model(checkpoint, tmp_path / "model.safetensors").run(inputs)

    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)
