"""Every update rule against its equation, written out in float64 beside it."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.backend import Backend
from engine.optimizers import OPTIMIZERS, Optimizer, OptimizerConfig
from engine.parameter import Parameter, Parameters, RowGradient

RATE, CLIP, STEPS = 0.05, 0.5, 6
SHAPES = {"W": (130, 150), "b": (7,)}  # together more than one piece of the cache
TABLE = (12, 5)

every_rule = pytest.mark.parametrize("kind", OPTIMIZERS)


def sgd(w: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """w - lr g."""
    for g in gradients:
        w = w - RATE * g
    return w


def momentum(w: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """v = a v - lr g; w + v, with a = 0.9."""
    v = np.zeros_like(w)
    for g in gradients:
        v = 0.9 * v - RATE * g
        w = w + v
    return w


def adagrad(w: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """s = s + g^2; w - lr g / (sqrt(s) + 1e-7)."""
    s = np.zeros_like(w)
    for g in gradients:
        s = s + g**2
        w = w - RATE * g / (np.sqrt(s) + 1e-7)
    return w


def rmsprop(w: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """s = d s + (1 - d) g^2; w - lr g / (sqrt(s) + 1e-7), with d = 0.9."""
    s = np.zeros_like(w)
    for g in gradients:
        s = 0.9 * s + 0.1 * g**2
        w = w - RATE * g / (np.sqrt(s) + 1e-7)
    return w


def adam(w: np.ndarray, gradients: list[np.ndarray], decay: float = 0.0) -> np.ndarray:
    """The book's: the bias correction in the rate, 1e-7 outside of it."""
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        m = m + 0.1 * (g - m)
        v = v + 0.001 * (g**2 - v)
        rate = RATE * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        w = w - RATE * decay * w
        w = w - rate * m / (np.sqrt(v) + 1e-7)
    return w


def adamw(w: np.ndarray, gradients: list[np.ndarray]) -> np.ndarray:
    """Adam on weights that are shrunk by lr 0.01 first."""
    return adam(w, gradients, decay=0.01)


RULES: dict[str, Callable[[np.ndarray, list[np.ndarray]], np.ndarray]] = {
    "sgd": sgd, "momentum": momentum, "adagrad": adagrad, "rmsprop": rmsprop, "adam": adam,
    "adamw": adamw,
}  # fmt: skip


def build(kind: str, dtype: str = "float64") -> tuple[Parameters, Optimizer]:
    """Return two dense parameters and a table, with an optimizer of them."""
    rng, backend = np.random.RandomState(1), Backend(dtype)
    named = {name: Parameter(shape, _normal(rng, shape)) for name, shape in SHAPES.items()}
    named["table"] = Parameter(TABLE, _normal(rng, TABLE), is_table=True)
    parameters = Parameters(named, backend)
    return parameters, OPTIMIZERS[kind].parse({}).build(parameters, backend)


def _normal(rng: np.random.RandomState, shape: tuple[int, ...]) -> Callable[[], np.ndarray]:
    return lambda: rng.randn(*shape)


@every_rule
@pytest.mark.parametrize("clip", [1.0, CLIP], ids=["not clipped", "clipped"])
def test_updates_follow_the_equation(kind: str, clip: float) -> None:
    """Six updates of every parameter, the table's gradient given by rows and as a whole."""
    parameters, optimizer = build(kind)
    first = {name: p.value.copy() for name, p in parameters.items()}
    rng, given = np.random.RandomState(2), {name: [] for name in parameters}  # type: ignore[var-annotated]

    for step in range(STEPS):
        for name, p in parameters.items():
            gradient = rng.randn(*p.shape)
            if name == "table" and step % 2:
                ids = np.array([1, 4, 11])
                p.rows = RowGradient(ids, gradient[ids])
                gradient = np.zeros(p.shape)
                gradient[ids] = p.rows.rows
            else:
                p.rows = None
                p.grad[...] = gradient
            given[name].append(clip * gradient)
        optimizer.step(RATE, clip)

    assert optimizer.updates == STEPS
    for name, p in parameters.items():
        expected = RULES[kind](first[name], given[name])
        np.testing.assert_allclose(p.value, expected, rtol=1e-9, atol=1e-12, err_msg=name)


@every_rule
def test_a_zero_gradient_moves_nothing_at_first(kind: str) -> None:
    """No rule divides zero by zero; only a decay of weights moves them."""
    parameters, optimizer = build(kind, "float32")
    before = parameters.flat_values.copy()
    parameters.flat_grads[...] = 0
    for p in parameters.values():
        p.rows = None

    optimizer.step(RATE)

    expected = before * (1 - RATE * 0.01) if kind == "adamw" else before
    np.testing.assert_allclose(parameters.flat_values, expected, rtol=1e-6)


@every_rule
def test_padding_between_parameters_stays_zero(kind: str) -> None:
    """Parameters start on cache lines; what lies between them takes no part."""
    parameters, optimizer = build(kind)
    for _ in range(3):
        for p in parameters.values():
            p.rows = None
            p.grad[...] = 1.0
        optimizer.step(RATE)

    between = np.ones(parameters.flat_values.size, bool)
    for view in parameters.split(between).values():
        view[...] = False
    assert between.any()
    assert (parameters.flat_values[between] == 0).all()


@every_rule
def test_a_reset_optimizer_is_as_new(kind: str) -> None:
    """It forgets its slots and how many updates it has made."""
    used, fresh = build(kind), build(kind)
    for parameters, optimizer in (used, used, fresh):
        if optimizer.updates:
            optimizer.reset()
            parameters.load(fresh[0].to_host())
        for p in parameters.values():
            p.rows = None
            p.grad[...] = 1.0
        optimizer.step(RATE)

    assert np.array_equal(used[0].flat_values, fresh[0].flat_values)


def test_plain_descent_leaves_untouched_rows_as_they_are() -> None:
    """Only the rows of the table that a batch touched are visited."""
    parameters, optimizer = build("sgd", "float32")
    table = parameters["table"]
    before = table.value.copy()
    table.rows = RowGradient(np.array([2, 3]), np.ones((2, TABLE[1]), np.float32))

    optimizer.step(RATE)

    assert np.flatnonzero((table.value != before).any(axis=1)).tolist() == [2, 3]


@every_rule
def test_float32_is_as_good_as_float64(kind: str) -> None:
    """The flat vectors are float32 in training; no rule loses more than its last digits."""
    results = []
    for dtype in ("float64", "float32"):
        parameters, optimizer = build(kind, dtype)
        rng = np.random.RandomState(2)
        for _ in range(STEPS):
            for p in parameters.values():
                p.rows = None
                p.grad[...] = rng.randn(*p.shape)
            optimizer.step(RATE)
        results.append(parameters["W"].value.astype(float))

    np.testing.assert_allclose(results[1], results[0], rtol=1e-4, atol=1e-5)


def test_every_rule_has_its_equation_here() -> None:
    """A new optimizer comes with an equation to compare it with."""
    assert set(RULES) == set(OPTIMIZERS)
    assert all(issubclass(config_class, OptimizerConfig) for config_class in OPTIMIZERS.values())
