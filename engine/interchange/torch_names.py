"""What the parameters of each model are called in PyTorch: one table a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.backend import Blueprint
from engine.errors import CheckpointError
from engine.interchange.exportable import require_weights
from engine.interchange.torch_layers import Arrays, Convolution, Linear, Recurrent, Row, Same
from engine.layers import CellConfig, GRUConfig
from engine.models import (
    CaptionerConfig,
    ClassifierConfig,
    LanguageModelConfig,
    ModelConfig,
    Seq2seqConfig,
    WindowModelConfig,
)
from engine.models.base import Sizes
from engine.models.captioner import STAGES
from engine.models.readouts import AttentionChoice


def _language_model(model: LanguageModelConfig) -> list[Row]:
    table = "embedding.W" if model.tie_weights else "output.W"
    return [
        Same("embedding.W", "embedding.weight", model.embedding_size),
        *_stack("recurrent", "rnn", model.cell, model.num_layers),
        Linear(table, "decoder", in_rows=True),
    ]


def _window(model: WindowModelConfig) -> list[Row]:
    return [
        Same("embedding.W", "embedding.weight"),
        Linear("hidden.W", "hidden"),
        Linear("output.W", "decoder", in_rows=True),
    ]


def _classifier(model: ClassifierConfig) -> list[Row]:
    directions = 1 + model.bidirectional
    return [
        Same("embedding.W", "embedding.weight"),
        *_stack("recurrent", "rnn", model.cell, model.num_layers, directions),
        Linear("output.W", "output", in_rows=True, copies=directions),
    ]


def _seq2seq(model: Seq2seqConfig) -> list[Row]:
    directions = 1 + model.bidirectional
    return [
        Same("encoder.embedding.W", "encoder.embedding.weight"),
        *_stack("encoder.recurrent", "encoder.rnn", model.cell, model.num_layers, directions),
        *_decoder(model.cell, model.num_layers, model.attention),
    ]


def _captioner(model: CaptionerConfig) -> list[Row]:
    names = [f"encoder.convolution.{k}" for k in range(STAGES)]
    channels = 2 * model.channels
    places: list[Row] = [Linear("encoder.places.W", "encoder.places")]
    places.append(Same("encoder.where", "encoder.where"))
    return [
        *(Convolution(f"{name}.W", name) for name in names),
        Linear("encoder.summary.W", "encoder.summary", channels=channels),
        *(places if model.attention != "none" else []),
        *_decoder(model.cell, 1, model.attention),
    ]


def _decoder(cell: CellConfig, num_layers: int, attention: AttentionChoice) -> list[Row]:
    rows: list[Row] = [
        Same("decoder.embedding.W", "decoder.embedding.weight"),
        *_stack("decoder.recurrent", "decoder.rnn", cell, num_layers),
    ]
    if attention in ("general", "concat"):
        rows.append(Linear("attention.W", "attention.score", has_bias=False))
    if attention == "concat":
        rows.append(Same("attention.v", "attention.v"))
    if attention in ("dot", "general", "concat"):
        rows.append(Linear("attention.W_c", "attention.blend"))
    return [*rows, Linear("output.W", "output", in_rows=True)]


def _stack(
    ours: str, theirs: str, cell: CellConfig, num_layers: int, directions: int = 1
) -> list[Row]:
    """Return the rows of an nn.RNN, nn.LSTM or nn.GRU.

    Its second direction reads beside the first, ours is added: from the second layer on, the
    matrix that takes the sum stands twice where PyTorch takes both.
    """
    if isinstance(cell, GRUConfig) and not cell.reset_after:
        raise CheckpointError(
            "This GRU resets its state before the product, as in the book; torch.nn.GRU resets it "
            "after the product and cannot represent it. Train a GRU with “Reset after the product”."
        )
    ways = (("", ""),) if directions == 1 else ((".ahead", ""), (".back", "_reverse"))
    return [
        Recurrent(f"{ours}.{k}{way}", theirs, f"_l{k}{suffix}", cell.kind, directions if k else 1)
        for k in range(num_layers)
        for way, suffix in ways
    ]


TABLES: dict[type[ModelConfig], Callable[[Any], list[Row]]] = {
    LanguageModelConfig: _language_model,
    WindowModelConfig: _window,
    ClassifierConfig: _classifier,
    Seq2seqConfig: _seq2seq,
    CaptionerConfig: _captioner,
}


def rows_of(model: ModelConfig) -> list[Row]:
    """Return a model's table of names.

    Raises:
        CheckpointError: torch.nn has no such model.
    """
    require_weights(model)
    return TABLES[type(model)](model)


def to_torch_names(model: ModelConfig, weights: Mapping[str, np.ndarray]) -> Arrays:
    """Return weights by the names and in the layout of torch.nn.

    Raises:
        CheckpointError: torch.nn has no such model.
    """
    named: Arrays = {}
    for row in rows_of(model):
        named |= row.to_torch(weights)
    return {name: np.ascontiguousarray(array) for name, array in named.items()}


def from_torch_names(model: ModelConfig, arrays: Mapping[str, np.ndarray]) -> Arrays:
    """Return arrays of torch.nn by our names and in our layout; all have to be there and fit."""
    weights: Arrays = {}
    for row in rows_of(model):
        weights |= row.from_torch(arrays)
    return {name: np.ascontiguousarray(array) for name, array in weights.items()}


def torch_shapes(model: ModelConfig, sizes: Sizes) -> dict[str, tuple[int, ...]]:
    """Return what torch.nn calls the parameters of a model, with their shapes."""
    ours = model.build(sizes, Blueprint()).parameters.shapes
    blank = {name: np.zeros(shape, bool) for name, shape in ours.items()}
    return {name: array.shape for name, array in to_torch_names(model, blank).items()}
