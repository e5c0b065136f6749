"""What was read or made, before a vocabulary is built and a split is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from engine.errors import DataError


class Kind(StrEnum):
    """What the records of a data set are."""

    TEXT = "text"
    PAIRS = "pairs"
    LABELLED = "labelled"
    PICTURES = "pictures"


class Pair(NamedTuple):
    """A question and its answer, without separator; a fixed-width file keeps its blanks."""

    question: str
    answer: str


class Labelled(NamedTuple):
    """A text and the name of its class."""

    text: str
    label: str


class Picture(NamedTuple):
    """A square picture and what it shows: `pixels` are bytes red, green, blue, row by row."""

    pixels: bytes
    caption: str

    @property
    def side(self) -> int:
        """Its width and height."""
        return math.isqrt(len(self.pixels) // 3)


@dataclass(frozen=True)
class Records:
    """The records of one part: the field that the kind of the data set asks for."""

    text: str = ""
    rows: tuple[Pair, ...] | tuple[Labelled, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """Records of one kind with where they came from.

    Attributes:
        parts: {"all": records} of one file that is split later, or "train" and perhaps "valid"
            and "test" where the files were separate.
        encodings: how each file was decoded, by path; empty for what was made in memory.
        notes: sentences about what was found on the way ("3 empty lines were left out.").
        entropy: nats per token of the process that made the text, where that is known.
    """

    kind: Kind
    name: str
    parts: dict[str, Records]
    encodings: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    entropy: float | None = None

    @property
    def is_split(self) -> bool:
        """Whether the parts came as separate files."""
        return "all" not in self.parts

    def part(self, name: str) -> Records:
        """Return one part.

        Raises:
            DataError: the data set has no such part.
        """
        if name not in self.parts:
            found = ", ".join(self.parts)
            raise DataError(f"“{self.name}” has no {name} part; it has {found}.")
        return self.parts[name]
