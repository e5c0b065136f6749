"""The choice of a recurrent cell. Each registers itself in its own file."""

from __future__ import annotations

from engine.backend import Backend
from engine.config import Config, setting
from engine.layers.recurrent import Recurrent
from engine.registry import Registry


class CellConfig(Config):
    """Base of the cells' configs."""

    kind: str
    recurrent_dropout: float = setting(
        0.0,
        "Recurrent dropout",
        help="The share of the state that the gates do not see while training; the same units "
        "for a whole sequence.",
        low=0,
        high=0.9,
        basic=False,
    )

    def build(self, input_size: int, hidden_size: int, backend: Backend) -> Recurrent:
        """Return the layer."""
        raise NotImplementedError


CELLS: Registry[CellConfig] = Registry("cell")
