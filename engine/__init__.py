"""Recurrent networks in NumPy: load, train, evaluate, generate. Never imports Qt.

Names are imported when they are first used: the command line and the window choose the kernels of
NumPy's matrix products before NumPy is imported, and start faster.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.asking import Answerer as Answerer
    from engine.asking import Reply as Reply
    from engine.asking import ask as ask
    from engine.asking import ask_many as ask_many
    from engine.beam_search import BeamConfig as BeamConfig
    from engine.book_import import import_book_weights as import_book_weights
    from engine.captioning import PictureReply as PictureReply
    from engine.captioning import describe as describe
    from engine.captioning import describe_many as describe_many
    from engine.checkpoint import Checkpoint as Checkpoint
    from engine.checkpoint import load_checkpoint as load_checkpoint
    from engine.checkpoint import save_checkpoint as save_checkpoint
    from engine.classifying import Judge as Judge
    from engine.classifying import classify as classify
    from engine.config import Config as Config
    from engine.data.dataset import Dataset as Dataset
    from engine.data.reading import read_dataset as read_dataset
    from engine.errors import EngineError as EngineError
    from engine.events import Event as Event
    from engine.generation import generate as generate
    from engine.generation import read_prompt as read_prompt
    from engine.interchange import export_onnx as export_onnx
    from engine.interchange import export_torch_weights as export_torch_weights
    from engine.interchange import import_torch_weights as import_torch_weights
    from engine.keeping import kept as kept
    from engine.keeping import recover as recover
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
    from engine.weights_import import import_weights as import_weights

_HOMES = {
    "engine.asking": ("Answerer", "Reply", "ask", "ask_many"),
    "engine.beam_search": ("BeamConfig",),
    "engine.book_import": ("import_book_weights",),
    "engine.captioning": ("PictureReply", "describe", "describe_many"),
    "engine.checkpoint": ("Checkpoint", "load_checkpoint", "save_checkpoint"),
    "engine.classifying": ("Judge", "classify"),
    "engine.config": ("Config",),
    "engine.data.dataset": ("Dataset",),
    "engine.data.reading": ("read_dataset",),
    "engine.errors": ("EngineError",),
    "engine.events": ("Event",),
    "engine.generation": ("generate", "read_prompt"),
    "engine.interchange": ("export_onnx", "export_torch_weights", "import_torch_weights"),
    "engine.keeping": ("kept", "recover"),
    "engine.planning": ("Estimate", "Survey", "estimate", "measure", "survey"),
    "engine.presets": ("PRESETS", "Preset", "preset"),
    "engine.run": ("train",),
    "engine.run_config": ("RunConfig",),
    "engine.sampling": ("SamplingConfig",),
    "engine.scoring": ("evaluate",),
    "engine.weights_import": ("import_weights",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
