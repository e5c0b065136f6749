"""The output layer: scores, loss, ignored targets, and sums that leave the safe range."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import IGNORE
from engine.layers.output import SoftmaxOutput
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)

R, K, V = 7, 4, 6


def build(dtype: str = "float64", scale: float = 0.5) -> tuple[SoftmaxOutput, Parameters]:
    """Return a layer with random weights and bias."""
    backend = Backend(dtype, 3)
    output = SoftmaxOutput(K, V, backend)
    parameters = Parameters(output.parameters(), backend)
    randomize(parameters, scale=scale)
    return output, parameters


def rows(dtype: str = "float64") -> tuple[np.ndarray, np.ndarray]:
    """Return augmented inputs (R, K + 1) and targets of which two are not scored."""
    x = np.ones((R, K + 1), dtype)
    x[:, :K] = np.random.RandomState(1).randn(R, K)
    return x, np.array([0, 5, IGNORE, 3, 3, IGNORE, 1])


def nats_by_hand(x: np.ndarray, W: np.ndarray, targets: np.ndarray) -> float:
    """Return the sum of - log softmax(x W^T)[target] over the scored rows, row by row."""
    total = 0.0
    for row, target in zip(x.astype(float), targets, strict=True):
        scores = W.astype(float) @ row
        if target != IGNORE:
            top = scores.max()
            total += top + np.log(np.exp(scores - top).sum()) - scores[target]
    return float(total)


def test_the_loss_is_the_cross_entropy_of_the_scored_rows() -> None:
    """Ignored rows cost nothing."""
    output, _ = build()
    x, targets = rows()

    nats, _ = output.forward(x, targets)

    assert float(nats) == pytest.approx(nats_by_hand(x, output.W.value, targets), rel=1e-12)


def test_gradients_are_differences_of_the_loss() -> None:
    """Of weights, bias and input; an ignored row has none."""
    output, parameters = build()
    x, targets = rows()
    scale = 0.2
    _, cache = output.forward(x, targets)
    dx = np.array(output.backward(cache, scale))

    assert_gradients(
        lambda: scale * float(output.forward(x, targets)[0]),
        parameters_with_gradients(parameters) | {"x": (x, dx)},
    )
    assert (dx[targets == IGNORE] == 0).all()


@pytest.mark.parametrize("shift", [-60.0, 60.0, 95.0])
def test_scores_far_from_zero_lose_nothing(shift: float) -> None:
    """Where exponentials would under- or overflow in float32 the maximum is taken off first."""
    output, _ = build("float32")
    output.W.value[:, K] += shift
    x, targets = rows("float32")
    expected = nats_by_hand(x, output.W.value, targets)

    nats, cache = output.forward(x, targets)
    dx = output.backward(cache, 1.0)

    assert float(nats) == pytest.approx(expected, rel=2e-5)
    assert np.isfinite(dx).all()
    p = np.exp(x.astype(float) @ output.W.value.T.astype(float) - shift)
    p /= p.sum(axis=1, keepdims=True)
    scored = np.flatnonzero(targets != IGNORE)
    p[scored, targets[scored]] -= 1
    np.testing.assert_allclose(dx[scored], (p @ output.W.value)[scored], rtol=1e-3, atol=2e-4)


def test_one_row_out_of_range_does_not_spoil_the_others() -> None:
    """A single row of huge scores among ordinary ones."""
    output, _ = build("float32")
    x, targets = rows("float32")
    x[1, :K] *= 200
    expected = nats_by_hand(x, output.W.value, targets)

    nats, _ = output.forward(x, targets)

    assert float(nats) == pytest.approx(expected, rel=1e-5)


def test_correct_rows_are_counted_among_the_scored() -> None:
    """A row that is not scored never counts, whatever it ranks first."""
    output, _ = build()
    x, targets = rows()
    best = (x @ output.W.value.T).argmax(axis=1)
    targets[:] = best
    targets[[1, 4]] = IGNORE
    targets[3] = (best[3] + 1) % V

    _, cache = output.forward(x, targets)

    assert int(output.count_correct(cache)) == R - 3


def test_weights_are_drawn_as_in_the_book() -> None:
    """randn(K, V) / sqrt(K), transposed, with a bias of zeros."""
    backend = Backend("float64", seed=1984)
    output = SoftmaxOutput(K, V, backend)
    Parameters(output.parameters(), backend)

    expected = np.random.RandomState(1984).randn(K, V) / np.sqrt(K)

    np.testing.assert_allclose(output.W.value[:, :K], expected.T, rtol=1e-15)
    assert (output.W.value[:, K] == 0).all()


def test_one_symbol_costs_nothing() -> None:
    """A vocabulary of one is always right."""
    backend = float64_backend()
    output = SoftmaxOutput(K, 1, backend)
    Parameters(output.parameters(), backend)

    nats, cache = output.forward(rows()[0], np.zeros(R, np.intp))

    assert float(nats) == pytest.approx(0, abs=1e-12)
    assert int(output.count_correct(cache)) == R
    assert np.abs(output.backward(cache, 1.0)).max() < 1e-12
