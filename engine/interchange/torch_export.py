"""Write weights under the names of torch.nn, in the safetensors format."""

from __future__ import annotations

import os

from safetensors.numpy import save

from engine.atomic_file import write_atomically
from engine.checkpoint import Checkpoint
from engine.interchange.exportable import metadata_of
from engine.interchange.torch_names import to_torch_names


def export_torch_weights(checkpoint: Checkpoint, path: str | os.PathLike[str]) -> None:
    """Write a network so that PyTorch's modules take its weights.

        embedding.weight  rnn.weight_ih_l0  rnn.weight_hh_l0  rnn.bias_ih_l0  rnn.bias_hh_l0 ...
        decoder.weight  decoder.bias

    are the names of a language model with an nn.Embedding, an nn.LSTM (nn.GRU, nn.RNN) and an
    nn.Linear; a classifier calls the last one output. An encoder-decoder has encoder.embedding,
    encoder.rnn, decoder.embedding, decoder.rnn, output, and for Luong's attention attention.score,
    attention.v and attention.blend. `torch_names` has the tables.

    The two directions of a classifier's nn.LSTM stand side by side, as PyTorch has it; the layers
    above weigh both alike, which adds them. An encoder's have to be added by the program that
    uses them. What the metadata say of settings and vocabulary is enough for
    `import_torch_weights` to make the same model again.

    Raises:
        CheckpointError: torch.nn has no such model, or the file cannot be written.
    """
    named = to_torch_names(checkpoint.config.model, checkpoint.weights)
    write_atomically(path, save(named, metadata=metadata_of(checkpoint)))
