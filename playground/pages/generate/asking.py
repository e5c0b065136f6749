"""The work behind the calculator."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine import Answerer, Checkpoint, Dataset, Reply, ask_many
from engine.carry_scores import score_by_carries
from playground.pages.generate.speaker import Talk

_PATIENCE = 2000  # questions asked in search of a mistake


class Asker:
    """Ask a model one question after the other; what it knows of the data is found out once."""

    def __init__(self) -> None:
        self._answerer: Answerer | None = None
        self._dataset: Dataset | None = None

    def asking(self, question: str, dataset: Dataset | None) -> Talk:
        """Return work that yields the reply to a question."""
        return partial(self._ask, question, dataset)

    def _ask(
        self, question: str, dataset: Dataset | None, checkpoint: Checkpoint
    ) -> Iterator[Reply]:
        answerer = self._answerer
        if (
            answerer is None
            or answerer.checkpoint is not checkpoint
            or self._dataset is not dataset
        ):
            answerer = Answerer(checkpoint, dataset)
            self._answerer, self._dataset = answerer, dataset
        yield from answerer.ask([question])


def asking_many(dataset: Dataset, count: int, seed: int) -> Talk:
    """Return work that yields replies to questions of the validation part."""
    return partial(_ask_many, dataset, count, seed)


def seeking_mistake(dataset: Dataset, seed: int) -> Talk:
    """Return work that yields replies up to the first wrong one."""
    return partial(_seek_mistake, dataset, seed)


def counting_carries(dataset: Dataset) -> Talk:
    """Return work that yields scores by the number of carries, more exact ones each time."""
    return partial(_count_carries, dataset)


def _ask_many(dataset: Dataset, count: int, seed: int, checkpoint: Checkpoint) -> Iterator[Reply]:
    yield from ask_many(checkpoint, dataset, "valid", count, seed)


def _seek_mistake(dataset: Dataset, seed: int, checkpoint: Checkpoint) -> Iterator[Reply]:
    for reply in ask_many(checkpoint, dataset, "valid", _PATIENCE, seed):
        yield reply
        if reply.right is False and reply.unlike is None:
            return


def _count_carries(dataset: Dataset, checkpoint: Checkpoint) -> Iterator[object]:
    yield from score_by_carries(ask_many(checkpoint, dataset, "valid", None))
