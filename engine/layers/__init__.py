"""Layers: forward returns what backward needs. Cells are offered in the order of import."""

# isort: off
from engine.layers.cells import CELLS as CELLS
from engine.layers.cells import CellConfig as CellConfig
from engine.layers.rnn import RNNConfig as RNNConfig
from engine.layers.lstm import LSTMConfig as LSTMConfig
from engine.layers.gru import GRUConfig as GRUConfig
