"""What other programs can take over at all."""

from __future__ import annotations

from engine.errors import CheckpointError
from engine.models import ModelConfig


def require_weights(model: ModelConfig) -> None:
    """Raise CheckpointError if a model is counted and not trained: it has nothing to export."""
    if model.is_counted:
        raise CheckpointError(
            f"A model of the kind “{model.kind}” is made of counts, for which neither PyTorch nor "
            f"ONNX has a place. Save it as a model of this program instead."
        )
