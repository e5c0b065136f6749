"""The book's pairs: question, underscore, answer."""

from __future__ import annotations

from typing import ClassVar

from engine.data.dataset import Kind, Pair
from engine.data.formats.base import Document, Parsed, share_of, shown

SEPARATOR = "_"


class UnderscorePairs:
    """Lines such as `57+5   _62  `.

    Where all lines are equally wide the blanks that fill them up are part of the data, as in the
    book; else blanks at the ends of questions and answers are taken off.
    """

    kind: ClassVar[Kind] = Kind.PAIRS
    title: ClassVar[str] = "question_answer lines"

    def share(self, document: Document) -> float:
        """Count the lines with one underscore between two sides that hold something."""
        if len(document.beginning) < 2:
            return 0.0
        return share_of(sum(map(_is_pair, document.beginning)), document)

    def parse(self, document: Document) -> Parsed:
        """Split each line at its underscore."""
        rows: list[Pair] = []
        numbers: list[int] = []
        notes: list[str] = []
        cut = _cut_line(document)
        for number, line in document.lines():
            if number == cut and not _is_pair(line):
                notes.append(f"The last line ({number:,}) is cut before its end and was left out.")
                continue
            rows.append(_pair(document, number, line))
            numbers.append(number)
        return Parsed(*_widths(rows, numbers, cut, notes))


def _is_pair(line: str) -> bool:
    question, separator, answer = line.partition(SEPARATOR)
    whole = separator and SEPARATOR not in answer
    return bool(whole and question.strip() and answer.strip())


def _pair(document: Document, number: int, line: str) -> Pair:
    if not _is_pair(line):
        count = line.count(SEPARATOR)
        if count == 1:
            side = "after" if line.partition(SEPARATOR)[0].strip() else "before"
            what = f"nothing stands {side} the “_” in {shown(line)}. Fill it in or remove the line."
        elif count:
            what = f"{count} “_” stand in {shown(line)}. Leave one, between question and answer."
        else:
            what = f"there is no “_” in {shown(line)}. Put one between question and answer."
        raise document.problem(number, what)
    question, _, answer = line.partition(SEPARATOR)
    return Pair(question, answer)


def _cut_line(document: Document) -> int:
    """Return the number of the last line if it has no end, else 0."""
    return document.text.count("\n") + 1 if document.is_cut else 0


def _widths(
    rows: list[Pair], numbers: list[int], cut: int, notes: list[str]
) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    widths = [(len(question), len(answer)) for question, answer in rows]
    if len(rows) > 1 and numbers[-1] == cut and _falls_short(widths):
        rows[-1] = Pair(rows[-1].question, rows[-1].answer.ljust(widths[0][1]))
        notes.append(f"The last line ({cut:,}) was cut and was filled up with blanks.")
        widths[-1] = widths[0]
    odd = next((i for i, width in enumerate(widths) if width != widths[0]), None)
    if odd is None:
        if any(side.endswith(" ") for row in rows for side in row):
            question, answer = widths[0]
            notes.append(
                f"All lines are equally wide: the blanks that fill up questions to {question} "
                f"and answers to {answer} characters count as characters, as in the book."
            )
        return tuple(rows), tuple(notes)
    notes.append(
        f"Lines differ in width (line {numbers[odd]:,} from line {numbers[0]:,}), so blanks at "
        "the ends of questions and answers were taken off."
    )
    return tuple(Pair(q.strip(), a.strip()) for q, a in rows), tuple(notes)


def _falls_short(widths: list[tuple[int, int]]) -> bool:
    """Whether the last answer alone is narrower than all the others."""
    first, last = widths[0], widths[-1]
    return set(widths[:-1]) == {first} and last[0] == first[0] and last[1] < first[1]
