"""Break a line of text into rows of tokens that fit a width."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFontMetricsF

from engine.data.chunks import EOS, Level
from engine.data.vocabulary import UNKNOWN
from playground.theme import font, px

_RUNS = re.compile(r"\S+|\s+")


@dataclass(frozen=True)
class Placed:
    """A token, or a part of a long one, at its place in a row."""

    text: str
    x: float
    width: float
    known: bool = True


Row = list[Placed]


@dataclass(frozen=True)
class TokenStyle:
    """How tokens are set: the level, whether they stand on chips, and which are known.

    `known` None means that all are known but <unk>.
    """

    level: Level = "word"
    chips: bool = True
    known: Container[str] | None = None

    @property
    def padding(self) -> int:
        """Around a token, inside of its chip."""
        if not self.chips:
            return 0
        return px(3) if self.level == "word" else px(1)

    def tokens(self, text: str) -> list[str]:
        """Return what is set apart: tokens, or the runs of a text without chips."""
        if not self.chips:
            return [run.replace("\t", "    ") for run in _RUNS.findall(text)]
        return text.split() if self.level == "word" else list(text)

    def knows(self, token: str) -> bool:
        """Tell whether the network has a number of its own for a token."""
        if not self.chips:
            return True
        return token != UNKNOWN and (self.known is None or token in self.known or token == EOS)


def token_rows(text: str, style: TokenStyle, width: float) -> list[Row]:
    """Return the rows of a text, at least one."""
    rows: list[Row] = [[]]
    x = 0.0
    gap = px(2) if style.chips else 0
    for token in style.tokens(text):
        known = style.knows(token)
        for part in _parts(token, width - 2 * style.padding):
            room = advance(part) + 2 * style.padding
            if x + room > width and rows[-1]:
                rows.append([])
                x = 0.0
            if style.chips or x or not part.isspace():  # a row begins with no blank
                rows[-1].append(Placed(part, x, room, known))
                x += room + gap
    return rows


def _parts(token: str, width: float) -> Iterator[str]:
    """Yield a token in parts that each fit a width; Japanese lines are one word often."""
    while len(token) > 1 and advance(token) > width:
        end = max(1, int(len(token) * width / advance(token)))
        while end > 1 and advance(token[:end]) > width:
            end -= 1
        yield token[:end]
        token = token[end:]
    yield token


@lru_cache(maxsize=50_000)
def advance(text: str) -> float:
    """Return how wide a text is in the font of data."""
    return _metrics().horizontalAdvance(text)


@lru_cache(maxsize=1)
def _metrics() -> QFontMetricsF:
    return QFontMetricsF(font("mono"))
