"""Looking into a network while it learns, without touching the run.

An inspection runs between two updates on buffers that the next update fills anew, with a state of
its own and without drawing a random number: not a bit of the run changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.decoding import answer_questions
from engine.errors import ConfigError
from engine.events import Inspected
from engine.layers.base import IGNORE
from engine.layers.bidirectional import Bidirectional
from engine.layers.recurrent import Recurrent
from engine.layers.stack import Stack
from engine.models.base import Goal
from engine.models.text_encoder import TextEncoder

if TYPE_CHECKING:
    from engine.trainer import Trainer

ROUNDS = 100  # of multiplying by W_h: the growth per round then is the spectral radius to 1 %


def inspect(trainer: Trainer, view: str) -> Inspected:
    """Return the arrays of one view.

    - "gradients": "norms/LAYER" (T,), the norm of the loss's gradient at each time step,
      "radius/LAYER" (), the spectral radius of the candidate's W_h, and "clip" (), the joint norm
      that gradients are clipped at, 0 for not at all. For a language model the loss
      is that of the last step alone, so the norms show how far back it reaches.
    - "units": "hidden" (T, H), what the top layer said while it read the first stream; labels are
      the tokens.
    - "attention": "attention" (answer, question), where the answer to the sample's question
      looked; labels are the question's symbols as they were fed, rows the answer's.

    Raises:
        ConfigError: the model has no such view.
    """
    views = {"gradients": _gradients, "units": _units, "attention": _attention}
    if view not in views:
        raise ConfigError(f"There is no view “{view}”. Choose one of {', '.join(views)}.")
    return views[view](trainer)


def recurrent_layers(model: Any) -> Iterator[tuple[str, Recurrent]]:
    """Yield a model's recurrent layers by name, from the input on."""
    for name, part in model.layers.items():
        yield from _recurrent(name, part)


def _recurrent(name: str, part: Any) -> Iterator[tuple[str, Recurrent]]:
    if isinstance(part, Recurrent):
        yield name, part
    elif isinstance(part, Bidirectional):
        yield from _recurrent(f"{name}.ahead", part.ahead)
        yield from _recurrent(f"{name}.back", part.back)
    elif isinstance(part, Stack):
        for k, layer in enumerate(part.layers):
            yield from _recurrent(f"{name}.{k}", layer)
    elif isinstance(part, TextEncoder):
        yield from _recurrent(f"{name}.recurrent", part.stack)


def _gradients(trainer: Trainer) -> Inspected:
    model, batch = trainer.model, trainer.task.batch(trainer.standing.step)
    layers = dict(recurrent_layers(model))
    if not layers:
        raise ConfigError("This model has no recurrent layer, so nothing flows back through time.")
    if trainer.goal is Goal.NEXT_TOKEN:
        targets = trainer.backend.xp.full_like(batch.targets, IGNORE)
        targets[-1] = batch.targets[-1]
        batch = replace(batch, targets=targets, count=targets.shape[1])
    longest = max(len(batch.inputs), len(batch.targets))
    for layer in layers.values():
        layer.dh_norms = np.full(longest, np.nan)
    try:
        result = model.forward(batch, _copy(trainer.state_for(batch)), training=False)
        model.backward(result.cache, 1.0 / batch.count)
    finally:
        norms = {}
        for name, layer in layers.items():
            norms[name], layer.dh_norms = layer.dh_norms, None
    arrays = {f"norms/{name}": n[~np.isnan(n)] for name, n in norms.items() if n is not None}
    arrays |= {f"radius/{name}": np.array(_spectral_radius(x)) for name, x in layers.items()}
    arrays["clip"] = np.array(trainer.standing.max_grad_norm)
    return Inspected(trainer.standing.step, "gradients", arrays)


def _spectral_radius(layer: Recurrent) -> float:
    """Return how much the candidate's W_h stretches a vector per step, in the long run."""
    W = layer.backend.to_host(layer.W_h.value)[-1, :-1].astype(np.float64)
    vector = np.ones(len(W)) / len(W) ** 0.5
    growth = 0.0
    for k in range(ROUNDS):
        vector = vector @ W
        norm = float(np.linalg.norm(vector))
        if norm == 0:
            return 0.0
        vector /= norm
        growth += np.log(norm) if k >= ROUNDS // 2 else 0.0
    return float(np.exp(growth / (ROUNDS - ROUNDS // 2)))


def _units(trainer: Trainer) -> Inspected:
    model, batch = trainer.model, trainer.task.batch(trainer.standing.step)
    layers = list(recurrent_layers(model))
    if not layers:
        raise ConfigError("This model has no recurrent layer, so it has no units to show.")
    _, top = layers[-1]
    model.forward(batch, _copy(trainer.state_for(batch)), training=False)
    written = trainer.goal in (Goal.ANSWER, Goal.CAPTION)
    ids = batch.targets[:-1] if written else batch.inputs
    T, N = ids.shape
    hidden = top.outputs(T, N)[:, 0]
    tokens = trainer.task.vocabulary.tokens
    first = trainer.backend.to_host(ids[:, 0])
    labels = tuple(tokens[i] if i >= 0 else "" for i in first)
    arrays = {"hidden": np.array(trainer.backend.to_host(hidden))}
    return Inspected(trainer.standing.step, "units", arrays, labels)


def _attention(trainer: Trainer) -> Inspected:
    task: Any = trainer.task
    answer = None
    if trainer.goal is Goal.CAPTION:
        raise ConfigError("This view shows where answers looked in a question, not in a picture.")
    if trainer.goal is Goal.ANSWER:
        question = task.sample_pair(trainer.prompt).question
        (answer,) = answer_questions(trainer.model, task.encoder, [question], task.sizes)
    if answer is None or answer.attention is None:
        raise ConfigError("This model has no attention. The preset “Attention” has.")
    arrays = {"attention": np.array(answer.attention)}
    return Inspected(trainer.standing.step, "attention", arrays, answer.fed, answer.symbols)


def _copy(state: Any) -> Any:
    if isinstance(state, tuple):
        return tuple(_copy(part) for part in state)
    return None if state is None else state.copy()
