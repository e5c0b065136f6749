"""The choice of a recurrent cell. Each registers itself in its own file."""

from __future__ import annotations

from engine.backend import Backend
from engine.config import Config
from engine.layers.recurrent import Recurrent
from engine.registry import Registry


class CellConfig(Config):
    """Base of the cells' configs."""

    kind: str

    def build(self, input_size: int, hidden_size: int, backend: Backend) -> Recurrent:
        """Return the layer."""
        raise NotImplementedError


CELLS: Registry[CellConfig] = Registry("cell")
