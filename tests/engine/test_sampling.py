"""Drawing the next token."""

import numpy as np
import pytest

from engine.data.vocabulary import Vocabulary
from engine.sampling import NUCLEUS, STRETCH, Sampler, SamplingConfig

V = 3 * STRETCH + 5
VOCABULARY = Vocabulary(tuple(f"w{i}" for i in range(V)), "word")


def sampler(**settings: object) -> Sampler:
    """Return a sampler with these settings."""
    return Sampler(SamplingConfig().changed(**settings), VOCABULARY)


def logits(seed: int = 0, scale: float = 2.0) -> np.ndarray:
    """Return random scores; the larger the scale, the more peaked."""
    return np.random.RandomState(seed).randn(V).astype(np.float32) * np.float32(scale)


def test_a_token_is_drawn_where_the_running_sum_passes_the_random_number() -> None:
    """Summing stretches first is only a quicker way there."""
    own = sampler(seed=3)
    p = own.probabilities(logits())
    drawn = np.random.RandomState(3).random_sample(2000)

    found = [own.choose(p) for _ in drawn]

    assert found == p.cumsum().searchsorted(drawn, side="right").tolist()


def test_what_has_no_probability_is_never_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even by the largest random number, where rounding could pass the last one that has."""
    p = np.zeros(V)
    p[[2, STRETCH + 1, STRETCH + 7]] = 0.1, 0.2, 0.7
    own = sampler()
    for drawn in (0.0, 0.0999, 0.1001, 0.5, np.nextafter(1.0, 0.0), 1.0):
        monkeypatch.setattr(own, "_rng", _Fixed(drawn))

        assert p[own.choose(p)] > 0


class _Fixed:
    def __init__(self, drawn: float) -> None:
        self._drawn = drawn

    def random_sample(self) -> float:
        return self._drawn


@pytest.mark.parametrize("scale", [0.0, 0.01, 2.0, 6.0])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.999])
def test_top_p_keeps_the_fewest_that_reach_the_share(scale: float, share: float) -> None:
    """Of equally likely tokens, those with the lowest numbers; few or many, sorted or not."""
    assert NUCLEUS < V  # otherwise all are sorted at once
    all_of_them = sampler().probabilities(logits(scale=scale))
    order = np.argsort(-all_of_them, kind="stable")
    sums = all_of_them[order].cumsum()
    expected = np.zeros(V)
    kept = order[: int((sums < share * (1 - 1e-12)).sum()) + 1]
    expected[kept] = all_of_them[kept] / all_of_them[kept].sum()

    found = sampler(top_p=share).probabilities(logits(scale=scale))

    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_the_settings_work_in_their_order() -> None:
    """Skipped, temperature, top-k, min-p; the rest makes up one."""
    scores = logits()
    scores[:2] = scores.max() + 1
    by_hand = np.exp((scores.astype(np.float64) - scores[1]) / 0.5)
    by_hand[0] = 0
    by_hand[by_hand < np.sort(by_hand)[-9]] = 0
    by_hand[by_hand < 0.09] = 0
    assert 1 < (by_hand > 0).sum() < 9  # all of them have cut something

    found = sampler(skip="w0", temperature=0.5, top_k=9, min_p=0.09).probabilities(scores)

    np.testing.assert_allclose(found, by_hand / by_hand.sum(), rtol=1e-12)


def test_what_has_been_written_becomes_less_likely() -> None:
    """Positive scores are divided by the penalty, negative ones multiplied, once each."""
    scores = logits()
    expected = scores.astype(np.float64)
    for token in (int(scores.argmax()), int(scores.argmin())):
        expected[token] *= 0.5 if expected[token] > 0 else 2
    own = sampler(repetition_penalty=2)
    for token in (int(scores.argmax()), int(scores.argmin()), int(scores.argmax())):
        own.note(token)

    found = own.probabilities(scores)

    np.testing.assert_allclose(found, np.exp(expected) / np.exp(expected).sum(), rtol=1e-12)
