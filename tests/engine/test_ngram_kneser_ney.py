"""Kneser-Ney smoothing against a second, slow implementation written from the paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pytest

from engine.ngram import NgramCounts, kneser_ney

START = -1
Gram = tuple[int, ...]


class PlainKneserNey:
    """Chen & Goodman's formulas over dictionaries, one sentence at a time, padded with START."""

    def __init__(self, sentences: Sequence[Sequence[int]], vocab_size: int, order: int) -> None:
        self.vocab_size, self.order = vocab_size, order
        occurrences: dict[int, Counter[Gram]] = defaultdict(Counter)
        for sentence in sentences:
            padded = (START, *sentence)
            for length in range(1, order + 1):
                for end in range(max(length, 2), len(padded) + 1):
                    occurrences[length][padded[end - length : end]] += 1
        self.counts = {n: self._adjusted(occurrences, n) for n in range(1, order + 1)}
        self.discounts = {n: self._discounts(self.counts[n]) for n in self.counts}

    def _adjusted(self, occurrences: dict[int, Counter[Gram]], length: int) -> dict[Gram, int]:
        if length == self.order:
            return dict(occurrences[length])
        predecessors = Counter(gram[1:] for gram in occurrences[length + 1])
        return {
            gram: count if gram[0] == START else predecessors[gram]
            for gram, count in occurrences[length].items()
        }

    def _discounts(self, counts: dict[Gram, int]) -> list[float]:
        n = Counter(counts.values())
        y = n[1] / (n[1] + 2 * n[2])
        return [0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]]

    def probability(self, context: Gram, token: int) -> float:
        """Return p(token | context), the recursion spelled out."""
        length = len(context) + 1
        shorter = 1 / self.vocab_size
        if context:
            shorter = self.probability(context[1:], token)
        counts, d = self.counts[length], self.discounts[length]
        after = {gram: c for gram, c in counts.items() if gram[:-1] == context}
        total = sum(after.values())
        if not total:
            return shorter
        own = after.get((*context, token), 0)
        given_away = sum(d[min(c, 3)] for c in after.values())
        return (own - d[min(own, 3)] + given_away * shorter) / total


@pytest.mark.parametrize("order", [2, 3])
def test_equals_the_formulas_of_the_paper(order: int) -> None:
    """Every sentence context over a random text has the probabilities of the plain recursion."""
    random = np.random.RandomState(8)
    V, end = 40, 0
    ids = np.minimum(random.geometric(0.2, 600) - 1, V - 1)
    ids[-1] = end
    cuts = np.flatnonzero(ids == end) + 1
    sentences = [part.tolist() for part in np.split(ids, cuts) if len(part)]

    plain = PlainKneserNey(sentences, V, order)
    model = kneser_ney(NgramCounts.of(ids, V, order, boundary=end))

    for context in [(), (3,), (1, 2), (2, 1), (5, 4), (11, 10), (9, 1, 1)]:
        history = (START, *context)[-(order - 1) :]
        expected = [plain.probability(history, token) for token in range(V)]
        np.testing.assert_allclose(model.probabilities(context), expected, rtol=1e-12)
