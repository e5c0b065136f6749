"""Embedding by rows, by table and tied."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import Dense
from engine.layers.embedding import Embedding
from engine.layers.rnn import RNN
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    dense_gradient,
    float64_backend,
    parameters_with_gradients,
    randomize,
)

T, N, D, H = 6, 4, 3, 5

# Fewer than T N / 4 symbols are looked up in a table of products; more are gathered first.
by_way = pytest.mark.parametrize("vocab_size", [4, 40], ids=["by table", "by rows"])


def build(vocab_size: int, *, augmented: bool = False) -> tuple[Embedding, RNN, Parameters]:
    """Return an embedding that feeds a recurrent layer."""
    backend = float64_backend()
    embedding = Embedding(vocab_size, D, backend, augmented=augmented)
    layer = RNN(D, H, backend)
    parameters = Parameters(embedding.parameters() | layer.parameters(), backend)
    randomize(parameters)
    return embedding, layer, parameters


def some_ids(vocab_size: int) -> np.ndarray:
    """Return ids (T, N) in which symbols come up more than once."""
    return np.random.RandomState(1).randint(0, min(vocab_size, 7), (T, N))


@by_way
@pytest.mark.parametrize("augmented", [False, True], ids=["own table", "shared table"])
def test_a_lookup_feeds_a_layer_as_its_vectors_would(vocab_size: int, augmented: bool) -> None:
    """Looking products up gives what multiplying the gathered vectors gives."""
    embedding, layer, _ = build(vocab_size, augmented=augmented)
    ids = some_ids(vocab_size)
    vectors = embedding.W.value[ids][:, :, :D]
    expected = layer.forward(Dense(vectors, layer.backend), layer.initial_state(N))[0].copy()

    y, _, _ = layer.forward(embedding.forward(ids), layer.initial_state(N))

    np.testing.assert_allclose(y, expected, rtol=1e-12)


@by_way
def test_gradients_are_differences_of_the_loss(vocab_size: int) -> None:
    """Of the table, repeated symbols summed, and of the layer above."""
    embedding, layer, parameters = build(vocab_size)
    ids, dy = some_ids(vocab_size), np.random.RandomState(2).randn(T, N, H)

    def loss() -> float:
        y, _, _ = layer.forward(embedding.forward(ids), layer.initial_state(N))
        return float((dy * y[:, :, :H]).sum())

    _, _, cache = layer.forward(embedding.forward(ids), layer.initial_state(N))
    layer.backward(dy, None, cache)

    assert_gradients(loss, parameters_with_gradients(parameters))
    unseen = np.setdiff1d(np.arange(vocab_size), ids)
    assert (dense_gradient(embedding.W)[unseen] == 0).all()


def test_a_shared_table_adds_to_what_the_output_layer_assigned() -> None:
    """The gradient of a tied table is the sum of both uses."""
    embedding, layer, _ = build(40, augmented=True)
    ids = some_ids(40)
    dy = np.ones((T, N, H))
    vectors = Dense(embedding.W.value[ids][:, :, :D], layer.backend)
    dx, _ = layer.backward(dy, None, layer.forward(vectors, layer.initial_state(N))[2])
    assert dx is not None
    own = np.zeros((40, D))
    for place in np.ndindex(ids.shape):
        own[ids[place]] += dx[place]

    embedding.W.grad[...] = 100.0
    _, _, cache = layer.forward(embedding.forward(ids), layer.initial_state(N))
    layer.backward(dy, None, cache)

    np.testing.assert_allclose(embedding.W.grad[:, :D], 100 + own, rtol=1e-12)
    assert (embedding.W.grad[:, D] == 100).all()


def test_a_large_table_leaves_only_the_rows_that_were_touched() -> None:
    """The gradient of a word model's table is as long as its batch has distinct words."""
    embedding, layer, _ = build(40)
    ids = some_ids(40)
    _, _, cache = layer.forward(embedding.forward(ids), layer.initial_state(N))
    layer.backward(np.ones((T, N, H)), None, cache)

    rows = embedding.W.rows

    assert rows is not None
    assert rows.ids.tolist() == np.unique(ids).tolist()


def test_the_table_is_drawn_as_in_the_book() -> None:
    """randn(V, D) / 100, and a column of zeros where an output layer shares it."""
    backend = Backend("float64", seed=1984)
    embedding = Embedding(9, D, backend, augmented=True)
    Parameters(embedding.parameters(), backend)

    expected = np.random.RandomState(1984).randn(9, D) / 100

    np.testing.assert_allclose(embedding.vectors, expected, rtol=1e-15)
    assert (embedding.W.value[:, D] == 0).all()
