"""Which tokens a model knows, and how a text becomes their numbers and comes back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from engine.data.chunks import (
    CODE_POINTS,
    EOS,
    Level,
    Report,
    code_chunks,
    count_tokens,
    split_words,
    word_chunks,
)

UNKNOWN = "<unk>"
PAD = "<pad>"
START = "<start>"

_LINE_END = re.compile(f" ?{EOS} ?")


@dataclass(frozen=True)
class Encoded:
    """The ids of a text, and the tokens that the vocabulary does not know with their counts."""

    ids: np.ndarray
    unknown: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The tokens of a model, each numbered by its place.

    Words are what stands between white space, and a line end is the token <eos>; at character
    level every character counts, the line end included.
    """

    tokens: tuple[str, ...]
    level: Level

    @classmethod
    def of_text(
        cls,
        text: str,
        level: Level,
        max_size: int = 0,
        min_count: int = 1,
        progress: Report | None = None,
    ) -> Self:
        """Number the tokens of a text in order of first appearance.

        Args:
            max_size: keep this many, the most frequent ones, <unk> included; 0 keeps all.
            min_count: leave out what is rarer.
        """
        counts = count_tokens(text, level, progress)
        kept = {token for token, count in counts.items() if count >= min_count}
        if max_size and len(kept) + (len(kept) < len(counts)) > max_size:
            # Sorting is stable: of equally frequent tokens those that came first are kept.
            known = [token for token in counts if token in kept and token != UNKNOWN]
            known.sort(key=counts.__getitem__, reverse=True)
            kept = {UNKNOWN, *known[: max_size - 1]}
        if len(kept) < len(counts):
            kept.add(UNKNOWN)
            counts.setdefault(UNKNOWN, 0)
        return cls(tuple(token for token in counts if token in kept), level)

    @classmethod
    def of_pairs(cls, rows: Iterable[tuple[str, str]], level: Level = "character") -> Self:
        """Number the tokens of pairs: question, <start>, answer, line by line.

        Answers of different lengths need a sign that they are over; <eos> then follows the
        first answer. (The book's fixed-width answers have none, and its "_" is our <start>.)
        """
        split = split_words if level == "word" else list
        order: dict[str, None] = {}
        lengths = set()
        for question, answer in rows:
            tokens = split(answer)
            order.update(dict.fromkeys(chain(split(question), (START,), tokens)))
            lengths.add(len(tokens))
        if len(lengths) > 1:
            order[EOS] = None
        return cls(tuple(order), level)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {token: i for i, token in enumerate(self.tokens)}

    @cached_property
    def _id_of_code(self) -> np.ndarray:
        table = np.full(CODE_POINTS, -1, np.int32)
        for i, token in enumerate(self.tokens):
            if len(token) == 1:
                table[ord(token)] = i
        return table

    @property
    def unknown(self) -> int | None:
        """The id of <unk>, where there is one."""
        return self.id_of(UNKNOWN)

    @property
    def id_type(self) -> np.dtype:
        """The smallest type that holds every id; four times less memory for a long text."""
        return np.min_scalar_type(max(len(self) - 1, 0))

    def id_of(self, token: str) -> int | None:
        """Return the number of a token, or None if it is not known."""
        return self._ids.get(token)

    def ids_of(self, tokens: Sequence[str]) -> tuple[list[int], list[str]]:
        """Return the ids of tokens, and those not known: <unk> stands for them or nothing does."""
        ids = self._ids
        if all(map(ids.__contains__, tokens)):
            return [ids[token] for token in tokens], []
        missing = [] if self.unknown is None else [self.unknown]
        found = ([ids[token]] if token in ids else missing for token in tokens)
        return list(chain.from_iterable(found)), [token for token in tokens if token not in ids]

    def split(self, text: str) -> list[str]:
        """Return the tokens of a text, known or not."""
        return split_words(text) if self.level == "word" else list(text)

    def join(self, tokens: Iterable[str]) -> str:
        """Return the text that tokens stand for; <eos> is shown as a line end."""
        if self.level == "word":
            return _LINE_END.sub("\n", " ".join(tokens))
        return "".join("\n" if token == EOS else token for token in tokens)

    def decode(self, ids: Iterable[int]) -> str:
        """Return the text that ids stand for."""
        return self.join(self.tokens[int(i)] for i in ids)

    def encode(
        self, text: str, *, dtype: DTypeLike = np.int32, progress: Report | None = None
    ) -> Encoded:
        """Return the ids of a text: unknown tokens become <unk>, or are left out without one.

        Args:
            dtype: of the ids; `id_type` is the smallest that fits.
            progress: hears the share done, and may raise to cancel.
        """
        missing: Counter[str] = Counter()
        chunks = self._word_ids if self.level == "word" else self._character_ids
        parts = [part.astype(dtype) for part in chunks(text, missing, progress)]
        return Encoded(_joined(parts, dtype), tuple(missing.most_common()))

    def _word_ids(
        self, text: str, missing: Counter[str], progress: Report | None
    ) -> Iterator[np.ndarray]:
        for words in word_chunks(text, progress):
            ids = np.fromiter(map(self._ids.get, words, repeat(-1)), np.int32, len(words))
            gaps = np.flatnonzero(ids < 0)
            missing.update(words[i] for i in gaps)
            yield self._closed(ids, gaps)

    def _character_ids(
        self, text: str, missing: Counter[str], progress: Report | None
    ) -> Iterator[np.ndarray]:
        for codes in code_chunks(text, progress):
            ids = self._id_of_code[codes]
            gaps = np.flatnonzero(ids < 0)
            missing.update(map(chr, codes[gaps].tolist()))
            yield self._closed(ids, gaps)

    def _closed(self, ids: np.ndarray, gaps: np.ndarray) -> np.ndarray:
        if gaps.size and self.unknown is None:
            return np.delete(ids, gaps)
        ids[gaps] = self.unknown if gaps.size else 0
        return ids


def _joined(parts: list[np.ndarray], dtype: DTypeLike) -> np.ndarray:
    """Join the ids of a long text and let each part go at once: memory never holds them twice."""
    joined = np.empty(sum(map(len, parts)), dtype)
    end = len(joined)
    while parts:
        part = parts.pop()
        joined[end - len(part) : end] = part
        end -= len(part)
    return joined
