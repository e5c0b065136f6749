"""Write a model as an ONNX graph."""

from __future__ import annotations

import os

from engine.atomic_file import write_atomically
from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.interchange.exportable import metadata_of, require_weights


def export_onnx(checkpoint: Checkpoint, path: str | os.PathLike[str]) -> None:
    """Write a network as ONNX, in float32 and with standard operators.

    Time comes first; T steps, N sequences and S steps of a question are free. Sequences of one
    call have the same length.

    - A language model takes ids (T, N) and, for each layer k, the state h_k (and c_k of an LSTM),
      (1, N, H); it returns logits (T, N, V) and next_h_k (next_c_k), which go into the next call.
    - One with a window takes ids (W - 1 + T, N), the tokens before included, -1 where there are
      none, and returns logits (T, N, V).
    - A classifier takes ids (T, N) and returns logits (N, C).
    - An encoder-decoder takes question (S, N), in the order in which it was trained to read, and
      answer (T, N), the start symbol and what has been written so far; it returns logits
      (T, N, V), whose last step scores the next symbol.
    - One that describes pictures takes pictures (N, side, side, 3), of bytes, and answer (T, N).

    The metadata tell the settings and the vocabulary, as JSON.

    Raises:
        CheckpointError: the package onnx is missing, the model is no network, or the file cannot
            be written.
    """
    model = checkpoint.config.model
    require_weights(model)
    try:
        from engine.interchange.onnx_graph import OnnxGraph
        from engine.interchange.onnx_models import GRAPHS
    except ImportError:
        raise CheckpointError(
            "The package onnx is not installed. Install it with "
            "“pip install recurrent-playground[onnx]”."
        ) from None
    graph = OnnxGraph(checkpoint.weights)
    GRAPHS[type(model)](graph, model)
    write_atomically(path, graph.to_bytes(metadata_of(checkpoint)))
