"""Layers: forward returns what backward needs. Importing a cell here registers it."""

from engine.layers.cells import CELLS as CELLS
from engine.layers.cells import CellConfig as CellConfig
from engine.layers.gru import GRUConfig as GRUConfig
from engine.layers.lstm import LSTMConfig as LSTMConfig
from engine.layers.rnn import RNNConfig as RNNConfig
