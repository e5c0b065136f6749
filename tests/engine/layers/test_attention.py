"""Attention with each of its scores."""

import numpy as np
import pytest

from engine.layers.attention import Attention
from engine.layers.concat_attention import ConcatAttention
from engine.layers.dot_attention import DotAttention
from engine.layers.general_attention import GeneralAttention
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)

T, S, N, H = 4, 5, 3, 6

SCORES = ("dot", "general", "concat")

every_score = pytest.mark.parametrize("score", SCORES)
masked = pytest.mark.parametrize("is_masked", [False, True], ids=["no mask", "mask"])


def arrays() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return queries (T, N, H), memory (S, N, H) and the context's gradient (T, N, H)."""
    rng = np.random.RandomState(1)
    return rng.randn(T, N, H), rng.randn(S, N, H), rng.randn(T, N, H)


def mask_of_questions() -> np.ndarray:
    """Return (S, N, 1): the questions begin at steps 0, 2 and 4."""
    return (np.arange(S)[:, None] >= np.array([0, 2, 4]))[:, :, None].astype(float)


def build(score: str) -> tuple[Attention, Parameters]:
    """Return an attention whose parameters are random."""
    backend = float64_backend()
    attentions = {
        "dot": DotAttention(backend),
        "general": GeneralAttention(H, backend),
        "concat": ConcatAttention(H, backend),
    }
    parameters = Parameters(attentions[score].parameters(), backend)
    randomize(parameters)
    return attentions[score], parameters


def score_by_hand(parameters: Parameters, q: np.ndarray, m: np.ndarray) -> float:
    """Return the score of a query (H,) and a step of the memory (H,), by Luong's formulas."""
    if "v" in parameters:
        hidden = np.tanh(np.concatenate([q, m]) @ parameters["W"].value)
        return float(hidden @ parameters["v"].value)
    return float(q @ parameters["W"].value @ m if "W" in parameters else q @ m)


def by_hand(
    parameters: Parameters, queries: np.ndarray, memory: np.ndarray, mask: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return context (N, T, H) and weights (N, T, S), one query after the other."""
    context, weights = np.zeros((N, T, H)), np.zeros((N, T, S))
    for n in range(N):
        seen = np.arange(S) if mask is None else np.flatnonzero(mask[:, n, 0])
        for t in range(T):
            a = np.exp([score_by_hand(parameters, queries[t, n], memory[s, n]) for s in seen])
            weights[n, t, seen] = a / a.sum()
            context[n, t] = sum(weights[n, t, s] * memory[s, n] for s in seen)
    return context, weights


@every_score
@masked
def test_the_context_is_the_weighted_sum(score: str, is_masked: bool) -> None:
    """Weights are a softmax over the steps of the question; padding has none."""
    queries, memory, _ = arrays()
    mask = mask_of_questions() if is_masked else None
    attention, parameters = build(score)
    expected_context, expected_weights = by_hand(parameters, queries, memory, mask)

    context, cache = attention.forward(queries, memory, mask)

    np.testing.assert_allclose(context, expected_context, rtol=1e-12)
    np.testing.assert_allclose(cache.weights, expected_weights, rtol=1e-12)


@every_score
@masked
def test_gradients_are_differences_of_the_loss(score: str, is_masked: bool) -> None:
    """Of queries, of memory and of every parameter."""
    queries, memory, dcontext = arrays()
    mask = mask_of_questions() if is_masked else None
    attention, parameters = build(score)

    def loss() -> float:
        context, _ = attention.forward(queries, memory, mask)
        return float((context.transpose(1, 0, 2) * dcontext).sum())

    _, cache = attention.forward(queries, memory, mask)
    dqueries, dmemory = (d.transpose(1, 0, 2).copy() for d in attention.backward(dcontext, cache))

    assert_gradients(
        loss,
        {"queries": (queries, dqueries), "memory": (memory, dmemory)}
        | parameters_with_gradients(parameters),
    )
    if mask is not None:
        assert (dmemory[mask[:, :, 0] == 0] == 0).all()


@every_score
@masked
def test_looking_step_by_step_gives_the_same(score: str, is_masked: bool) -> None:
    """What decodes answers looks back as training did."""
    queries, memory, _ = arrays()
    mask = mask_of_questions() if is_masked else None
    attention, parameters = build(score)
    context, weights = by_hand(parameters, queries, memory, mask)
    look = attention.looker(memory, mask)

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
