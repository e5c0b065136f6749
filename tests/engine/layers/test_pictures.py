"""The layers that look at pictures: convolution, pooling, and the linear layer behind them."""

import numpy as np
import pytest

from engine.layers.convolution import Conv2d
from engine.layers.linear import Linear
from engine.layers.pooling import MaxPool2d
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)

N, SIDE, C, M = 2, 4, 3, 5


def pictures(channels: int = C) -> np.ndarray:
    """Return the same x (N, side, side, channels) each time."""
    return np.random.RandomState(5).randn(N, SIDE, SIDE, channels)


def convolution(filter_size: int) -> tuple[Conv2d, Parameters]:
    """Return a convolution with random weights."""
    backend = float64_backend()
    layer = Conv2d(C, M, backend, filter_size)
    parameters = Parameters(layer.parameters(), backend)
    randomize(parameters)
    return layer, parameters


@pytest.mark.parametrize("filter_size", [1, 3, 5])
def test_a_convolution_sums_over_its_window(filter_size: int) -> None:
    """Every output written out; what lies outside the picture counts as zero."""
    layer, _ = convolution(filter_size)
    x, reach = pictures(), filter_size // 2
    W = layer.W.value[:-1].reshape(filter_size, filter_size, C, M)
    expected = np.empty((N, SIDE, SIDE, M))
    for n, i, j in np.ndindex(N, SIDE, SIDE):
        total = layer.W.value[-1].copy()
        for u, v in np.ndindex(filter_size, filter_size):
            row, column = i + u - reach, j + v - reach
            if 0 <= row < SIDE and 0 <= column < SIDE:
                total += x[n, row, column] @ W[u, v]
        expected[n, i, j] = total

    y, _ = layer.forward(x)

    np.testing.assert_allclose(y, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("filter_size", [1, 3, 5])
def test_gradients_of_a_convolution(filter_size: int) -> None:
    """Of its filters, its bias and its input are differences of the loss."""
    layer, parameters = convolution(filter_size)
    x, dy = pictures(), np.random.RandomState(2).randn(N, SIDE, SIDE, M)

    _, windows = layer.forward(x)
    dx = np.array(layer.backward(dy, windows))

    assert_gradients(
        lambda: float((dy * layer.forward(x)[0]).sum()),
        parameters_with_gradients(parameters) | {"x": (x, dx)},
    )


def test_pictures_themselves_need_no_gradient() -> None:
    """The filters' gradient is the same without it."""
    layer, _ = convolution(3)
    x, dy = pictures(), np.random.RandomState(2).randn(N, SIDE, SIDE, M)
    _, windows = layer.forward(x)
    layer.backward(dy, windows)
    expected = layer.W.grad.copy()

    nothing = layer.backward(dy, windows, to_input=False)

    assert nothing is None
    assert np.array_equal(layer.W.grad, expected)


def test_pooling_keeps_the_largest_of_four() -> None:
    """And nothing below zero."""
    x = pictures()
    blocks = x.reshape(N, SIDE // 2, 2, SIDE // 2, 2, C)

    y, _ = MaxPool2d(float64_backend()).forward(x)

    assert np.array_equal(y, np.maximum(blocks.max(axis=(2, 4)), 0))


def test_the_gradient_of_pooling_goes_to_the_largest() -> None:
    """It is that of differences."""
    layer, x = MaxPool2d(float64_backend()), pictures()
    dy = np.random.RandomState(2).randn(N, SIDE // 2, SIDE // 2, C)

    _, cache = layer.forward(x)
    dx = np.array(layer.backward(dy, cache))

    assert_gradients(lambda: float((dy * layer.forward(x)[0]).sum()), {"x": (x, dx)})


def test_of_equals_only_the_first_gets_a_gradient() -> None:
    """In an even area four neighbours do not count four times."""
    layer = MaxPool2d(float64_backend())
    _, cache = layer.forward(np.ones((1, 2, 2, 1)))

    dx = layer.backward(np.full((1, 1, 1, 1), 3.0), cache)

    assert dx[0, :, :, 0].tolist() == [[3, 0], [0, 0]]


def test_a_linear_layer() -> None:
    """The product and the bias; gradients are differences of the loss."""
    backend = float64_backend()
    layer = Linear(C, M, backend)
    parameters = Parameters(layer.parameters(), backend)
    randomize(parameters)
    rng = np.random.RandomState(2)
    x, dy = rng.randn(7, C), rng.randn(7, M)
    y, kept = layer.forward(x)
    np.testing.assert_allclose(y, x @ layer.W.value[:-1] + layer.W.value[-1], rtol=1e-13)

    dx = np.array(layer.backward(dy, kept))

    assert_gradients(
        lambda: float((dy * layer.forward(x)[0]).sum()),
        parameters_with_gradients(parameters) | {"x": (x, dx)},
    )
