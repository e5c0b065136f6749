"""Every registered cell in every form, packed and filled, for tests that hold for all of them."""

import numpy as np

from engine.backend import Backend
from engine.layers import CELLS, CellConfig
from engine.layers.base import State
from engine.layers.recurrent import Recurrent
from engine.layers.stack import StackStepper
from engine.layers.stepper import Stepper
from engine.parameter import Parameters
from tests.engine.gradient_check import randomize


def cell_forms() -> dict[str, CellConfig]:
    """Return each cell by name, once for each value of its switches."""
    forms: dict[str, CellConfig] = {}
    for kind, config_class in CELLS.items():
        forms[kind] = config_class(kind=kind)
        for about in config_class.settings():
            if isinstance(about.default, bool):
                value = not about.default
                forms[f"{kind}, {about.name} {value}"] = forms[kind].changed(**{about.name: value})
    return forms


FORMS = cell_forms()


def build_cell(
    form: str, input_size: int, hidden_size: int, backend: Backend
) -> tuple[Recurrent, Parameters]:
    """Return a layer whose parameters are random, biases included."""
    layer = FORMS[form].build(input_size, hidden_size, backend)
    parameters = Parameters(layer.parameters(), backend)
    randomize(parameters)
    return layer, parameters


def random_state(layer: Recurrent, batch_size: int, seed: int = 11) -> State:
    """Return a state that is not zero."""
    state = layer.initial_state(batch_size)
    rng = layer.backend.rng.__class__(seed)
    for part in state:
        part[...] = rng.randn(*part.shape)
    return state


def stepped(stepper: Stepper | StackStepper, x: np.ndarray) -> np.ndarray:
    """Return h after one step with the vectors x (N, D)."""
    stepper.x[...] = stepper.project(x)
    return np.array(stepper.step())
