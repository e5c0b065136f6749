"""The evaluations of a run as a table of numbers: a long run has hundreds of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self, overload

import numpy as np

from engine.events import Evaluated
from engine.score import Score

OWN = ("step", "epoch", "best", "learning_rate", "seconds")
SCORE = ("manner", "loss", "accuracy", "token_accuracy", "count")
COLUMNS = (*OWN, *(f"{split}_{name}" for split in ("train", "valid") for name in SCORE))
TRAIN, VALID = slice(len(OWN), len(OWN) + len(SCORE)), slice(len(OWN) + len(SCORE), len(COLUMNS))
WHOLE = [COLUMNS.index(name) for name in ("step", "train_count", "valid_count")]
NO_SCORE = -1.0
LARGEST = 2.0**53  # up to here float64 holds every whole number
SMALLEST = 16  # rows to make room for


class Manner(NamedTuple):
    """What many scores have in common: how they were measured, and which shares of them were."""

    split: str
    protocol: str
    unit: str
    has_accuracy: bool
    has_token_accuracy: bool


class Evaluations(Sequence[Evaluated]):
    """Evaluations in order, 120 bytes each; those that are asked for are made anew.

    Numbers are kept to the bit. What a score shares with others is a number into `manners`.

    Attributes:
        manners: how scores were measured.
        valid_losses: those of the evaluations that had validation data.
    """

    def __init__(self) -> None:
        self._rows = np.empty((0, len(COLUMNS)))
        self._count = 0
        self.manners: list[Manner] = []
        self.valid_losses: list[float] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Evaluated: ...

    @overload
    def __getitem__(self, index: slice) -> list[Evaluated]: ...

    def __getitem__(self, index: int | slice) -> Evaluated | list[Evaluated]:
        rows = self._rows[: self._count][index]
        if isinstance(index, slice):
            return [self._event(row) for row in rows]
        return self._event(rows)

    def __iter__(self) -> Iterator[Evaluated]:
        return map(self._event, self._rows[: self._count])

    def append(self, event: Evaluated) -> None:
        """Take in one evaluation."""
        if self._count == len(self._rows):
            room = np.empty((max(self._count, SMALLEST), len(COLUMNS)))
            self._rows = np.concatenate([self._rows, room])
        own = (getattr(event, name) for name in OWN)
        self._rows[self._count] = (*own, *self._packed(event.train), *self._packed(event.valid))
        self._count += 1
        if event.valid is not None:
            self.valid_losses.append(event.valid.loss)

    @property
    def table(self) -> np.ndarray:
        """A copy of the numbers, (K, len(COLUMNS))."""
        return self._rows[: self._count].copy()

    def copy(self) -> Evaluations:
        """Return evaluations that later ones do not change."""
        other = Evaluations()
        other._rows, other._count = self.table, self._count
        other.manners, other.valid_losses = self.manners.copy(), self.valid_losses.copy()
        return other

    @classmethod
    def of(cls, table: np.ndarray, manners: Iterable[Manner]) -> Self:
        """Return the evaluations that were saved as these parts.

        Raises:
            ValueError: the parts do not fit each other.
        """
        evaluations = cls()
        evaluations.manners = list(manners)
        _check(table, len(evaluations.manners))
        evaluations._rows, evaluations._count = table.copy(), len(table)
        valid = table[:, VALID]
        evaluations.valid_losses = valid[valid[:, 0] != NO_SCORE, 1].tolist()
        return evaluations

    def _packed(self, score: Score | None) -> tuple[float, ...]:
        if score is None:
            return NO_SCORE, 0.0, 0.0, 0.0, 0.0
        accuracy, token_accuracy = score.accuracy, score.token_accuracy
        manner = Manner(
            score.split,
            score.protocol,
            score.unit,
            has_accuracy=accuracy is not None,
            has_token_accuracy=token_accuracy is not None,
        )
        if manner not in self.manners:
            self.manners.append(manner)
        shares = (0.0 if share is None else share for share in (accuracy, token_accuracy))
        return self.manners.index(manner), score.loss, *shares, score.count

    def _event(self, row: np.ndarray) -> Evaluated:
        step, epoch, best, learning_rate, seconds = row[: len(OWN)].tolist()
        train, valid = self._score(row[TRAIN]), self._score(row[VALID])
        assert train is not None, "every evaluation has a score of the training part"
        return Evaluated(int(step), epoch, train, valid, bool(best), learning_rate, seconds)

    def _score(self, numbers: np.ndarray) -> Score | None:
        number, loss, accuracy, token_accuracy, count = numbers.tolist()
        if number == NO_SCORE:
            return None
        manner = self.manners[int(number)]
        return Score(
            split=manner.split,
            protocol=manner.protocol,
            loss=loss,
            accuracy=accuracy if manner.has_accuracy else None,
            count=int(count),
            unit=manner.unit,
            token_accuracy=token_accuracy if manner.has_token_accuracy else None,
        )


def _check(table: np.ndarray, manners: int) -> None:
    """Raise ValueError unless every row of a file's table stands for an evaluation."""
    if table.dtype != np.float64 or table.ndim != 2 or table.shape[1] != len(COLUMNS):
        raise ValueError("the evaluations are not a table of numbers")
    whole, numbers = table[:, WHOLE], table[:, [TRAIN.start, VALID.start]]
    is_finite = np.isfinite(table[:, : len(OWN)]).all()
    is_whole = (whole >= 0) & (whole <= LARGEST) & (whole == np.floor(whole))
    is_known = np.isin(numbers, np.arange(manners)) | (numbers == [np.nan, NO_SCORE])
    if not (is_finite and is_whole.all() and is_known.all()):
        raise ValueError("the evaluations have numbers that stand for nothing")
