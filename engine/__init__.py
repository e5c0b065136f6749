"""Recurrent networks in NumPy: load, train, evaluate, generate. Never imports Qt."""

from engine.checkpoint import Checkpoint as Checkpoint
from engine.checkpoint import load_checkpoint as load_checkpoint
from engine.checkpoint import save_checkpoint as save_checkpoint
from engine.data.dataset import Dataset as Dataset
from engine.data.reading import read_dataset as read_dataset
from engine.errors import EngineError as EngineError
from engine.events import Event as Event
from engine.run import train as train
from engine.run_config import RunConfig as RunConfig
