"""Stacks of one kind of cell."""

from __future__ import annotations

from engine.backend import Backend
from engine.layers.bidirectional import Bidirectional
from engine.layers.cells import CellConfig
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack


def plain_stack(
    cell: CellConfig,
    input_size: int,
    hidden_size: int,
    num_layers: int,
    dropout: float,
    backend: Backend,
) -> Stack[Recurrent]:
    """Return layers that read forwards, the first for inputs of `input_size`."""
    sizes = [input_size] + [hidden_size] * (num_layers - 1)
    layers = [cell.build(size, hidden_size, backend) for size in sizes]
    return Stack(layers, dropout, backend)


def bidirectional_stack(
    cell: CellConfig,
    input_size: int,
    hidden_size: int,
    num_layers: int,
    dropout: float,
    backend: Backend,
) -> Stack[Bidirectional]:
    """Return layers that read both ways, the first for inputs of `input_size`."""
    sizes = [input_size] + [hidden_size] * (num_layers - 1)
    layers = [
        Bidirectional(
            cell.build(size, hidden_size, backend), cell.build(size, hidden_size, backend)
        )
        for size in sizes
    ]
    return Stack(layers, dropout, backend)
