"""Formats of well-known data sets, told by their marks: SCAN's commands and TREC's questions."""

from __future__ import annotations

import re
from typing import ClassVar

from engine.data.dataset import Kind, Labelled, Pair
from engine.data.formats.base import Document, Parsed, share_of, shown


class ScanPairs:
    """Lines such as `IN: walk twice OUT: I_WALK I_WALK`."""

    kind: ClassVar[Kind] = Kind.PAIRS
    title: ClassVar[str] = "SCAN commands"
    _line = re.compile(r"IN: *(\S.*?) *OUT: *(\S.*)")

    def share(self, document: Document) -> float:
        """Count the lines with both marks."""
        return share_of(sum(1 for s in document.beginning if self._line.match(s)), document)

    def parse(self, document: Document) -> Parsed:
        """Take what follows each mark."""
        rows = []
        for number, line in document.lines():
            found = self._line.match(line)
            if not found:
                what = f"{shown(line)} is not written as “IN: command OUT: actions”. Mend it."
                raise document.problem(number, what)
            rows.append(Pair(found[1], found[2].rstrip()))
        return Parsed(tuple(rows))


class TrecLabelled:
    """Lines such as `NUM:dist How far is it from Denver to Aspen ?`; the coarse label is used."""

    kind: ClassVar[Kind] = Kind.LABELLED
    title: ClassVar[str] = "TREC questions"
    _line = re.compile(r"([A-Z]{2,}):(\w+) +(\S.*)")

    def share(self, document: Document) -> float:
        """Count the lines that begin with a label."""
        return share_of(sum(1 for s in document.beginning if self._line.match(s)), document)

    def parse(self, document: Document) -> Parsed:
        """Take the label before the colon, and the text."""
        rows = []
        for number, line in document.lines():
            found = self._line.match(line)
            if not found:
                what = f"{shown(line)} does not begin with a label such as “NUM:dist”. Add it."
                raise document.problem(number, what)
            rows.append(Labelled(found[3].rstrip(), found[1]))
        note = "Of labels such as NUM:dist the part before the colon is used."
        return Parsed(tuple(rows), (note,))
