"""What a 3-gram of the data makes of a text that a network wrote."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.backend import Backend
from engine.data.dataset import Dataset, Kind
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.models.ngram import Ngram, NgramConfig
from engine.tasks.text_parts import encode_parts

COUNTED_TOKENS = 3_000_000  # longer texts go without: counting them would keep people waiting


class Trigram:
    """A Kneser-Ney 3-gram of the training part of a text, counted when it is first asked.

    A network that writes well is believed by the counts, too; one that writes noise is not: words
    at random score tens of thousands on Penn Treebank, its test part 148.
    """

    def __init__(self, dataset: Dataset, data: DataConfig, vocabulary: Vocabulary) -> None:
        self._dataset, self._data, self.vocabulary = dataset, data, vocabulary
        self._model: Ngram | None = None
        self._is_counted = False

    def perplexity(self, before: Sequence[int], ids: Sequence[int]) -> float | None:
        """Return exp of the mean -ln p of ids given what stands before them.

        None where there is nothing to score, or no text, or one too long to be counted.
        """
        if not self._is_counted:
            self._model, self._is_counted = self._count(), True
        if self._model is None or not ids:
            return None
        logs = self._model.counted.log_probabilities([*before, *ids])[-len(ids) :]
        return math.exp(-float(logs.mean()))

    def _count(self) -> Ngram | None:
        if self._dataset.kind is not Kind.TEXT:
            return None
        train = encode_parts(self._dataset, self._data, self.vocabulary).ids["train"]
        if not 0 < len(train) <= COUNTED_TOKENS:
            return None
        return NgramConfig(order=3).count(train, self.vocabulary, Backend())
