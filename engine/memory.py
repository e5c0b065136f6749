"""How much memory a run needs, and whether the computer has it."""

from __future__ import annotations

import psutil

from engine.backend import Backend, Blueprint
from engine.errors import ConfigError
from engine.models.base import Sizes
from engine.parameter import Parameters
from engine.run_config import RunConfig

BYTES = 4  # of a float32
KEPT_COPIES = 3  # of the weights: the best evaluation's, the last one's and, at its peak, the next


def needed_memory(config: RunConfig, sizes: Sizes) -> int:
    """Return the bytes that a run takes beside the program and the data.

        4 (P (2 + slots + 3) + W + A)

    P trained numbers, each with its gradient, the optimizer's slots and three kept copies; W
    weights in the layouts that products want (see `_laid_out`); A floats of one batch's
    activations (see `_activations`).
    """
    parameters = config.model.build(sizes, Blueprint()).parameters
    slots = config.optimizer.build(Parameters({}, Backend()), Backend()).slots
    vectors = 2 + len(slots) + KEPT_COPIES
    working = _laid_out(parameters) + _activations(parameters, config, sizes)
    return BYTES * (vectors * parameters.count + working)


def memory_problem(config: RunConfig, sizes: Sizes) -> str | None:
    """Return a sentence with both numbers if a run cannot fit into the free memory."""
    needed, free = needed_memory(config, sizes), psutil.virtual_memory().available
    if config.device != "cpu" or needed <= free:
        return None
    return (
        f"This run needs {_in_words(needed)} of memory, but only {_in_words(free)} are free. "
        f"Choose a smaller hidden size, batch size or vocabulary."
    )


def refuse_what_cannot_fit(config: RunConfig, sizes: Sizes) -> None:
    """Raise ConfigError if a run cannot fit into the free memory."""
    problem = memory_problem(config, sizes)
    if problem:
        raise ConfigError(problem)


def _laid_out(parameters: Parameters) -> int:
    """Return how many floats are kept of weights in other layouts.

    Training has W_x halved, W_h halved and transposed; the samples between have both once more,
    in columns, and the output's and the embedding's tables turned round.
    """
    sizes = {name: p.size for name, p in parameters.items()}
    recurrent = sum(size for name, size in sizes.items() if name.endswith((".W_x", ".W_h")))
    transposed = sum(size for name, size in sizes.items() if name.endswith(".W_h"))
    tables = sum(size for name, size in sizes.items() if name.endswith(("embedding.W", "output.W")))
    return 2 * recurrent + transposed + tables


def _activations(parameters: Parameters, config: RunConfig, sizes: Sizes) -> int:
    """Return how many floats one batch needs on the way forward and back.

    Per row (a token of the batch): a recurrent layer keeps its gates and their gradients, its
    states and, for an LSTM, tanh c; the output layer one number per symbol and its input three
    times; an embedding its vectors and their gradient, twice. Dropout keeps a mask and a copy,
    attention its queries and its memory, batch by batch, with their gradients.
    """
    total, model = 0, dict(config.model)
    dropped = 2 if model.get("dropout") else 0
    steps, batch_size = config.task.update_shape(sizes)
    for name, (*lead, columns) in parameters.shapes.items():
        rows = batch_size * (sizes.question_length if name.startswith("encoder") else steps)
        if name.endswith("W_h"):
            gates = lead[0]
            total += rows * columns * (2 * gates + (3 if gates == 4 else 2) + dropped)
        elif name == "output.W":
            total += rows * (lead[0] + 3 * columns)
        elif name.endswith("embedding.W"):
            total += rows * columns * (4 + dropped)
    if model.get("attention", "none") != "none":
        asked, remembered = batch_size * steps, batch_size * sizes.question_length
        total += (5 * asked + 3 * remembered) * model["hidden_size"]
        total += 3 * asked * sizes.question_length
    return total


def _in_words(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"
