"""From files to a data set."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from engine.data.chunks import Report
from engine.data.dataset import Dataset, Kind, Labelled, Records
from engine.data.encoding import Decoded, read_text
from engine.data.files import Name, needed_bytes
from engine.data.formats import FORMATS, Document, Format
from engine.errors import DataError
from engine.shown_name import shown_name

__all__ = ["Content", "needed_bytes", "read_dataset"]

Content = Literal["auto", "text", "pairs", "labelled"]

# A few odd lines do not hide what a file is; then they are reported by their numbers.
ENOUGH = 0.9
ENOUGH_BY_NAME = 0.6  # where the file's ending says that it is a table
OPINIONS = {".pos": "positive", ".neg": "negative"}


def read_dataset(
    path: Name,
    *,
    content: Content | str = "auto",
    encoding: str = "",
    valid: Name | None = None,
    test: Name | None = None,
    progress: Report | None = None,
) -> Dataset:
    """Read a file that is split later, or one file for each part.

    The kind is found by looking at the first 500 lines that hold something: a format of pairs or
    labelled lines is taken if nine in ten of them are written in it, else it is running text.
    Two files that differ only in .pos and .neg, beside each other, are opinions.

    Args:
        content: "text", "pairs" or "labelled" where the user knows better than "auto".
        encoding: the one the user confirmed; "" takes a byte order mark or UTF-8.
        progress: hears the share done and may raise to cancel.

    Raises:
        EncodingError: a file is not UTF-8; its `suggestion` may be confirmed by the user.
        DataError: a file cannot be read as it should; the sentence has the place.
    """
    paths = {"train": path, "valid": valid, "test": test}
    named = {part: name for part, name in paths.items() if name}
    files = _Files(encoding, _shared(progress, len(named)))
    parts = {part: files.read(name, content) for part, name in named.items()}
    if len(parts) == 1:
        parts = {"all": parts["train"]}
    return Dataset(
        kind=files.kind or Kind.TEXT,
        name=Path(path).name,
        parts=parts,
        encodings=files.encodings,
        notes=tuple(dict.fromkeys(files.notes)),  # what is true of both files is said once
    )


def _shared(progress: Report | None, files: int) -> Callable[[int], Report | None]:
    """Return a maker of reports for the n-th file, of which each is an equal share of the whole."""

    def report_of(index: int) -> Report | None:
        return progress and (lambda share: progress((index + share) / files))

    return report_of


class _Files:
    """Read files of one kind; the first one decides which."""

    def __init__(self, encoding: str, report_of: Callable[[int], Report | None]) -> None:
        self.kind: Kind | None = None
        self.encodings: dict[str, str] = {}
        self.notes: list[str] = []
        self._encoding = encoding
        self._report_of = report_of
        self._read = 0

    def read(self, path: Name, content: str) -> Records:
        """Return the records of one file, or of a pair of .pos and .neg files."""
        twins = _twins(path)
        if twins and content in ("auto", "labelled") and self.kind in (None, Kind.LABELLED):
            self.kind = Kind.LABELLED
            return self._opinions(twins)
        decoded = self._decoded(path)
        document = Document(shown_name(path), Path(path).suffix.lower(), decoded.text)
        found = _format(document, self.kind or content)
        self.kind = found.kind if found else Kind.TEXT
        if found is None:
            return Records(text=decoded.text)
        parsed = found.parse(document)
        if not parsed.rows:
            raise DataError(f"{document.name} holds no {found.title}. Choose another file.")
        self.notes.extend(parsed.notes)
        if document.is_cut:
            self.notes.append(
                f"The last line of {document.name} has no line end, so the file may be cut."
            )
        return Records(rows=parsed.rows)

    def _decoded(self, path: Name) -> Decoded:
        decoded = read_text(path, self._encoding, self._report_of(self._read))
        self._read += 1
        self.encodings[os.fspath(path)] = decoded.encoding
        self.notes.extend(decoded.notes)
        return decoded

    def _opinions(self, twins: dict[str, Path]) -> Records:
        rows = []
        for label, path in twins.items():
            document = Document(shown_name(path), path.suffix, self._decoded(path).text)
            rows += [Labelled(line.strip(), label) for _, line in document.lines()]
        self.notes.append(" and ".join(shown_name(path) for path in twins.values()) + " were read.")
        return Records(rows=tuple(rows))


def _twins(path: Name) -> dict[str, Path]:
    """Return the two files of opinions that `path` is one of, by label, or nothing."""
    path = Path(path)
    if path.suffix not in OPINIONS:
        return {}
    twins = {label: path.with_suffix(suffix) for suffix, label in OPINIONS.items()}
    return twins if all(twin.is_file() for twin in twins.values()) else {}


def _format(document: Document, content: str) -> Format | None:
    """Return the format of the rows, or None for running text.

    Raises:
        DataError: the user wants rows, and no line looks like one.
    """
    if content == Kind.TEXT:
        return None
    if content == "auto":
        enough = ENOUGH_BY_NAME if document.suffix == ".tsv" else ENOUGH
        return next((f for f in FORMATS if f.share(document) >= enough), None)
    fitting = [(f.share(document), f) for f in FORMATS if f.kind == content]
    share, best = max(fitting, key=lambda entry: entry[0])
    if share == 0:
        raise document.problem(1, f"this is not read as {content}. {_ADVICE[content]}")
    return best


_ADVICE = {
    "pairs": "Put a tab or one “_” between question and answer, or use a .csv file.",
    "labelled": "Begin every line with a label and a tab, or use a .csv file with a label column.",
}
