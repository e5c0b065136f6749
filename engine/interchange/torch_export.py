"""Write weights under the names of torch.nn, in the safetensors format."""

from __future__ import annotations

import os

import numpy as np
from safetensors.numpy import save

from engine.atomic_file import write_atomically
from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.interchange.gates import PYTORCH, to_rows
from engine.layers import CellConfig, GRUConfig
from engine.models import LanguageModelConfig, Seq2seqConfig

Arrays = dict[str, np.ndarray]


def export_torch_weights(checkpoint: Checkpoint, path: str | os.PathLike[str]) -> None:
    """Write a language model or an encoder-decoder so that PyTorch's modules take its weights.

        embedding.weight  rnn.weight_ih_l0  rnn.weight_hh_l0  rnn.bias_ih_l0  rnn.bias_hh_l0 ...
        decoder.weight  decoder.bias

    are the names of a language model with an nn.Embedding, an nn.LSTM (nn.GRU, nn.RNN) and an
    nn.Linear. Those of an encoder-decoder are encoder.embedding.weight, encoder.rnn...,
    decoder.embedding.weight, decoder.rnn..., output.weight and output.bias.

    Raises:
        CheckpointError: torch.nn has no such model, or the file cannot be written.
    """
    data = save(to_torch_names(checkpoint), metadata={"format": "pt"})
    write_atomically(path, data)


def to_torch_names(checkpoint: Checkpoint) -> Arrays:
    """Return the weights by the names and in the layout of torch.nn.

    Raises:
        CheckpointError: torch.nn has no such model.
    """
    model, weights = checkpoint.config.model, checkpoint.weights
    if isinstance(model, LanguageModelConfig):
        D = model.embedding_size
        table = weights["embedding.W"]
        output = table if model.tie_weights else weights["output.W"]
        return (
            {"embedding.weight": np.ascontiguousarray(table[:, :D])}
            | _recurrent(weights, "recurrent", "rnn", model.cell)
            | _linear(output, "decoder")
        )
    if isinstance(model, Seq2seqConfig) and model.attention in ("none", "book"):
        if model.bidirectional:
            raise CheckpointError(
                "PyTorch lays the two directions of an encoder side by side, but here they are "
                "added; torch.nn has no such layer. Export a model that reads one way."
            )
        named = _linear(weights["output.W"], "output")
        for side in ("encoder", "decoder"):
            named[f"{side}.embedding.weight"] = weights[f"{side}.embedding.W"]
            named |= _recurrent(weights, f"{side}.recurrent", f"{side}.rnn", model.cell)
        return named
    raise CheckpointError(
        f"There are no PyTorch names for a model of the kind “{model.kind}” with these settings. "
        f"Export a language model, or an encoder-decoder with the book's attention or none."
    )


def _linear(W: np.ndarray, name: str) -> Arrays:
    """Return an output table (V, K + 1), whose last column is the bias."""
    return {
        f"{name}.weight": np.ascontiguousarray(W[:, :-1]),
        f"{name}.bias": np.ascontiguousarray(W[:, -1]),
    }


def _recurrent(weights: Arrays, ours: str, theirs: str, cell: CellConfig) -> Arrays:
    """Return the layers below `ours` as torch.nn.RNN, LSTM or GRU names them."""
    if isinstance(cell, GRUConfig) and not cell.reset_after:
        raise CheckpointError(
            "This GRU resets its state before the product, as in the book; torch.nn.GRU resets it "
            "after the product and cannot represent it. Train a GRU with “Reset after the product”."
        )
    named: Arrays = {}
    layer = 0
    while f"{ours}.{layer}.W_x" in weights:
        W_x, W_h = (weights[f"{ours}.{layer}.{part}"] for part in ("W_x", "W_h"))
        order, inner = PYTORCH[cell.kind], np.zeros((len(W_h), 1, W_h.shape[2]), W_h.dtype)
        if cell.kind == "gru":
            inner[-1, 0] = weights[f"{ours}.{layer}.b_x"]  # the candidate's own, outside the reset
        named |= {
            f"{theirs}.weight_ih_l{layer}": to_rows(W_x, cell.kind, order),
            f"{theirs}.weight_hh_l{layer}": to_rows(W_h[:, :-1], cell.kind, order),
            f"{theirs}.bias_ih_l{layer}": to_rows(inner, cell.kind, order)[:, 0],
            f"{theirs}.bias_hh_l{layer}": to_rows(W_h[:, -1:], cell.kind, order)[:, 0],
        }
        layer += 1
    return {name: np.ascontiguousarray(array) for name, array in named.items()}
