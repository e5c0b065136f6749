"""An encoder of pictures as part of an ONNX graph."""

from __future__ import annotations

import numpy as np

from engine.interchange.onnx_graph import OnnxGraph
from engine.interchange.torch_layers import Convolution
from engine.models.captioner import STAGES


def add_picture_encoder(graph: OnnxGraph, pictures: str) -> tuple[str, str]:
    """Return the memory (S, N, H), empty without attention, and the summary (1, N, H).

    Pictures are (N, side, side, 3), from 0 to 255.
    """
    maps = graph.turn(_standardised(graph, pictures), 0, 3, 1, 2)
    for k in range(STAGES):
        name = f"encoder.convolution.{k}"
        filters = Convolution(f"{name}.W", name).to_torch(graph.weights)
        constants = [graph.constant(array, name) for name, array in filters.items()]
        maps = graph.add("Conv", [maps, *constants], name, pads=[1, 1, 1, 1])
        maps = graph.add("MaxPool", [maps], f"{name}.half", kernel_shape=[2, 2], strides=[2, 2])
        maps = graph.add("Relu", [maps], f"{name}.rectified")
    maps = graph.turn(maps, 0, 2, 3, 1)
    W = graph.weights["encoder.summary.W"].copy()
    W[:-1] *= (len(W) - 1) ** -0.5
    flat = graph.shaped("Reshape", maps, [0, -1], "encoder.flat")
    summary = graph.add("Tanh", [graph.linear(W, flat, "encoder.summary")], "encoder.summary.h")
    summary = graph.shaped("Unsqueeze", summary, [0], "encoder.last")
    return (_places(graph, maps) if "encoder.where" in graph.weights else ""), summary


def _standardised(graph: OnnxGraph, pictures: str) -> str:
    """Bring each picture's values to mean 0 and deviation 1, as `CaptionEncoder.batch` does."""
    mean = graph.add("ReduceMean", [pictures], "mean", axes=[1, 2, 3])
    centred = graph.add("Sub", [pictures, mean], "centred")
    squares = graph.add("Mul", [centred, centred], "squares")
    variance = graph.add("ReduceMean", [squares], "variance", axes=[1, 2, 3])
    deviation = graph.add("Sqrt", [variance], "deviation")
    one = graph.constant(np.ones(1, np.float32), "one")
    return graph.add("Div", [centred, graph.add("Add", [deviation, one], "spread")], "standard")


def _places(graph: OnnxGraph, maps: str) -> str:
    """Return what is remembered of each place, for maps (N, h, w, C)."""
    where, W = graph.weights["encoder.where"], graph.weights["encoder.places.W"]
    rows = graph.shaped("Reshape", maps, [0, len(where), len(W) - 1], "encoder.rows")
    looked = graph.linear(W, rows, "encoder.places")
    placed = graph.add("Add", [looked, graph.constant(where, "encoder.where")], "encoder.placed")
    return graph.turn(graph.add("Tanh", [placed], "encoder.memory"), 1, 0, 2)
