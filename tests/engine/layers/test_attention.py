"""Dot-product attention."""

import numpy as np
import pytest

from engine.layers.attention import DotAttention
from tests.engine.gradient_check import assert_gradients, float64_backend

T, S, N, H = 4, 5, 3, 6

masked = pytest.mark.parametrize("is_masked", [False, True], ids=["no mask", "mask"])


def arrays() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return queries (T, N, H), memory (S, N, H) and the context's gradient (T, N, H)."""
    rng = np.random.RandomState(1)
    return rng.randn(T, N, H), rng.randn(S, N, H), rng.randn(T, N, H)


def mask_of_questions() -> np.ndarray:
    """Return (S, N, 1): the questions begin at steps 0, 2 and 4."""
    return (np.arange(S)[:, None] >= np.array([0, 2, 4]))[:, :, None].astype(float)


def by_hand(
    queries: np.ndarray, memory: np.ndarray, mask: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return context (N, T, H) and weights (N, T, S), one query after the other."""
    context, weights = np.zeros((N, T, H)), np.zeros((N, T, S))
    for n in range(N):
        seen = np.arange(S) if mask is None else np.flatnonzero(mask[:, n, 0])
        for t in range(T):
            a = np.exp([queries[t, n] @ memory[s, n] for s in seen])
            weights[n, t, seen] = a / a.sum()
            context[n, t] = sum(weights[n, t, s] * memory[s, n] for s in seen)
    return context, weights


@masked
def test_the_context_is_the_weighted_sum(is_masked: bool) -> None:
    """Weights are a softmax over the steps of the question; padding has none."""
    queries, memory, _ = arrays()
    mask = mask_of_questions() if is_masked else None
    expected_context, expected_weights = by_hand(queries, memory, mask)

    context, cache = DotAttention(float64_backend()).forward(queries, memory, mask)

    np.testing.assert_allclose(context, expected_context, rtol=1e-12)
    np.testing.assert_allclose(cache.weights, expected_weights, rtol=1e-12)


@masked
def test_gradients_are_differences_of_the_loss(is_masked: bool) -> None:
    """Of queries and of memory."""
    queries, memory, dcontext = arrays()
    mask = mask_of_questions() if is_masked else None
    attention = DotAttention(float64_backend())

    def loss() -> float:
        context, _ = attention.forward(queries, memory, mask)
        return float((context.transpose(1, 0, 2) * dcontext).sum())

    _, cache = attention.forward(queries, memory, mask)
    dqueries, dmemory = (d.transpose(1, 0, 2).copy() for d in attention.backward(dcontext, cache))

    assert_gradients(loss, {"queries": (queries, dqueries), "memory": (memory, dmemory)})
    if mask is not None:
        assert (dmemory[mask[:, :, 0] == 0] == 0).all()


@masked
def test_looking_step_by_step_gives_the_same(is_masked: bool) -> None:
    """What decodes answers looks back as training did."""
    queries, memory, _ = arrays()
    mask = mask_of_questions() if is_masked else None
    context, weights = by_hand(queries, memory, mask)
    look = DotAttention(float64_backend()).looker(memory, mask)

    for t in range(T):
        own_context, own_weights = look(queries[t])
        np.testing.assert_allclose(own_context, context[:, t], rtol=1e-12)
        np.testing.assert_allclose(own_weights, weights[:, t], rtol=1e-12)


def test_large_products_do_not_overflow() -> None:
    """Products of a thousand leave weights that sum to one."""
    queries, memory, _ = arrays()

    context, cache = DotAttention(float64_backend()).forward(1000 * queries, memory)

    assert np.isfinite(context).all()
    np.testing.assert_allclose(cache.weights.sum(axis=2), 1)
