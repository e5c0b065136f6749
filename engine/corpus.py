"""The data set that imported weights belong to: files of weights hold no vocabulary."""

from __future__ import annotations

from engine.data.chunks import Level
from engine.data.dataset import Dataset, Kind, Pair
from engine.data.files_source import FilesSource
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError


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


def fitting_vocabulary(dataset: Dataset, size: int) -> Vocabulary:
    """Return a data set's vocabulary, numbered by first appearance as the book does it.

    Texts are read in words and pairs in characters, or the other way if that alone gives as many
    tokens as the weights are for.

    Raises:
        CheckpointError: neither does.
    """
    levels: tuple[Level, Level] = ("word", "character")
    if dataset.kind is Kind.PAIRS:
        rows = all_pairs(dataset)
        found = [Vocabulary.of_pairs(rows, level) for level in reversed(levels)]
    else:
        text = dataset.part("train" if dataset.is_split else "all").text
        found = [Vocabulary.of_text(text, level) for level in levels]
    fitting = next((vocabulary for vocabulary in found if len(vocabulary) == size), None)
    if fitting is None:
        raise CheckpointError(
            f"The weights are for a vocabulary of {size:,} tokens, but that of the corpus has "
            f"{len(found[0]):,}; choose the corpus that they were trained on."
        )
    return fitting


def all_pairs(dataset: Dataset) -> list[Pair]:
    """Return the pairs of all parts."""
    return [Pair(*row) for part in dataset.parts.values() for row in part.rows]


def data_config_of(dataset: Dataset) -> DataConfig:
    """Return the description of a data set that was read from files."""
    parts = list(dataset.parts) if dataset.is_split else ["train"]
    files = dict(zip(parts, dataset.encodings, strict=False))
    return DataConfig(source=FilesSource(**files)) if files else DataConfig()


def _noun(kind: Kind) -> str:
    return "labelled lines" if kind is Kind.LABELLED else kind.value
