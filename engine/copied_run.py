"""How much of a generated text stands in the data word for word."""

from __future__ import annotations

from collections.abc import Sequence

from engine.data.chunks import Level, word_chunks
from engine.data.dataset import Dataset, Kind

_WINDOW = 2_000_000  # characters searched at once: a search does not let other threads run


class CopyFinder:
    """Find in a text what a model has copied from it.

    Runs are compared token by token, so that at word level the white space between does not
    count.
    """

    def __init__(self, dataset: Dataset, level: Level) -> None:
        """Take the training part, or all of a data set that came as one file."""
        records = dataset.parts.get("train") or dataset.parts.get("all")
        is_text = dataset.kind is Kind.TEXT and records is not None
        self._text = records.text if is_text and records is not None else ""
        self._glue = " " if level == "word" else ""
        self._normal = level != "word"

    def longest_run(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the longest run of tokens that stands in the text just so; the first of equals."""
        self._normalise()
        best: tuple[str, ...] = ()
        start = 0
        for end in range(1, len(tokens) + 1):
            while start < end and not self._has(tokens[start:end]):
                start += 1
            if end - start > len(best):
                best = tuple(tokens[start:end])
        return best

    def _normalise(self) -> None:
        """Put one blank between words, once and only when it is needed."""
        if not self._normal:
            words = (" ".join(chunk) for chunk in word_chunks(self._text))
            self._text = f" {' '.join(part for part in words if part)} "
            self._normal = True

    def _has(self, tokens: Sequence[str]) -> bool:
        run = f"{self._glue}{self._glue.join(tokens)}{self._glue}"
        return any(
            self._text.find(run, place, place + _WINDOW + len(run)) >= 0
            for place in range(0, len(self._text), _WINDOW)
        )
