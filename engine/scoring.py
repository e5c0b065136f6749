"""Scoring a checkpoint on data, its own or others."""

from __future__ import annotations

from engine.backend import get_backend
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset
from engine.errors import ConfigError
from engine.evaluation import PROTOCOLS
from engine.score import Score
from engine.tasks.base import Task


def evaluate(
    checkpoint: Checkpoint, dataset: Dataset, split: str = "test", protocol: str = "every-token"
) -> Score:
    """Score a model on one part of a data set, or on "all" of it.

    The data are read with the checkpoint's vocabulary and split as its own were. `protocol` is
    for language models: "every-token", "training" or "book" (see engine/evaluation.py).

    Raises:
        ConfigError: there is no such protocol.
        DataError: the data are of another kind, or there is no such part.
    """
    if protocol not in PROTOCOLS:
        raise ConfigError(f"“{protocol}” is no protocol. Choose one of {', '.join(PROTOCOLS)}.")
    task = task_for(checkpoint, dataset, split)
    return task.evaluate(checkpoint.model(), split, protocol)


def task_for(checkpoint: Checkpoint, dataset: Dataset, split: str) -> Task:
    """Return a checkpoint's task on a data set; for "all", without limit or split."""
    config = checkpoint.config
    data = config.data
    if split == "all":
        data = data.changed(limit=0, valid_share=0.0, test_share=0.0)
    backend = get_backend("cpu", seed=config.seed)
    return config.task.smallest().build(dataset, data, backend, checkpoint.known)
