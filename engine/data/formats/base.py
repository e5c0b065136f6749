"""What every format of pairs and labelled lines has in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import ClassVar, Protocol

from engine.data.dataset import Kind, Labelled, Pair
from engine.errors import DataError

LOOKED_AT = 500

Row = Pair | Labelled


@dataclass(frozen=True)
class Document:
    """The text of one file, with the name that stands in sentences about it."""

    name: str
    suffix: str
    text: str

    @cached_property
    def beginning(self) -> list[str]:
        """The first 500 lines that hold something: all that the formats are told apart by.

        A last line that may be cut is left out of three or more.
        """
        lines = [line for _, line in islice(self.lines(), LOOKED_AT)]
        return lines[:-1] if self.is_cut and 2 < len(lines) < LOOKED_AT else lines

    @property
    def is_cut(self) -> bool:
        """Whether the last line has no end."""
        return not self.text.endswith("\n")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold something, each with its number."""
        start, number = 0, 1
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            line = self.text[start:end]
            if line and not line.isspace():
                yield number, line
            start, number = end + 1, number + 1

    def problem(self, line: int, what: str) -> DataError:
        """Return the sentence for what is wrong in a line."""
        return DataError(f"{self.name}, line {line:,}: {what}")


@dataclass(frozen=True)
class Parsed:
    """The rows of a file, and sentences about what was found on the way."""

    rows: tuple[Pair, ...] | tuple[Labelled, ...]
    notes: tuple[str, ...] = ()


class Format(Protocol):
    """One way of writing rows into a file."""

    kind: ClassVar[Kind]
    title: ClassVar[str]

    def share(self, document: Document) -> float:
        """Return what share of the first lines is written in this way."""

    def parse(self, document: Document) -> Parsed:
        """Return the rows.

        Raises:
            DataError: a line is not written in this way.
        """


def shown(line: str) -> str:
    """Return a line short enough to stand in a sentence."""
    line = " ".join(line.split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"


def share_of(hits: int, document: Document) -> float:
    """Return the share of the first lines that `hits` are."""
    return hits / max(len(document.beginning), 1)
