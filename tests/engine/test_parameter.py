"""Parameters packed into flat vectors."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.parameter import Parameter, Parameters, RowGradient


def build() -> Parameters:
    """Return a table, a matrix and a bias that goes by two names."""
    bias = Parameter((3,), lambda: np.arange(3.0))
    named = {
        "table": Parameter((4, 5), lambda: np.full((4, 5), 7.0), is_table=True),
        "W": Parameter((2, 3), lambda: np.arange(6.0).reshape(2, 3)),
        "b": bias,
        "same b": bias,
    }
    return Parameters(named, Backend("float64"))


def test_values_and_gradients_are_views_into_the_flat_vectors() -> None:
    """Whoever changes a parameter changes the vector, and the other way round."""
    parameters = build()

    parameters["W"].value[1, 2] = 99
    parameters.flat_grads[...] = 5

    assert (parameters.flat_values == 99).sum() == 1
    assert (parameters["b"].grad == 5).all()
    assert parameters["table"].value.tolist() == [[7.0] * 5] * 4


def test_every_parameter_starts_on_a_cache_line() -> None:
    """Sixteen elements of float32 are 64 bytes."""
    parameters = build()
    start = parameters.flat_values.__array_interface__["data"][0]

    for p in parameters.values():
        offset = p.value.__array_interface__["data"][0] - start
        assert offset % (16 * p.value.itemsize) == 0


def test_shared_parameters_count_once() -> None:
    """A second name is no second number."""
    assert build().count == 20 + 6 + 3


def test_split_and_join_are_inverse() -> None:
    """A slot of an optimizer is taken apart by name and put together again."""
    parameters = build()
    vector = np.zeros(parameters.flat_values.size)
    for k, part in enumerate(parameters.split(vector).values()):
        part[...] = k + np.random.RandomState(k).rand(*part.shape)
    again = np.zeros_like(vector)

    parameters.join(parameters.split(vector), again)

    assert np.array_equal(again, vector)


def test_rows_spread_into_the_dense_gradient() -> None:
    """Rules that keep slots see the whole gradient, zero where no token was."""
    parameters = build()
    table = parameters["table"]
    table.grad[...] = 1000
    table.rows = RowGradient(np.array([2]), np.ones((1, 5)))

    parameters.spread_rows()

    assert table.rows is None
    assert table.grad.tolist() == [[0.0] * 5, [0.0] * 5, [1.0] * 5, [0.0] * 5]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_the_culprit_is_the_first_parameter_that_is_not_finite(value: float) -> None:
    """It has a name that can be shown; rows of a table are looked at too."""
    parameters = build()
    assert parameters.culprit() is None

    parameters["b"].grad[1] = value
    assert parameters.culprit() == "b"

    parameters["table"].rows = RowGradient(np.array([2]), np.full((1, 5), value))
    assert parameters.culprit() == "table"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_finite_are_found(value: float) -> None:
    """One number is enough, wherever it stands."""
    parameters = build()
    assert parameters.is_finite()

    parameters["table"].value[3, 4] = value

    assert not parameters.is_finite()


def test_load_takes_back_what_was_taken_to_the_host() -> None:
    """Copies: later changes do not show in them."""
    parameters = build()
    kept = parameters.to_host()
    parameters.flat_values[...] = 0

    parameters.load(kept)

    assert parameters["W"].value.tolist() == [[0, 1, 2], [3, 4, 5]]
    kept["W"][...] = -1
    assert parameters["W"].value.min() == 0


def test_load_refuses_other_names_and_shapes() -> None:
    """What does not fit is named."""
    parameters = build()
    weights = parameters.to_host()

    with pytest.raises(ValueError, match="extra"):
        parameters.load(weights | {"extra": np.zeros(1)})
    with pytest.raises(ValueError, match=r"W has the shape \(3, 2\), not \(2, 3\)"):
        parameters.load(weights | {"W": np.zeros((3, 2))})


def test_nothing_is_drawn_for_weights_that_are_about_to_be_loaded() -> None:
    """The first values are not asked for."""
    backend = Backend()
    backend.draws = False

    parameters = Parameters({"W": Parameter((2, 3), lambda: backend.randn(2, 3, scale=1))}, backend)

    assert (parameters["W"].value == 0).all()
    assert backend.rng.randint(1 << 30) == Backend().rng.randint(1 << 30)
