"""Comma-separated values, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import ClassVar

from engine.data.dataset import Kind, Labelled, Pair
from engine.data.formats.base import Document, Parsed

QUESTIONS = ("q", "question", "source", "src", "input", "prompt")
ANSWERS = ("a", "answer", "target", "tgt", "output", "response")
LABELS = ("label", "class", "category", "sentiment")
TEXTS = ("text", "sentence", "review", "document", "line")

NO_HEADER = (
    "No header names questions and answers: the first two columns were used, from line 1 on. "
    "If line 1 is a header, write question and answer there."
)

Row = tuple[int, list[str]]


class CommaPairs:
    """Columns named Q,A or question,answer and the like; without such a header the first two."""

    kind: ClassVar[Kind] = Kind.PAIRS
    title: ClassVar[str] = "comma-separated pairs"

    def share(self, document: Document) -> float:
        """Look at the header and at the file's ending."""
        names = _names(document)
        if _place(names, QUESTIONS) is not None and _place(names, ANSWERS) is not None:
            return 1.0
        return 0.95 if document.suffix == ".csv" and len(names) > 1 else 0.0

    def parse(self, document: Document) -> Parsed:
        """Take the columns of question and answer."""
        names = _names(document)
        question, answer = _place(names, QUESTIONS), _place(names, ANSWERS)
        titles = ("question", "answer")
        if question is None or answer is None:
            rows = _columns(document, (0, 1), titles, has_header=False)
            return Parsed(tuple(Pair(q, a) for q, a in rows), (NO_HEADER,))
        rows = _columns(document, (question, answer), titles, has_header=True)
        return Parsed(tuple(Pair(q, a) for q, a in rows))


class CommaLabelled:
    """A column named label (or class, category, sentiment) and one with the text."""

    kind: ClassVar[Kind] = Kind.LABELLED
    title: ClassVar[str] = "comma-separated, with a label column"

    def share(self, document: Document) -> float:
        """Look for the two columns in the header."""
        names = _names(document)
        found = _place(names, LABELS) is not None and _place(names, TEXTS) is not None
        return 1.0 if found else 0.5 * (_place(names, LABELS) is not None and len(names) > 1)

    def parse(self, document: Document) -> Parsed:
        """Take the label and the text, or without such a column the first other one."""
        names = _names(document)
        label = _place(names, LABELS)
        if label is None:
            raise document.problem(
                1,
                f"no column is named label, class, category or sentiment; there are "
                f"{', '.join(names)}. Name the one with the labels so.",
            )
        text = _place(names, TEXTS)
        if text is None:
            text = 1 if label == 0 else 0
        rows = _columns(document, (text, label), ("text", "label"), has_header=True)
        return Parsed(tuple(Labelled(t, c) for t, c in rows))


def _names(document: Document) -> list[str]:
    """Return what the first line holds, in lower case."""
    first = document.beginning[0] if document.beginning else ""
    try:
        cells = next(csv.reader([first], delimiter=_delimiter(document)))
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _delimiter(document: Document) -> str:
    first = document.beginning[0]
    return ";" if first.count(";") > first.count(",") else ","


def _place(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _columns(
    document: Document, places: tuple[int, int], titles: tuple[str, str], has_header: bool
) -> Iterator[tuple[str, str]]:
    rows = _rows(document)
    if has_header:
        next(rows)
    for number, cells in rows:
        if len(cells) <= max(places):
            raise document.problem(
                number,
                f"it has {len(cells)} column{'s' * (len(cells) != 1)}, and column "
                f"{max(places) + 1} is needed. Add it, or put quotation marks round commas.",
            )
        found = tuple(cells[place].strip() for place in places)
        if not all(found):
            empty = titles[found.index("")]
            raise document.problem(number, f"the {empty} is empty. Fill it in or remove the line.")
        yield found[0], found[1]


def _rows(document: Document) -> Iterator[Row]:
    """Yield the rows that hold something, each with the line on which it begins."""
    reader = csv.reader(
        io.StringIO(document.text, newline=""), delimiter=_delimiter(document), strict=True
    )
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise document.problem(
                begin, f"the quotation marks do not match ({error}). Double those inside a cell."
            ) from None
        if any(cell.strip() for cell in cells):
            yield begin, cells
        begin = reader.line_num + 1
