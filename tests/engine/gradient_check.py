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


def difference(loss: Callable[[], float], array: np.ndarray, place: tuple[int, ...]) -> float:
    """Return d loss / d array[place]; the array is changed and put back."""
    kept = array[place]
    array[place] = kept + STEP
    above = loss()
    array[place] = kept - STEP
    below = loss()
    array[place] = kept
    return (above - below) / (2 * STEP)


def assert_gradients(
    loss: Callable[[], float],
    arrays: dict[str, tuple[np.ndarray, np.ndarray]],
    most: int | None = None,
) -> None:
    """Compare the gradients of named (array, gradient) with differences of the loss.

    Args:
        most: how many elements of each array are compared, the one with the largest gradient and
            others by chance; None for all.
    """
    for name, (array, gradient) in arrays.items():
        chosen = _some_places(gradient, most)
        expected = np.array([difference(loss, array, place) for place in chosen])
        found = np.array([gradient[place] for place in chosen])
        assert np.abs(expected).max() > 0, f"the loss does not depend on {name}"
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-8, err_msg=name)


def _some_places(gradient: np.ndarray, most: int | None) -> list[tuple[int, ...]]:
    places = list(np.ndindex(gradient.shape))
    if most is None or len(places) <= most:
        return places
    largest = int(np.abs(gradient).argmax())
    others = np.random.RandomState(0).permutation(len(places))[: most - 1]
    return [places[largest], *(places[i] for i in others)]


def parameters_with_gradients(parameters: Parameters) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return what `assert_gradients` takes, the gradients copied."""
    return {name: (p.value, dense_gradient(p)) for name, p in parameters.items()}
