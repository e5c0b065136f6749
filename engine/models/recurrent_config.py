"""The settings that models with recurrent layers share."""

from __future__ import annotations

from typing import Annotated, Any

from engine.config import setting
from engine.layers import CELLS, CellConfig, LSTMConfig
from engine.models.base import ModelConfig


def embedding_size(default: int, stands_for: str = "word", **more: Any) -> Any:
    """Return the field that says how long embedding vectors are."""
    return setting(
        default, "Embedding size", help=f"How many numbers stand for a {stands_for}.", low=1,
        high=4096, scale="log", **more,
    )  # fmt: skip


def hidden_size(default: int, **more: Any) -> Any:
    """Return the field that says how many units each recurrent layer has."""
    return setting(
        default, "Hidden size", help="More units remember more, and cost time.", low=1, high=4096,
        scale="log", **more,
    )  # fmt: skip


def dropout() -> Any:
    """Return the field that says how much is dropped between layers."""
    return setting(
        0.0, "Dropout", help="The share of values blanked out while training.", low=0, high=0.99
    )


class RecurrentModelConfig(ModelConfig):
    """Base of the configs of models that read tokens through a stack of recurrent layers."""

    cell: Annotated[CellConfig, CELLS] = setting(
        LSTMConfig(), "Cell", help="What carries the memory from step to step."
    )
    num_layers: int = setting(
        1, "Layers", help="Recurrent layers on top of each other.", low=1, high=8
    )
    embedding_size: int = embedding_size(128)
    hidden_size: int = hidden_size(128)
    dropout: float = dropout()
