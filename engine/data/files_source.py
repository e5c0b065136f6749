"""The user's own files, as a source."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, Self

from engine.config import setting
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.data.reading import Content, read_dataset
from engine.data.source import SOURCES, SourceConfig
from engine.errors import DataError


@SOURCES.register
class FilesSource(SourceConfig):
    """The user's own file, or one file for each part."""

    kind: Literal["files"] = "files"
    train: str = setting(
        "", "File", help="The file to learn from; it is split where no other part is named."
    )
    valid: str = setting("", "Validation", help="A file of its own for validation.", basic=False)
    test: str = setting("", "Test", help="A file of its own for the final test.", basic=False)
    content: Content = setting(
        "auto",
        "Content",
        help="Running text, pairs of question and answer, or lines with a label; "
        "auto looks at the first lines.",
    )
    encoding: str = setting(
        "",
        "Encoding",
        help="How the bytes stand for characters, such as cp949; "
        "empty means a byte order mark, else UTF-8.",
        basic=False,
    )

    @classmethod
    def named(cls, train: str, valid: str = "", test: str = "", encoding: str = "") -> Self:
        """Return files as the user named them, found again from any other folder."""
        paths = {"train": train, "valid": valid, "test": test}
        whole = {part: os.path.abspath(path) for part, path in paths.items() if path}
        return cls.parse(whole | {"encoding": encoding})

    def describe(self) -> str:
        """Return the file's name."""
        return Path(self.train).name

    def read(self, progress: Report | None = None) -> Dataset:
        """Read the files."""
        if not self.train:
            raise DataError("No file to learn from is named. Choose one, or choose a sample.")
        return read_dataset(
            self.train,
            content=self.content,
            encoding=self.encoding,
            valid=self.valid or None,
            test=self.test or None,
            progress=progress,
        )
