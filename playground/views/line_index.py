"""Where the lines of a long text stand, so that any of them can be drawn at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from engine.data.chunks import CHUNK, Report, code_chunks

LONGEST = 400


class Piece(NamedTuple):
    """A line or a part of a long one: its place in the text, its line's number from 1."""

    start: int
    end: int
    line: int
    begins_line: bool


@dataclass(frozen=True, eq=False)
class LineIndex:
    """The pieces of a text that are drawn one under the other.

    A piece is a line; a line of more than 400 characters is cut at spaces, so that even a text
    without line ends is drawn piece by piece.

    Attributes:
        starts, ends: of each piece in the text, the line end left out.
        lines: number of the line of each piece, from 1.
        count: how many lines the text has.
    """

    starts: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    count: int

    @classmethod
    def of(cls, text: str, progress: Report | None = None) -> Self:
        """Look for the line ends of a text; `progress` hears the share done and may raise."""
        found = [
            np.flatnonzero(codes == ord("\n")) + index * CHUNK
            for index, codes in enumerate(code_chunks(text, progress))
        ]
        breaks = np.concatenate(found) if found else np.empty(0, np.int64)
        starts = np.concatenate(([0], breaks + 1))
        ends = np.concatenate((breaks, [len(text)]))
        if len(starts) > 1 and starts[-1] == len(text):  # after a last line end there is no line
            starts, ends = starts[:-1], ends[:-1]
        long = np.flatnonzero(ends - starts > LONGEST)
        spans = zip(starts[long].tolist(), ends[long].tolist(), strict=True)
        cuts = np.array([cut for span in spans for cut in _cuts(text, *span)], np.int64)
        pieces = np.sort(np.concatenate((starts, cuts)))
        lines = np.searchsorted(starts, pieces, side="right")
        return cls(pieces, np.sort(np.concatenate((ends, cuts))), lines, len(starts))

    def __len__(self) -> int:
        return len(self.starts)

    def piece(self, index: int) -> Piece:
        """Return one piece."""
        line = int(self.lines[index])
        return Piece(
            int(self.starts[index]),
            int(self.ends[index]),
            line,
            index == 0 or int(self.lines[index - 1]) != line,
        )

    def first_piece(self, line: int) -> int:
        """Return the index of the first piece of a line, or of the next line that there is."""
        return min(int(np.searchsorted(self.lines, line)), len(self) - 1)

    def only(self, lines: Iterable[int]) -> LineIndex:
        """Return an index of some lines alone."""
        kept = np.isin(self.lines, np.fromiter(lines, np.int64))
        return LineIndex(self.starts[kept], self.ends[kept], self.lines[kept], self.count)


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where a long line is cut: after a space, where there is one."""
    cuts = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        start = space + 1 if space > 0 else start + LONGEST
        cuts.append(start)
    return cuts
