"""Taking down where a run stands, and going on from there bit by bit."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from engine.checkpoint import TrainingState, pack_evaluated, unpack_evaluated
from engine.history import History
from engine.standing import Standing, Window
from engine.trainer import Trainer


def capture(trainer: Trainer) -> TrainingState:
    """Return everything beside the weights that the next updates depend on."""
    parameters, backend = trainer.model.parameters, trainer.backend
    arrays: dict[str, np.ndarray] = {}
    for slot, vector in trainer.optimizer.slots.items():
        named = parameters.split(vector)
        arrays |= {f"slot/{slot}/{k}": np.array(backend.to_host(a)) for k, a in named.items()}
    for path, array in _leaves(trainer.state):
        arrays[f"state/{path}"] = np.array(backend.to_host(array))
    if trainer.task.order is not None:
        arrays["order"] = trainer.task.order.astype(np.int32)
    arrays |= {f"best/{name}": array for name, array in trainer.best.items()}
    kind, keys, position, has_gauss, gauss = backend.rng.get_state(legacy=True)
    arrays["random"] = np.asarray(keys, np.uint32)
    standing = asdict(trainer.standing)
    standing["best"] = pack_evaluated(trainer.standing.best) if trainer.standing.best else None
    facts = {
        "standing": standing,
        "random": [str(kind), int(position), int(has_gauss), float(gauss)],
        "updates": trainer.optimizer.updates,
    }
    return TrainingState(arrays, facts)


def restore(trainer: Trainer, training: TrainingState, history: History) -> None:
    """Put a trainer, freshly built from the same config, where `capture` was taken."""
    arrays, facts, backend = training.arrays, training.facts, trainer.backend
    parameters = trainer.model.parameters
    for slot, vector in trainer.optimizer.slots.items():
        parts = {name: arrays[f"slot/{slot}/{name}"] for name in parameters}
        parameters.join(parts, vector)
    trainer.optimizer.updates = facts["updates"]
    kind, position, has_gauss, gauss = facts["random"]
    backend.rng.set_state((kind, arrays["random"], position, has_gauss, gauss))
    values = dict(facts["standing"])
    values["window"] = Window(**values["window"])
    values["best"] = unpack_evaluated(values["best"]) if values["best"] else None
    trainer.standing = Standing(**values)
    trainer.history = history.copy()
    if trainer.task.order is not None:
        trainer.task.order = arrays["order"].astype(np.intp)
    trainer.best = {name: arrays[f"best/{name}"] for name in parameters}
    trainer.good, trainer.standing.good_step = parameters.to_host(), trainer.standing.step
    state = {k.removeprefix("state/"): a for k, a in arrays.items() if k.startswith("state/")}
    if state:
        streams = trainer.task.batch(trainer.standing.step).inputs.shape[1]
        trainer.state = trainer.model.initial_state(streams)
        for path, array in _leaves(trainer.state):
            array[...] = backend.asarray(state[path])


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
