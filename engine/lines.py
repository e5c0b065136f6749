"""From labelled lines to arrays of ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.backend import Backend
from engine.data.vocabulary import Vocabulary
from engine.layers.base import IGNORE
from engine.models.base import Batch


@dataclass(frozen=True)
class LineReading:
    """A text as a classifier reads it.

    Attributes:
        tokens: all of its tokens; ids: their numbers, None for a token that is left out.
        unknown: the tokens that the vocabulary lacks.
    """

    tokens: tuple[str, ...]
    ids: tuple[int | None, ...]
    unknown: tuple[str, ...]

    @property
    def fed(self) -> list[int]:
        """The numbers that reach the network."""
        return [i for i in self.ids if i is not None]


class LineEncoder:
    """Number the tokens of lines.

    Args:
        max_length: of a longer line only so many tokens at its end are read, as in Keras; 0 reads
            all of it.
    """

    def __init__(self, vocabulary: Vocabulary, *, lower_case: bool, max_length: int) -> None:
        self.vocabulary, self.lower_case, self.max_length = vocabulary, lower_case, max_length

    def read(self, text: str) -> LineReading:
        """Return the tokens of a text with their numbers."""
        tokens = self.vocabulary.split(text.lower() if self.lower_case else text)
        numbers = [self.vocabulary.id_of(token) for token in tokens]
        unknown = tuple(t for t, i in zip(tokens, numbers, strict=True) if i is None)
        ids = [self.vocabulary.unknown if i is None else i for i in numbers]
        if self.max_length:
            cut = max(0, len(ids) - self.max_length)
            ids[:cut] = [None] * cut
        return LineReading(tuple(tokens), tuple(ids), unknown)


def line_batch(
    lines: Sequence[Sequence[int] | np.ndarray],
    labels: Sequence[int] | np.ndarray,
    backend: Backend,
) -> Batch:
    """Return lines of ids as a time-major batch, shorter ones padded in front.

    A label IGNORE is not scored. A line without any token is padding throughout: the network
    then says what it says of nothing.
    """
    width = max(1, *(len(ids) for ids in lines)) if lines else 1
    table = np.zeros((len(lines), width), np.intp)
    mask = np.zeros((len(lines), width))
    for n, ids in enumerate(lines):
        begin = width - len(ids)
        table[n, begin:], mask[n, begin:] = ids, 1
    targets = np.asarray(labels, np.intp)
    return Batch(
        backend.ids(np.ascontiguousarray(table.T)),
        backend.ids(targets),
        int((targets != IGNORE).sum()),
        None if mask.all() else backend.asarray(mask.T[:, :, None]),
    )
