"""What there is to see in a data set before a model sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.data.carries import carries_of
from engine.data.chunks import (
    Level,
    Report,
    count_tokens,
    line_chunks,
    line_length,
    split_words,
)
from engine.data.dataset import Labelled, Pair, Picture
from engine.data.fingerprints import count_repeated, fingerprints
from engine.data.histogram import Histogram
from engine.data.vocabulary import UNKNOWN, Vocabulary


@dataclass(frozen=True)
class Frequency:
    """How often something occurs, and what share of all that is."""

    name: str
    count: int
    share: float


@dataclass(frozen=True)
class TextStatistics:
    """Of a running text.

    Attributes:
        unknown_share: of the tokens that are <unk> or that the given vocabulary does not know.
        lengths: tokens per line, line ends and empty lines not counted.
        repeated: lines that occurred before.
    """

    tokens: int
    symbols: int
    unknown_share: float
    top: tuple[Frequency, ...]
    lengths: Histogram
    repeated: int


@dataclass(frozen=True)
class PairStatistics:
    """Of pairs.

    Attributes:
        symbols: different tokens in questions and answers; at character level, blanks included.
        lengths: tokens per question, without the blanks that fill it up.
        repeated: questions that occurred before.
        carries: how many additions carry 0, 1, 2, ... times; empty for other pairs.
    """

    pairs: int
    symbols: int
    longest_question: int
    longest_answer: int
    lengths: Histogram
    repeated: int
    carries: tuple[int, ...]


@dataclass(frozen=True)
class LabelledStatistics:
    """Of labelled lines; lengths are in words."""

    lines: int
    labels: tuple[Frequency, ...]
    lengths: Histogram
    repeated: int


@dataclass(frozen=True)
class PictureStatistics:
    """Of pictures with captions.

    Attributes:
        symbols: different words. captions: the different ones, the most frequent first.
        lengths: words per caption.
    """

    pictures: int
    symbols: int
    captions: tuple[Frequency, ...]
    lengths: Histogram


def text_statistics(
    text: str,
    level: Level,
    vocabulary: Vocabulary | None = None,
    top: int = 20,
    progress: Report | None = None,
) -> TextStatistics:
    """Count the tokens and lines of a running text; `progress` may raise to cancel."""
    counts = count_tokens(text, level, progress)
    total = sum(counts.values())
    lengths, prints = _lines(text, level, progress)
    unknown = counts.get(UNKNOWN, 0)
    if vocabulary is not None:
        unknown += sum(counts[token] for token in counts.keys() - set(vocabulary.tokens))
    return TextStatistics(
        tokens=total,
        symbols=len(counts),
        unknown_share=unknown / max(total, 1),
        top=_frequencies(Counter(counts), top),
        lengths=Histogram.of(lengths),
        repeated=count_repeated(prints),
    )


def _lines(text: str, level: Level, progress: Report | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the lengths and fingerprints of the lines that hold something."""
    lengths, prints = [], []
    for lines in line_chunks(text, progress):
        filled = [line for line in lines if line and not line.isspace()]
        sizes = (line_length(line, level) for line in filled)
        lengths.append(np.fromiter(sizes, np.int64, len(filled)))
        prints.append(fingerprints(filled))
    return np.concatenate(lengths), np.concatenate(prints)


def pair_statistics(rows: Sequence[Pair], level: Level) -> PairStatistics:
    """Count what the Data page shows of pairs."""
    questions = [question.strip() for question, _ in rows]
    lengths = [line_length(question, level) for question in questions]
    return PairStatistics(
        pairs=len(rows),
        symbols=len(_symbols(rows, level)),
        longest_question=max(lengths, default=0),
        longest_answer=max((line_length(answer.strip(), level) for _, answer in rows), default=0),
        lengths=Histogram.of(lengths),
        repeated=count_repeated(fingerprints(questions)),
        carries=carries_of(rows),
    )


def _symbols(rows: Sequence[Pair], level: Level) -> set[str]:
    found: set[str] = set()
    for row in rows:
        for text in row:
            found.update(split_words(text) if level == "word" else text)
    return found


def labelled_statistics(rows: Sequence[Labelled]) -> LabelledStatistics:
    """Count what the Data page shows of labelled lines."""
    return LabelledStatistics(
        lines=len(rows),
        labels=_frequencies(Counter(label for _, label in rows)),
        lengths=Histogram.of(len(text.split()) for text, _ in rows),
        repeated=count_repeated(fingerprints(text for text, _ in rows)),
    )


def picture_statistics(pictures: Sequence[Picture]) -> PictureStatistics:
    """Count what the Data page shows of pictures."""
    captions = Counter(picture.caption for picture in pictures)
    words = {caption: caption.split() for caption in captions}
    return PictureStatistics(
        pictures=len(pictures),
        symbols=len(set().union(*words.values())),
        captions=_frequencies(captions),
        lengths=Histogram.of(len(words[picture.caption]) for picture in pictures),
    )


def _frequencies(counts: Counter[str], top: int | None = None) -> tuple[Frequency, ...]:
    total = max(counts.total(), 1)
    return tuple(Frequency(name, n, n / total) for name, n in counts.most_common(top))
