"""A decoder with or without attention as part of an ONNX graph."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.interchange.onnx_graph import OnnxGraph
from engine.interchange.onnx_recurrent import add_stack
from engine.layers import CellConfig
from engine.models.readouts import AttentionChoice


class Read(NamedTuple):
    """What an encoder has read, by name: memory (S, N, H), summary and states (1, N, H)."""

    memory: str
    summary: str
    states: list[list[str]]


def add_decoder(
    graph: OnnxGraph, cell: CellConfig, attention: AttentionChoice, read: Read, *, peeky: bool
) -> None:
    """Add the input answer (T, N) and the output logits (T, N, V): every step of it at once."""
    table, W = graph.weights["decoder.embedding.W"], graph.weights["output.W"]
    x = graph.embed(table, graph.ids("answer", "T", "N"), "decoder.embedding")
    if peeky:
        x = _beside_every_step(graph, read.summary, x, "decoder.input")
    y, _ = add_stack(graph, "decoder.recurrent", cell, len(read.states), x, read.states)
    if attention != "none":
        y = _attend(graph, attention, y, read.memory)
    elif peeky:
        y = _beside_every_step(graph, read.summary, y, "decoder.features")
    graph.output(graph.linear(W.T, y, "output"), "logits", "T", "N", len(W))


def _beside_every_step(graph: OnnxGraph, summary: str, y: str, name: str) -> str:
    """Return [summary; y] for a summary (1, N, H) and y (T, N, K)."""
    shape = graph.add("Shape", [y], f"{name}.shape", end=2)
    one = graph.constant(np.array([1]), f"{name}.one")
    spread = graph.add("Concat", [shape, one], f"{name}.spread", axis=0)
    same = graph.add("Expand", [summary, spread], f"{name}.same")
    return graph.add("Concat", [same, y], name, axis=2)


def _attend(graph: OnnxGraph, attention: AttentionChoice, y: str, memory: str) -> str:
    """Return [context; y], and of Luong's kinds the attentional vector."""
    queries, values = graph.turn(y, 1, 0, 2), graph.turn(memory, 1, 0, 2)
    scores = _score(graph, attention, queries, values)
    weights = graph.add("Softmax", [scores], "attention.weights", axis=2)
    context = graph.add("MatMul", [weights, values], "attention.context")
    beside = graph.add("Concat", [graph.turn(context, 1, 0, 2), y], "attention.beside", axis=2)
    if attention == "book":
        return beside
    blended = graph.linear(graph.weights["attention.W_c"], beside, "attention.blend")
    return graph.add("Tanh", [blended], "attention.vector")


def _score(graph: OnnxGraph, attention: AttentionChoice, queries: str, values: str) -> str:
    """Return the scores (N, T, S) of queries (N, T, H) against a memory (N, S, H)."""
    if attention == "concat":
        W, v = graph.weights["attention.W"], graph.weights["attention.v"]
        H = len(v)
        of_query = graph.product(W[:H], queries, "attention.of_query")
        of_memory = graph.product(W[H:], values, "attention.of_memory")
        of_query = graph.shaped("Unsqueeze", of_query, [2], "attention.for_every_step")
        of_memory = graph.shaped("Unsqueeze", of_memory, [1], "attention.for_every_query")
        both = graph.add("Add", [of_query, of_memory], "attention.both")
        return graph.product(v, graph.add("Tanh", [both], "attention.hidden"), "attention.scores")
    if attention == "general":
        queries = graph.product(graph.weights["attention.W"], queries, "attention.asked")
    return graph.add("MatMul", [queries, graph.turn(values, 0, 2, 1)], "attention.scores")
