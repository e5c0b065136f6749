"""Recurrent networks in NumPy: load, train, evaluate, generate. Never imports Qt."""

from engine.asking import Answerer as Answerer
from engine.asking import Reply as Reply
from engine.asking import ask as ask
from engine.asking import ask_many as ask_many
from engine.checkpoint import Checkpoint as Checkpoint
from engine.checkpoint import load_checkpoint as load_checkpoint
from engine.checkpoint import save_checkpoint as save_checkpoint
from engine.config import Config as Config
from engine.data.dataset import Dataset as Dataset
from engine.data.reading import read_dataset as read_dataset
from engine.errors import EngineError as EngineError
from engine.events import Event as Event
from engine.generation import generate as generate
from engine.generation import read_prompt as read_prompt
from engine.planning import Estimate as Estimate
from engine.planning import Survey as Survey
from engine.planning import estimate as estimate
from engine.planning import measure as measure
from engine.planning import survey as survey
from engine.presets import PRESETS as PRESETS
from engine.presets import Preset as Preset
from engine.presets import preset as preset
from engine.run import train as train
from engine.run_config import RunConfig as RunConfig
from engine.sampling import SamplingConfig as SamplingConfig
from engine.scoring import evaluate as evaluate
