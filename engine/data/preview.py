"""What a split makes of a data set: how large the parts are, what leaks, what is fed at first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.data.chunks import Level, Report, line_chunks, line_length, split_words
from engine.data.dataset import Dataset, Kind, Records
from engine.data.fingerprints import fingerprints, occurring
from engine.data.splitting import PARTS, limited_rows, split_groups, split_rows, split_tokens

if TYPE_CHECKING:
    from engine.data.sources import DataConfig

ROWS = 5  # of the batch that is shown
COLUMNS = 5  # of a running text; a question is shown whole


@dataclass(frozen=True)
class Overlap:
    """Which records of one part occur in the training part too, word for word.

    `places` are the numbers of their lines or rows, from 0, in the file that holds them.
    """

    part: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Preview:
    """How a data set is used.

    Attributes:
        counts: tokens of each part of a text, else rows.
        batch: the first tokens of the first rows of a batch, in the order in which they are fed;
            empty for pictures, which are fed as they are.
    """

    counts: dict[str, int]
    overlaps: tuple[Overlap, ...]
    batch: tuple[tuple[str, ...], ...]


def preview(
    dataset: Dataset,
    data: DataConfig,
    *,
    level: Level,
    batch_size: int = 1,
    seed: int = 0,
    reverse: bool = False,
    progress: Report | None = None,
) -> Preview:
    """Split a data set as a task does and look at what comes out.

    `seed` is that of the run, whose first draw shuffles the rows; `progress` may raise to cancel.
    """
    if dataset.kind is Kind.TEXT:
        return _of_text(dataset, data, level, batch_size, progress)
    if dataset.kind is Kind.PICTURES:
        return _of_pictures(dataset, data, seed)
    return _of_rows(dataset, data, level, seed, reverse)


def fed_tokens(question: str, level: Level, reverse: bool) -> list[str]:
    """Return the tokens of a question in the order in which the network reads them."""
    tokens = split_words(question) if level == "word" else list(question)
    return tokens[::-1] if reverse else tokens


class _Compared(NamedTuple):
    """Records of one part: their numbers in the file, and what they are compared by."""

    places: np.ndarray
    prints: np.ndarray


class _Lines:
    """The lines of a text: where each begins, at which token, and what it is compared by."""

    def __init__(self, text: str, level: Level, progress: Report | None) -> None:
        self._text = text
        places, tokens, prints = [], [], []
        for lines in line_chunks(text, progress):
            sizes = (line_length(line, level) for line in lines)
            places.append(np.fromiter(map(len, lines), np.int64, len(lines)))
            tokens.append(np.fromiter(sizes, np.int64, len(lines)))
            prints.append(fingerprints(line.strip() for line in lines))
        self._places, self.starts = _starts(places), _starts(tokens)
        self._prints = np.concatenate(prints)
        self.count = int(self.starts[-1]) - 1  # nothing ends the last line

    def __len__(self) -> int:
        return len(self._prints)

    def compared(self, lines: range) -> _Compared:
        """Return what some lines are compared by."""
        return _Compared(np.arange(lines.start, lines.stop), self._prints[lines.start : lines.stop])

    def line(self, index: int) -> str:
        """Return one line, without its end."""
        start, end = self._places[index : index + 2].tolist()
        return self._text[start : end - 1]

    def between(self, tokens: slice) -> range:
        """Return the lines that begin within a range of tokens."""
        first, end = np.searchsorted(self.starts, (tokens.start, tokens.stop))
        return range(int(first), int(end))

    def tokens(self, start: int, count: int, level: Level) -> tuple[str, ...]:
        """Return tokens from one of them on."""
        line = int(np.searchsorted(self.starts, start, side="right")) - 1
        skipped = start - int(self.starts[line])
        found: list[str] = []
        while line < len(self) and len(found) < skipped + count:
            found += (
                split_words(self.line(line) + "\n") if level == "word" else [*self.line(line), "\n"]
            )
            line += 1
        return tuple(found[skipped : skipped + count])


def _starts(sizes: list[np.ndarray]) -> np.ndarray:
    """Return where things of these sizes begin that one more stands between; then their end."""
    return np.concatenate(([0], np.cumsum(np.concatenate(sizes) + 1)))


def _of_text(
    dataset: Dataset, data: DataConfig, level: Level, batch_size: int, progress: Report | None
) -> Preview:
    files = {name: _Lines(records.text, level, progress) for name, records in dataset.parts.items()}
    if dataset.is_split:
        places = {name: range(len(lines)) for name, lines in files.items()}
        counts = {name: lines.count for name, lines in files.items()}
        counts["train"] = min(counts["train"], data.limit or counts["train"])
    else:
        (whole,) = files.values()
        spans = split_tokens(whole.count, data)
        places = {part: whole.between(span) for part, span in spans.items()}
        counts = {part: span.stop - span.start for part, span in spans.items()}
        files = dict.fromkeys(PARTS, whole)
    compared = {part: files[part].compared(where) for part, where in places.items()}
    stream = max(counts["train"] - 1, 0) // batch_size
    starts = range(0, min(ROWS, batch_size) * stream, max(stream, 1))
    batch = tuple(files["train"].tokens(start, COLUMNS, level) for start in starts)
    return Preview(counts, _overlaps(compared), batch)


def _of_rows(dataset: Dataset, data: DataConfig, level: Level, seed: int, reverse: bool) -> Preview:
    rng = np.random.RandomState(seed)
    files: dict[str, Records] = dataset.parts
    places: dict[str, Sequence[int]]
    if dataset.is_split:
        every = {part: range(len(records.rows)) for part, records in files.items()}
        places = {**every, "train": limited_rows(len(every["train"]), data, rng).tolist()}
    else:
        whole = dataset.part("all")
        split = split_rows(len(whole.rows), data, rng)
        places = {part: where.tolist() for part, where in split.items()}
        files = dict.fromkeys(PARTS, whole)
    compared = {
        part: _compared(where, (_question(files[part].rows[i]) for i in where))
        for part, where in places.items()
    }
    first = [files["train"].rows[i] for i in places["train"][:ROWS]]
    batch = tuple(tuple(fed_tokens(str(row[0]), level, reverse)) for row in first)
    counts = {part: len(where) for part, where in places.items()}
    return Preview(counts, _overlaps(compared), batch)


def _of_pictures(dataset: Dataset, data: DataConfig, seed: int) -> Preview:
    """Compare pictures by their captions; those of one file are split by them."""
    captions = {
        part: [picture.caption for picture in records.pictures]
        for part, records in dataset.parts.items()
    }
    rng = np.random.RandomState(seed)
    places: dict[str, Sequence[int]]
    if dataset.is_split:
        every = {part: range(len(own)) for part, own in captions.items()}
        places = {**every, "train": limited_rows(len(every["train"]), data, rng).tolist()}
    else:
        places = {**split_groups(captions["all"], data, rng)}
        captions = dict.fromkeys(PARTS, captions["all"])
    compared = {
        part: _compared(where, (captions[part][i] for i in where)) for part, where in places.items()
    }
    counts = {part: len(where) for part, where in places.items()}
    return Preview(counts, _overlaps(compared), ())


def _question(row: Sequence[str | bytes]) -> str:
    """Return what a row asks, by which it is compared."""
    return str(row[0]).strip()


def _compared(places: Sequence[int], texts: Iterable[str]) -> _Compared:
    return _Compared(np.array(places, np.int64), fingerprints(texts))


def _overlaps(compared: dict[str, _Compared]) -> tuple[Overlap, ...]:
    known = compared.pop("train").prints
    found = (
        Overlap(part, tuple(np.sort(rest.places[occurring(rest.prints, known)]).tolist()))
        for part, rest in compared.items()
    )
    return tuple(overlap for overlap in found if overlap.places)
