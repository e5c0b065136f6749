"""Gradients by central differences in float64, against those of a backward pass."""

from collections.abc import Callable

import numpy as np

from engine.backend import Backend
from engine.parameter import Parameter, Parameters

STEP = 1e-6


def float64_backend(seed: int = 3) -> Backend:
    """Return a backend that is precise enough for differences."""
    return Backend("float64", seed)


def randomize(parameters: Parameters, seed: int = 7, scale: float = 0.5) -> None:
    """Fill every parameter, biases too, so that no part of a gradient is zero by chance."""
    rng = np.random.RandomState(seed)
    for p in parameters.values():
        p.value[...] = rng.randn(*p.shape) * scale


def dense_gradient(p: Parameter) -> np.ndarray:
    """Return the whole gradient of a parameter, whichever way it was left."""
    if p.rows is None:
        return np.array(p.grad)
    gradient = np.zeros(p.shape)
    gradient[p.rows.ids] = p.rows.rows
    return gradient


def numerical_gradient(loss: Callable[[], float], array: np.ndarray) -> np.ndarray:
    """Return d loss / d array, element by element; the array is changed and put back."""
    gradient = np.empty(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + STEP
        above = loss()
        array[place] = kept - STEP
        below = loss()
        array[place] = kept
        gradient[place] = (above - below) / (2 * STEP)
    return gradient


def assert_gradients(
    loss: Callable[[], float], arrays: dict[str, tuple[np.ndarray, np.ndarray]]
) -> None:
    """Compare the gradients of named (array, gradient) with differences of the loss."""
    for name, (array, gradient) in arrays.items():
        expected = numerical_gradient(loss, array)
        assert np.abs(expected).max() > 0, f"the loss does not depend on {name}"
        np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-8, err_msg=name)


def parameters_with_gradients(parameters: Parameters) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return what `assert_gradients` takes, the gradients copied."""
    return {name: (p.value, dense_gradient(p)) for name, p in parameters.items()}
