"""Clipping by the joint norm."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.optimizers import clip_rate
from engine.parameter import Parameter, Parameters, RowGradient


def zeros() -> float:
    """A first value that nobody looks at."""
    return 0.0


@pytest.mark.parametrize(
    ("norm", "max_norm", "rate"),
    [
        (10.0, 0.25, 0.25 / 10.000001),
        (0.2, 0.25, 1.0),
        (0.25, 0.25, 0.25 / 0.250001),
        (0.0, 0.25, 1.0),
        (1e6, 0.0, 1.0),
    ],
    ids=["above", "below", "at the limit", "no gradient", "off"],
)
def test_rate(norm: float, max_norm: float, rate: float) -> None:
    """max / (norm + 1e-6) where that is below one, else one; 0 does not clip."""
    assert clip_rate(norm, max_norm) == pytest.approx(rate, rel=1e-15)


def test_the_norm_is_that_of_all_parameters_together() -> None:
    """sqrt(3^2 + 4^2 + 12^2) = 13, rows of a table included, its stale dense gradient not."""
    parameters = Parameters(
        {
            "a": Parameter((3,), zeros),
            "b": Parameter((2, 2), zeros),
            "table": Parameter((5, 2), zeros, is_table=True),
        },
        Backend("float64"),
    )
    parameters["a"].grad[0] = 3
    parameters["b"].grad[1, 1] = 4
    parameters["table"].grad[...] = 1000
    parameters["table"].rows = RowGradient(np.array([1, 3]), np.array([[0.0, 12.0], [0.0, 0.0]]))

    assert float(parameters.squared_norm()) == pytest.approx(169)
