"""How the number of carries decides whether a sum is answered right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.asking import Reply
from engine.data.carries import carries_of
from engine.data.dataset import Pair


@dataclass(frozen=True)
class CarryScore:
    """The sums that carry a number of times: how many of how many were answered right."""

    carries: int
    right: int
    count: int

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.right / self.count


def score_by_carries(
    replies: Iterable[Reply], every: int = 500
) -> Iterator[tuple[CarryScore, ...]]:
    """Yield the scores so far, fewest carries first, after some replies and at the end.

    Questions that are no sums do not count.
    """
    right: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for number, reply in enumerate(replies, 1):
        found = carries_of([Pair(reply.answer.question, "")])
        if found and reply.right is not None:
            count[len(found) - 1] += 1
            right[len(found) - 1] += reply.right
        if number % every == 0:
            yield _scores(right, count)
    yield _scores(right, count)


def _scores(right: Counter[int], count: Counter[int]) -> tuple[CarryScore, ...]:
    return tuple(CarryScore(n, right[n], count[n]) for n in sorted(count))
