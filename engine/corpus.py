"""The data set that imported weights belong to: files of weights hold no vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.captions import CaptionEncoder
from engine.data.chunks import Level
from engine.data.dataset import Dataset, Kind, Pair, Picture
from engine.data.files_source import FilesSource
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError
from engine.models.base import Goal, Sizes
from engine.pairs import PairEncoder
from engine.tasks import (
    CaptioningConfig,
    ClassificationConfig,
    LanguageModellingConfig,
    SequenceToSequenceConfig,
    TaskConfig,
)

KIND_OF = {
    Goal.NEXT_TOKEN: Kind.TEXT,
    Goal.ANSWER: Kind.PAIRS,
    Goal.LABEL: Kind.LABELLED,
    Goal.CAPTION: Kind.PICTURES,
}
WORDS_FIRST: tuple[Level, Level] = ("word", "character")


class Reading(NamedTuple):
    """One way to read a data set: the task's settings, its vocabulary, and the model's sizes."""

    task: TaskConfig
    vocabulary: Vocabulary
    sizes: Sizes


def require_corpus(
    dataset: Dataset | None, wanted: Kind, size: int, name: str, model: str
) -> Dataset:
    """Return the data set if it can be that of `model`, which was found in the file `name`.

    Raises:
        CheckpointError: there is none, or it is of another kind.
    """
    if dataset is None:
        raise CheckpointError(
            f"{name} holds the weights of {model} for {size:,} tokens, but not which tokens "
            f"these are. Open the {_noun(wanted)} it was trained on with it."
        )
    if dataset.kind is not wanted:
        raise CheckpointError(
            f"{name} holds the weights of {model}, which learns from {_noun(wanted)}, but "
            f"“{dataset.name}” holds {_noun(dataset.kind)}. Open the data it was trained on."
        )
    return dataset


def fitting_reading(dataset: Dataset, size: int) -> Reading:
    """Return how a data set is read in `size` tokens, numbered by first appearance as in the book.

    Texts and lines are read in words and pairs in characters, or the other way if that alone gives
    as many tokens as the weights are for.

    Raises:
        CheckpointError: neither does.
    """
    counts = []
    for reading in READINGS[dataset.kind](dataset):
        if len(reading.vocabulary) == size:
            return reading
        counts.append(len(reading.vocabulary))
    raise CheckpointError(
        f"The weights are for a vocabulary of {size:,} tokens, but that of the corpus has "
        f"{counts[0]:,}; choose the corpus that they were trained on."
    )


def _of_text(dataset: Dataset) -> Iterator[Reading]:
    text = dataset.part("train" if dataset.is_split else "all").text
    for level in WORDS_FIRST:
        vocabulary = Vocabulary.of_text(text, level)
        yield Reading(LanguageModellingConfig(level=level), vocabulary, Sizes(len(vocabulary)))


def _of_pairs(dataset: Dataset) -> Iterator[Reading]:
    rows = all_pairs(dataset)
    for level in reversed(WORDS_FIRST):
        vocabulary = Vocabulary.of_pairs(rows, level)
        sizes = PairEncoder(vocabulary, reverse=False).sizes(rows)
        yield Reading(SequenceToSequenceConfig(level=level), vocabulary, sizes)


def _of_lines(dataset: Dataset) -> Iterator[Reading]:
    """Yield small letters before capitals; the labels are those of all parts, in their order."""
    labels = tuple(dict.fromkeys(row[1] for part in dataset.parts.values() for row in part.rows))
    rows = dataset.part("train" if dataset.is_split else "all").rows
    for level in WORDS_FIRST:
        for lower_case in (True, False):
            text = (" " if level == "word" else "").join(row[0] for row in rows)
            vocabulary = Vocabulary.of_text(text.lower() if lower_case else text, level)
            longest = max((len(vocabulary.split(row[0])) for row in rows), default=1)
            task = ClassificationConfig(level=level, lower_case=lower_case, max_length=0)
            sizes = Sizes(len(vocabulary), labels=labels, question_length=longest)
            yield Reading(task, vocabulary, sizes)


def _of_pictures(dataset: Dataset) -> Iterator[Reading]:
    pictures: list[Picture] = [p for part in dataset.parts.values() for p in part.pictures]
    vocabulary = Vocabulary.of_pairs([("", p.caption) for p in pictures], "word")
    yield Reading(CaptioningConfig(), vocabulary, CaptionEncoder(vocabulary).sizes(pictures))


READINGS = {
    Kind.TEXT: _of_text,
    Kind.PAIRS: _of_pairs,
    Kind.LABELLED: _of_lines,
    Kind.PICTURES: _of_pictures,
}


def all_pairs(dataset: Dataset) -> list[Pair]:
    """Return the pairs of all parts."""
    return [Pair(*row) for part in dataset.parts.values() for row in part.rows]


def data_config_of(dataset: Dataset) -> DataConfig:
    """Return the description of a data set that was read from files."""
    parts = list(dataset.parts) if dataset.is_split else ["train"]
    files = dict(zip(parts, dataset.encodings, strict=False))
    return DataConfig(source=FilesSource.named(**files)) if files else DataConfig()


def _noun(kind: Kind) -> str:
    return "labelled lines" if kind is Kind.LABELLED else kind.value
