"""What the columns of a table of records show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.data.chunks import Level, split_words
from engine.data.preview import fed_tokens
from playground.widgets.token_cells import Cell

BLANK = "␣"
START = "_"
END = "↵"
_PADDED = 16  # for longer questions there is no room for cells that say nothing

Content = str | Sequence[Cell]


@dataclass(frozen=True)
class Column:
    """A title, and what stands under it for a record: a text or cells."""

    title: str
    content: Callable[[Any], Content]


@dataclass(frozen=True)
class PairShape:
    """How pairs are fed: by characters or words, reversed or not, and how long they get.

    Where every answer has the same width its blanks are symbols; else a sign ends it.
    """

    level: Level = "character"
    reverse: bool = False
    longest_question: int = 0
    fixed_width: bool = True

    def fed(self, question: str) -> list[Cell]:
        """Return the cells of a question in the order in which they are read."""
        tokens = fed_tokens(question, self.level, self.reverse)
        if self.longest_question > _PADDED:
            return _without_filling(tokens)
        missing = max(self.longest_question - len(tokens), 0)
        return [_cell("")] * missing + [_cell(token, "batch") for token in tokens]

    def answer(self, answer: str) -> list[Cell]:
        """Return the cells of an answer, from its start sign on."""
        tokens = split_words(answer) if self.level == "word" else list(answer)
        end = [] if self.fixed_width else [Cell(END, "plain")]
        return [Cell(START, "plain"), *(_cell(t, "plain") for t in tokens), *end]


def pair_columns(shape: PairShape) -> list[Column]:
    """Return question, what the network reads of it, and answer."""
    fed = "As it is fed, reversed" if shape.reverse else "As it is fed"
    return [
        Column("Question", lambda pair: pair[0].strip()),
        Column(fed, lambda pair: shape.fed(pair[0])),
        Column("Answer", lambda pair: shape.answer(pair[1])),
    ]


def labelled_columns() -> list[Column]:
    """Return label and text."""
    return [
        Column("Label", lambda row: [Cell(row[1], "plain")]),
        Column("Text", lambda row: row[0]),
    ]


def _without_filling(tokens: list[str]) -> list[Cell]:
    """Return the cells with one for all the blanks that fill a long question up, such as ␣×11."""
    filled = [token.isspace() for token in tokens]
    before = filled.index(False) if False in filled else 0
    after = filled[::-1].index(False) if False in filled else 0
    inner = [_cell(token, "batch") for token in tokens[before : len(tokens) - after]]
    return [*_filling(before), *inner, *_filling(after)]


def _filling(count: int) -> list[Cell]:
    return [Cell(f"{BLANK}×{count}" if count > 1 else BLANK, "padding")] if count else []


def _cell(token: str, kind: Any = "plain") -> Cell:
    return Cell(token, kind) if token.strip() else Cell(BLANK, "padding")
