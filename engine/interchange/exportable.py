"""What other programs can take over, and what a file says to whoever reads it."""

from __future__ import annotations

import json

from engine.archive_bytes import FORMAT
from engine.checkpoint import Checkpoint, to_parts
from engine.errors import CheckpointError
from engine.models import ModelConfig

PARTS = ("config", "vocabulary", "sizes")  # of what a checkpoint says of itself


def require_weights(model: ModelConfig) -> None:
    """Raise CheckpointError if a model is counted and not trained: it has nothing to export."""
    if model.is_counted:
        raise CheckpointError(
            f"A model of the kind “{model.kind}” is made of counts, for which neither PyTorch nor "
            f"ONNX has a place. Save it as a model of this program instead."
        )


def metadata_of(checkpoint: Checkpoint) -> dict[str, str]:
    """Return settings, vocabulary and sizes as the metadata of a file.

    They are one entry: the library that writes safetensors puts several into random order.
    """
    _, facts = to_parts(checkpoint)
    return {FORMAT: json.dumps({part: facts[part] for part in PARTS})}
