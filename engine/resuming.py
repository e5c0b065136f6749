"""Taking down where a run stands, and going on from there bit by bit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from engine.errors import CheckpointError
from engine.history import History
from engine.tasks.base import Task
from engine.trainer import Trainer
from engine.training_state import BEST, SLOT, TrainingState, below

STATE = "state/"


def capture(trainer: Trainer) -> TrainingState:
    """Return everything beside the weights that the next updates depend on."""
    parameters, backend = trainer.model.parameters, trainer.backend
    arrays: dict[str, np.ndarray] = {}
    for slot, vector in trainer.optimizer.slots.items():
        named = parameters.split(vector)
        arrays |= {f"{SLOT}{slot}/{k}": np.array(backend.to_host(a)) for k, a in named.items()}
    for path, array in _leaves(trainer.state):
        arrays[f"{STATE}{path}"] = np.array(backend.to_host(array))
    if trainer.task.order is not None:
        arrays["order"] = trainer.task.order.astype(np.int32)
    arrays |= {f"{BEST}{name}": array for name, array in trainer.best.items()}
    kind, keys, position, has_gauss, gauss = backend.rng.get_state(legacy=True)
    arrays["random"] = np.asarray(keys, np.uint32)
    facts = {
        "standing": asdict(trainer.standing),
        "random": [str(kind), int(position), int(has_gauss), float(gauss)],
        "updates": trainer.optimizer.updates,
        "trained_on": trainer.task.counts["train"],
    }
    return TrainingState(arrays, facts)


def restore(trainer: Trainer, training: TrainingState, history: History) -> None:
    """Put a trainer, freshly built from the same config, where `capture` was taken.

    Raises:
        CheckpointError: it was trained on other data.
        KeyError, ValueError: it had another model or optimizer.
    """
    arrays, facts, backend = training.arrays, training.facts, trainer.backend
    parameters = trainer.model.parameters
    _check_data(training, trainer.task)
    for slot, vector in trainer.optimizer.slots.items():
        parts = {name: arrays[f"{SLOT}{slot}/{name}"] for name in parameters}
        parameters.join(parts, vector)
    trainer.optimizer.updates = facts["updates"]
    kind, position, has_gauss, gauss = facts["random"]
    backend.rng.set_state((kind, arrays["random"], position, has_gauss, gauss))
    trainer.standing = training.standing
    trainer.history = history.copy()
    if trainer.task.order is not None:
        trainer.task.order = arrays["order"].astype(np.intp)
    trainer.best = {name: arrays[f"{BEST}{name}"] for name in parameters}
    trainer.good, trainer.standing.good_step = parameters.to_host(), trainer.standing.step
    state = below(arrays, STATE)
    if state:
        streams = trainer.task.batch(trainer.standing.step).inputs.shape[1]
        trainer.state = trainer.model.initial_state(streams)
        for path, array in _leaves(trainer.state):
            if state[path].shape != array.shape:
                raise ValueError(f"{path} has the shape {state[path].shape}, not {array.shape}")
            array[...] = backend.asarray(state[path])


def _check_data(training: TrainingState, task: Task) -> None:
    """Raise CheckpointError if the data are not as long as those of the run so far."""
    order, found = training.arrays.get("order"), task.counts["train"]
    known = training.facts["trained_on"] or (found if order is None else len(order))
    if known != found:
        raise CheckpointError(
            f"The checkpoint was trained on {known:,} {task.unit}, and the data set has {found:,} "
            f"to train on. Load the data it was trained on to go on."
        )


def _leaves(state: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return the arrays of nested tuples, each with its path ("0.1")."""
    if state is None:
        return []
    if not isinstance(state, tuple):
        return [(path, state)]
    return [
        leaf
        for k, part in enumerate(state)
        for leaf in _leaves(part, f"{path}.{k}" if path else str(k))
    ]
