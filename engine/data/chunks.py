"""Walk through a long text piece by piece, so that no list of all its tokens is ever made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

Level = Literal["word", "character"]
Report = Callable[[float], None]

EOS = "<eos>"
CODE_POINTS = 0x110000

# So many characters take a few milliseconds. That long other threads, such as the window's, have to
# wait: splitting a string is one call, and Python runs nothing else meanwhile.
CHUNK = 100_000
_SPACE = re.compile(r"\s")


def split_words(text: str) -> list[str]:
    """Return the tokens of a text at word level: a line end is the token <eos>."""
    return text.replace("\n", f" {EOS} ").split()


def word_chunks(text: str, progress: Report | None = None) -> Iterator[list[str]]:
    """Yield the words of a text in lists; `progress` hears the share done and may raise."""
    start = 0
    while start < len(text):
        space = _SPACE.search(text, min(start + CHUNK, len(text)))
        end = space.start() if space else len(text)
        yield split_words(text[start:end])
        start = end
        if progress:
            progress(start / len(text))


def line_chunks(text: str, progress: Report | None = None) -> Iterator[list[str]]:
    """Yield the lines of a text in lists, whole ones; `progress` as in `word_chunks`.

    After a last line end there is one more line, an empty one.
    """
    start = 0
    while start <= len(text):
        end = text.find("\n", min(start + CHUNK, len(text)))
        end = len(text) if end < 0 else end
        yield text[start:end].split("\n")
        start = end + 1
        if progress:
            progress(min(start / max(len(text), 1), 1.0))


def line_length(line: str, level: Level) -> int:
    """Return how many tokens a line has, its end not counted."""
    if level == "character":
        return len(line)
    return len(line.split()) if len(line) <= CHUNK else sum(map(len, word_chunks(line)))


def code_chunks(text: str, progress: Report | None = None) -> Iterator[np.ndarray]:
    """Yield the code points of a text in uint32 arrays; `progress` as in `word_chunks`."""
    for start in range(0, len(text), CHUNK):
        piece = text[start : start + CHUNK]
        yield np.frombuffer(piece.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if progress:
            progress(min(start + CHUNK, len(text)) / len(text))


def count_tokens(text: str, level: Level, progress: Report | None = None) -> dict[str, int]:
    """Return how often each token occurs, in order of first appearance."""
    return (_count_words if level == "word" else _count_characters)(text, progress)


def _count_words(text: str, progress: Report | None) -> dict[str, int]:
    counts: dict[str, int] = {}
    get = counts.get
    for words in word_chunks(text, progress):
        for word in words:
            counts[word] = get(word, 0) + 1
    return counts


def _count_characters(text: str, progress: Report | None) -> dict[str, int]:
    counts = np.zeros(CODE_POINTS, np.int64)
    order: dict[int, None] = {}
    for codes in code_chunks(text, progress):
        fresh = codes[counts[codes] == 0]
        found, first = np.unique(fresh, return_index=True)
        order.update(dict.fromkeys(found[np.argsort(first)].tolist()))
        chunk_counts = np.bincount(codes)
        counts[: chunk_counts.size] += chunk_counts
    return {chr(code): int(counts[code]) for code in order}
