"""From the text of a data set to the ids of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from engine.data.chunks import Level, Report
from engine.data.dataset import Dataset
from engine.data.part_name import part_name
from engine.data.sources import DataConfig
from engine.data.splitting import split_tokens
from engine.data.vocabulary import UNKNOWN, Vocabulary

PIECE = 1_000_000  # ids gone through at once: NumPy makes eight bytes of each to look it up


class TextParts(NamedTuple):
    """A text as numbers: `ids` by part, and sentences about what the vocabulary lacks."""

    vocabulary: Vocabulary
    ids: dict[str, np.ndarray]
    notes: tuple[str, ...]


def encode_parts(
    dataset: Dataset, data: DataConfig, vocabulary: Vocabulary, progress: Report | None = None
) -> TextParts:
    """Number a text with a given vocabulary.

    It is split before anything is left out, so that the parts are those of the training run.
    """
    parts: dict[str, np.ndarray] = {}
    missing: dict[str, int] = {}
    for name, records in dataset.parts.items():
        everything, ids = _read(records.text, vocabulary.level, progress)
        own, lacking = _renumbered(_split({name: ids}, data), everything, vocabulary)
        parts, missing = parts | own, missing | lacking
    if not dataset.is_split and not any(len(parts[name]) for name in ("valid", "test")):
        missing = {"": sum(missing.values())}
    return TextParts(vocabulary, parts, _notes(vocabulary, missing))


def learn_parts(
    dataset: Dataset,
    data: DataConfig,
    level: Level,
    max_size: int = 0,
    progress: Report | None = None,
) -> TextParts:
    """Number a text with the vocabulary of its training part: what occurs only later is unknown.

    Args:
        max_size: keep this many tokens, the most frequent ones, <unk> included; 0 keeps all.
    """
    own = "train" if dataset.is_split else "all"
    everything, ids = _read(dataset.part(own).text, level, progress)
    parts = _split({own: ids}, data)
    vocabulary = _most_frequent(everything, parts["train"], max_size)
    notes: tuple[str, ...] = ()
    if len(vocabulary) < len(everything):
        parts, missing = _renumbered(parts, everything, vocabulary)
        notes = _notes(vocabulary, missing)
    others = {name: part for name, part in dataset.parts.items() if name != own}
    if others:
        rest = encode_parts(Dataset(dataset.kind, dataset.name, others), data, vocabulary, progress)
        parts, notes = parts | rest.ids, notes + rest.notes
    return TextParts(vocabulary, parts, notes)


def _read(text: str, level: Level, progress: Report | None) -> tuple[Vocabulary, np.ndarray]:
    """Number all tokens of a text."""
    everything = Vocabulary.of_text(text, level, progress=progress)
    return everything, everything.encode(text, dtype=everything.id_type, progress=progress).ids


def _split(ids: dict[str, np.ndarray], data: DataConfig) -> dict[str, np.ndarray]:
    """Cut what came as one file into parts, and the training part to its limit."""
    if "all" in ids:
        every = ids["all"]
        return {name: every[span] for name, span in split_tokens(len(every), data).items()}
    if "train" in ids:
        return ids | {"train": ids["train"][: data.limit or None]}
    return ids


def _most_frequent(everything: Vocabulary, train: np.ndarray, max_size: int) -> Vocabulary:
    """Return the tokens of the training part, or the most frequent of them, in their order."""
    counts = np.zeros(len(everything), np.int64)
    for piece in _pieces(train):
        counts += np.bincount(piece, minlength=len(everything))
    seen = np.flatnonzero(counts)
    if not max_size or len(seen) <= max_size:
        return Vocabulary(tuple(everything.tokens[i] for i in seen), everything.level)
    unknown = seen == everything.unknown
    known = seen[~unknown]
    # Sorting is stable: of equally frequent tokens those that came first are kept.
    kept = known[np.argsort(-counts[known], kind="stable")[: max_size - 1]]
    tokens = [everything.tokens[i] for i in np.sort(np.concatenate([kept, seen[unknown]]))]
    return Vocabulary((*tokens, *([] if unknown.any() else [UNKNOWN])), everything.level)


def _renumbered(
    parts: dict[str, np.ndarray], before: Vocabulary, vocabulary: Vocabulary
) -> tuple[dict[str, np.ndarray], dict[str, int]]:
    """Return the ids in a smaller vocabulary, and how many tokens of each part it lacks."""
    found = [vocabulary.id_of(token) for token in before.tokens]
    fallback = -1 if vocabulary.unknown is None else vocabulary.unknown
    small = np.min_scalar_type(-len(vocabulary) - 1)  # signed; a long text is gone through by it
    place = np.array([fallback if i is None else i for i in found], small)
    is_missing = np.array([i is None for i in found])
    renumbered, missing = {}, {}
    for name, ids in parts.items():
        new, count, lacking = np.empty(len(ids), vocabulary.id_type), 0, 0
        for piece in _pieces(ids):
            kept = place[piece]
            kept = kept[kept >= 0]
            new[count : count + len(kept)] = kept
            count += len(kept)
            lacking += int(is_missing[piece].sum())
        renumbered[name], missing[name] = new[:count], lacking
    return renumbered, missing


def _pieces(ids: np.ndarray) -> Iterator[np.ndarray]:
    return (ids[start : start + PIECE] for start in range(0, len(ids), PIECE))


def _notes(vocabulary: Vocabulary, missing: dict[str, int]) -> tuple[str, ...]:
    return tuple(_note(vocabulary, part, count) for part, count in missing.items() if count)


def _note(vocabulary: Vocabulary, part: str, count: int) -> str:
    noun = "word" if vocabulary.level == "word" else "character"
    are, plural = ("is", "") if count == 1 else ("are", "s")
    place = f" of {part_name(part)}" if part else ""
    fate = "left out" if vocabulary.unknown is None else "read as <unk>"
    return f"{count:,} {noun}{plural}{place} {are} not in the vocabulary and {are} {fate}."
