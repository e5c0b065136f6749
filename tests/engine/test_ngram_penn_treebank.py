"""The published n-gram perplexities of the Penn Treebank."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.ngram import NgramCounts, NgramModel, add_k, katz, kneser_ney
from tests.shared_data import shared_data


class Treebank:
    """Train and test ids, <eos> at every line end; the train split holds the whole vocabulary."""

    def __init__(self) -> None:
        ids: dict[str, int] = {}
        self.train = self._encode("train", ids)
        self.vocab_size = len(ids)
        self.test = self._encode("test", ids)
        self.eos = ids["<eos>"]

    def _encode(self, split: str, ids: dict[str, int]) -> np.ndarray:
        text = shared_data(f"ptb/ptb.{split}.txt").read_text(encoding="utf-8")
        tokens = text.replace("\n", " <eos> ").split()
        return np.array([ids.setdefault(token, len(ids)) for token in tokens])

    def counts(self, order: int) -> NgramCounts:
        """Count in sentence mode, which is the protocol of the published figures."""
        return NgramCounts.of(self.train, self.vocab_size, order, boundary=self.eos)


@pytest.fixture(scope="module")
def treebank() -> Treebank:
    """Read the splits once."""
    return Treebank()


@pytest.mark.parametrize(
    ("smoothing", "order", "published"),
    [(kneser_ney, 3, 148.3), (kneser_ney, 5, 141.2), (katz, 3, 165.2), (katz, 5, 162.3)],
)
def test_equals_the_published_perplexity(
    treebank: Treebank,
    smoothing: Callable[[NgramCounts], NgramModel],
    order: int,
    published: float,
) -> None:
    """Mikolov 2012, table 4.1: sentences on their own, every token and <eos> scored."""
    model = smoothing(treebank.counts(order))

    assert round(model.perplexity(treebank.test), 1) == published


def test_unigram_perplexity_is_that_of_relative_frequencies(treebank: Treebank) -> None:
    """Every test token occurs in the train split, so nothing has to be smoothed."""
    frequency = np.bincount(treebank.train) / len(treebank.train)
    expected = np.exp(-np.log(frequency[treebank.test]).mean())

    assert katz(treebank.counts(1)).perplexity(treebank.test) == pytest.approx(expected)
    assert round(expected, 1) == 639.3
    assert round(add_k(treebank.counts(1)).perplexity(treebank.test), 1) == 639.8


@pytest.mark.parametrize("smoothing", [add_k, katz, kneser_ney])
def test_probabilities_sum_to_one(
    treebank: Treebank, smoothing: Callable[[NgramCounts], NgramModel]
) -> None:
    """After 40 contexts of the test text, seen and unseen, and after 20 of random words."""
    model = smoothing(treebank.counts(5))
    random = np.random.RandomState(1)
    places = random.randint(4, len(treebank.test), 40)
    contexts = [treebank.test[t - 4 : t] for t in places]
    contexts += list(random.randint(0, treebank.vocab_size, (20, 4)))

    sums = [model.probabilities(context).sum() for context in contexts]

    np.testing.assert_allclose(sums, 1, atol=1e-10)
