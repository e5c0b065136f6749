"""Dropout: what it zeroes, what it keeps, and when it does nothing."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import Dense
from engine.layers.dropout import Dropout
from engine.layers.embedding import Embedding
from engine.parameter import Parameters

T, N, H = 40, 20, 30


def augmented() -> np.ndarray:
    """Return x (T, N, H + 1) without zeros, its last column one."""
    x = np.ones((T, N, H + 1))
    x[:, :, :H] = np.random.RandomState(1).uniform(1, 2, (T, N, H))
    return x


@pytest.mark.parametrize("ratio", [0.2, 0.5, 0.9])
def test_a_share_is_zero_and_the_rest_makes_up_for_it(ratio: float) -> None:
    """Kept values are scaled by 1 / (1 - ratio); the column of ones is not touched."""
    x = augmented()

    y = Dropout(ratio, Backend("float64")).forward(x, training=True)

    dropped = y[:, :, :H] == 0
    assert dropped.mean() == pytest.approx(ratio, abs=0.015)
    np.testing.assert_allclose(y[:, :, :H][~dropped], x[:, :, :H][~dropped] / (1 - ratio))
    assert (y[:, :, H] == 1).all()


def test_a_new_mask_is_drawn_every_time() -> None:
    """Two passes drop different values."""
    dropout, x = Dropout(0.5, Backend("float64")), augmented()

    first = dropout.forward(x, training=True).copy()
    second = dropout.forward(x, training=True)

    assert not np.array_equal(first, second)


def test_the_gradient_passes_where_the_value_passed() -> None:
    """dx = mask dy, with the mask of the last forward pass."""
    dropout, x = Dropout(0.5, Backend("float64")), augmented()
    y = dropout.forward(x, training=True)
    mask = y[:, :, :H] / x[:, :, :H]
    dy = np.random.RandomState(2).randn(T, N, H)

    np.testing.assert_allclose(dropout.backward(dy.copy()), mask * dy)


@pytest.mark.parametrize(("ratio", "training"), [(0.0, True), (0.5, False)])
def test_nothing_is_drawn_or_copied_where_nothing_is_dropped(ratio: float, training: bool) -> None:
    """Without a ratio, and while scoring, the very same array comes back."""
    backend, x = Backend("float64"), augmented()
    before = backend.rng.get_state(legacy=False)

    y = Dropout(ratio, backend).forward(x, training)

    assert y is x
    np.testing.assert_equal(backend.rng.get_state(legacy=False), before)


def test_an_embedding_is_dropped_value_by_value() -> None:
    """The vectors of a lookup are dropped as those of any layer are; the table stays whole."""
    backend = Backend("float64")
    embedding = Embedding(50, H, backend)
    Parameters(embedding.parameters(), backend)
    ids = np.random.RandomState(3).randint(0, 50, (T, N))
    table = embedding.W.value.copy()

    dropped = Dropout(0.5, backend).forward_lookup(embedding.forward(ids), training=True)

    assert isinstance(dropped, Dense)
    kept = dropped.x != 0
    assert kept.mean() == pytest.approx(0.5, abs=0.015)
    np.testing.assert_allclose(dropped.x[kept], 2 * table[ids][kept])
    assert np.array_equal(embedding.W.value, table)
