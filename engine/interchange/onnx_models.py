"""The models as ONNX graphs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import numpy as np

from engine.interchange.onnx_decoder import Read, add_decoder
from engine.interchange.onnx_graph import OnnxGraph
from engine.interchange.onnx_pictures import add_picture_encoder
from engine.interchange.onnx_recurrent import add_stack
from engine.models import (
    CaptionerConfig,
    ClassifierConfig,
    LanguageModelConfig,
    ModelConfig,
    Seq2seqConfig,
    WindowModelConfig,
)


def _language_model(graph: OnnxGraph, model: LanguageModelConfig) -> None:
    """Add embedding, recurrent layers with their states coming in and going out, and scores."""
    table, H = graph.weights["embedding.W"], model.hidden_size
    x = graph.embed(table[:, : model.embedding_size], graph.ids("ids", "T", "N"), "embedding")
    parts = ("h", "c") if model.cell.kind == "lstm" else ("h",)
    names = [[f"{part}_{k}" for part in parts] for k in range(model.num_layers)]
    states = [[graph.floats(name, 1, "N", H) for name in own] for own in names]
    y, last = add_stack(graph, "recurrent", model.cell, model.num_layers, x, states)
    W = table if model.tie_weights else graph.weights["output.W"]
    graph.output(graph.linear(W.T, y, "output"), "logits", "T", "N", len(W))
    for name, value in zip(chain(*names), chain(*last), strict=True):
        graph.output(value, f"next_{name}", 1, "N", H)


def _window(graph: OnnxGraph, model: WindowModelConfig) -> None:
    """Slide the window as a convolution over time; -1 is a row of zeros, the last of the table."""
    table, W = graph.weights["embedding.W"], graph.weights["output.W"]
    hidden, D = graph.weights["hidden.W"], model.embedding_size
    table = np.vstack([table, np.zeros_like(table[:1])])
    x = graph.turn(graph.embed(table, graph.ids("ids", "L", "N"), "embedding"), 1, 2, 0)
    filters = hidden[:-1].reshape(model.window, D, -1).transpose(2, 1, 0)
    constants = [graph.constant(filters, "hidden.W"), graph.constant(hidden[-1], "hidden.b")]
    h = graph.turn(graph.add("Conv", [x, *constants], "windows"), 2, 0, 1)
    h = graph.add("Tanh", [h], "hidden")
    graph.output(graph.linear(W.T, h, "output"), "logits", "T", "N", len(W))


def _classifier(graph: OnnxGraph, model: ClassifierConfig) -> None:
    """Read the text; the top layer's last state is all that is scored."""
    table, W = graph.weights["embedding.W"], graph.weights["output.W"]
    x = graph.embed(table, graph.ids("ids", "T", "N"), "embedding")
    _, last = add_stack(graph, "recurrent", model.cell, model.num_layers, x)
    features = graph.shaped("Squeeze", last[-1][0], [0], "features")
    graph.output(graph.linear(W.T, features, "output"), "logits", "N", len(W))


def _seq2seq(graph: OnnxGraph, model: Seq2seqConfig) -> None:
    """Read the question; the whole answer so far is read at once."""
    table = graph.weights["encoder.embedding.W"]
    x = graph.embed(table, graph.ids("question", "S", "N"), "encoder.embedding")
    memory, last = add_stack(graph, "encoder.recurrent", model.cell, model.num_layers, x)
    states = last if model.carry_cell else [own[:1] for own in last]
    read = Read(memory, last[-1][0], states)
    add_decoder(graph, model.cell, model.attention, read, peeky=model.peeky)


def _captioner(graph: OnnxGraph, model: CaptionerConfig) -> None:
    """Look at the picture; the whole caption so far is read at once."""
    memory, summary = add_picture_encoder(graph, graph.pixels("pictures", "N", "side", "side", 3))
    read = Read(memory, summary, [[summary]])
    add_decoder(graph, model.cell, model.attention, read, peeky=True)


GRAPHS: dict[type[ModelConfig], Callable[[OnnxGraph, Any], None]] = {
    LanguageModelConfig: _language_model,
    WindowModelConfig: _window,
    ClassifierConfig: _classifier,
    Seq2seqConfig: _seq2seq,
    CaptionerConfig: _captioner,
}
