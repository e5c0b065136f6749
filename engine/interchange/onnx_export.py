"""Write a model as an ONNX graph."""

from __future__ import annotations

import os

from engine.atomic_file import write_atomically
from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.models import LanguageModelConfig, Seq2seqConfig


def export_onnx(checkpoint: Checkpoint, path: str | os.PathLike[str]) -> None:
    """Write a language model or an encoder-decoder as ONNX, in float32.

    Time comes first; T steps, N sequences and S steps of a question are free.

    A language model takes ids (T, N) and, for each layer k, the state h_k (and c_k of an LSTM),
    (1, N, H); it returns logits (T, N, V) and next_h_k (next_c_k), which go into the next call.
    An encoder-decoder takes question (S, N), in the order in which it was trained to read, and
    answer (T, N), the start symbol and what has been written so far; it returns logits (T, N, V),
    whose last step scores the next symbol. Questions of one call have the same length.

    Raises:
        CheckpointError: the package onnx is missing, the model cannot be written as a graph of
            standard operators, or the file cannot be written.
    """
    try:
        from engine.interchange.onnx_graph import OnnxGraph
        from engine.interchange.onnx_models import add_language_model, add_seq2seq
    except ImportError:
        raise CheckpointError(
            "The package onnx is not installed. Install it with "
            "“pip install recurrent-playground[onnx]”."
        ) from None
    model, graph = checkpoint.config.model, OnnxGraph(checkpoint.weights)
    if isinstance(model, LanguageModelConfig):
        add_language_model(graph, model)
    elif isinstance(model, Seq2seqConfig) and model.attention in ("none", "book"):
        add_seq2seq(graph, model)
    else:
        raise CheckpointError(
            f"A model of the kind “{model.kind}” with these settings is not exported as ONNX. "
            f"Export a language model, or an encoder-decoder with the book's attention or none."
        )
    write_atomically(path, graph.to_bytes())
