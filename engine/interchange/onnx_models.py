"""The models as ONNX graphs."""

from __future__ import annotations

import numpy as np

from engine.errors import CheckpointError
from engine.interchange.onnx_graph import OnnxGraph
from engine.models import LanguageModelConfig, Seq2seqConfig


def add_language_model(graph: OnnxGraph, model: LanguageModelConfig) -> None:
    """Add embedding, recurrent layers with their states coming in and going out, and scores."""
    table, H = graph.weights["embedding.W"], model.hidden_size
    x = graph.embed(table[:, : model.embedding_size], graph.ids("ids", "T", "N"), "embedding")
    states: dict[str, str] = {}
    for k in range(model.num_layers):
        names = [f"h_{k}", f"c_{k}"][: 2 if model.cell.kind == "lstm" else 1]
        state = [graph.floats(name, 1, "N", H) for name in names]
        x, last = graph.recurrent(f"recurrent.{k}", model.cell, x, state)
        states |= dict(zip(names, last, strict=True))
    W = table if model.tie_weights else graph.weights["output.W"]
    graph.output(graph.scores(W, x), "logits", "T", "N", len(W))
    for name, value in states.items():
        graph.output(value, f"next_{name}", 1, "N", H)


def add_seq2seq(graph: OnnxGraph, model: Seq2seqConfig) -> None:
    """Add encoder and decoder; the whole answer so far is read at once."""
    if model.bidirectional:
        raise CheckpointError(
            "An encoder that reads both ways is not exported as ONNX. "
            "Export a model that reads one way."
        )
    weights = graph.weights
    question, answer = graph.ids("question", "S", "N"), graph.ids("answer", "T", "N")
    memory = graph.embed(weights["encoder.embedding.W"], question, "encoder.embedding")
    states = []
    for k in range(model.num_layers):
        memory, last = graph.recurrent(f"encoder.recurrent.{k}", model.cell, memory)
        states.append(last if model.carry_cell else last[:1])
    y = graph.embed(weights["decoder.embedding.W"], answer, "decoder.embedding")
    summary = states[-1][0]
    if model.peeky:
        y = _beside_every_step(graph, summary, y, "decoder.input")
    for k in range(model.num_layers):
        y, _ = graph.recurrent(f"decoder.recurrent.{k}", model.cell, y, states[k])
    if model.attention == "book":
        y = _attend(graph, y, memory)
    elif model.peeky:
        y = _beside_every_step(graph, summary, y, "decoder.features")
    W = weights["output.W"]
    graph.output(graph.scores(W, y), "logits", "T", "N", len(W))


def _beside_every_step(graph: OnnxGraph, summary: str, y: str, name: str) -> str:
    """Return [summary; y] for a summary (1, N, H) and y (T, N, K)."""
    shape = graph.add("Shape", [y], f"{name}.shape", end=2)
    one = graph.constant(np.array([1]), f"{name}.one")
    spread = graph.add("Concat", [shape, one], f"{name}.spread", axis=0)
    same = graph.add("Expand", [summary, spread], f"{name}.same")
    return graph.add("Concat", [same, y], name, axis=2)


def _attend(graph: OnnxGraph, y: str, memory: str) -> str:
    """Return [context; y], the context being the memory weighted by its products with y."""
    queries = graph.add("Transpose", [y], "attention.queries", perm=[1, 0, 2])
    keys = graph.add("Transpose", [memory], "attention.keys", perm=[1, 2, 0])
    values = graph.add("Transpose", [memory], "attention.values", perm=[1, 0, 2])
    products = graph.add("MatMul", [queries, keys], "attention.products")
    weights = graph.add("Softmax", [products], "attention.weights", axis=2)
    context = graph.add("MatMul", [weights, values], "attention.context")
    context = graph.add("Transpose", [context], "attention.by_time", perm=[1, 0, 2])
    return graph.add("Concat", [context, y], "decoder.features", axis=2)
