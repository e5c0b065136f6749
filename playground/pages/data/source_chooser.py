"""Every way to other data: samples, files, dropped and pasted text, the same file read anew."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.data.source import SourceConfig
from engine.data.sources import FilesSource
from playground.files import parts_of
from playground.pages.data.bringing import file_dialog, save_pasted
from playground.pages.data.samples import choose_sample
from playground.session import Session


class SourceChooser(QObject):
    """Ask the session for other data.

    Signals: ``asked()`` when reading begins; ``failed(str)`` if there is nothing to read.

    Attributes:
        wanted: what was asked for last, whether it could be read or not.
    """

    asked = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._part = ""  # for which a file is being chosen; empty for a data set of its own
        self.wanted: SourceConfig | None = None

    @Slot(object)
    def open(self, source: SourceConfig) -> None:
        """Read a source."""
        self.wanted = source
        self.asked.emit()
        self._session.open_source(source)

    @Slot(str)
    def choose_sample(self, name: str) -> None:
        """Load a sample for the settings as they are, if they suit it."""
        self.wanted = None
        self.asked.emit()
        choose_sample(self._session, name)

    @Slot(str)
    def choose_tile(self, name: str) -> None:
        """Load a sample with the settings that learn it well, unless it is there already."""
        self.wanted = None
        self.asked.emit()
        dataset = self._session.dataset
        source = self._session.config.data.source
        if dataset is None or getattr(source, "name", "") != name:
            choose_sample(self._session, name, with_preset=True)

    @Slot()
    def choose_file(self) -> None:
        """Let the user choose a file."""
        self._show_dialog("Open a text or pairs", "")

    @Slot(str)
    def choose_part(self, part: str) -> None:
        """Let the user choose a file for the validation or the test part."""
        title = "Add a validation file" if part == "valid" else "Add a test file"
        self._show_dialog(title, part)

    @Slot()
    def paste(self) -> None:
        """Read the text in the clipboard."""
        self.take_text(QGuiApplication.clipboard().text())

    @Slot(str)
    def take_text(self, text: str) -> None:
        """Keep a text as a file of the program's own, and read that."""
        if not text.strip():
            self.failed.emit("There is no text in the clipboard. Copy some text, then paste it.")
            return
        try:
            path = save_pasted(text)
        except OSError as error:
            self.failed.emit(f"The text could not be kept: {error.strerror}. Save it as a file.")
            return
        self.open_path(str(path))

    @Slot(str)
    def open_path(self, path: str) -> None:
        """Read one file."""
        self.open(FilesSource.named(path))

    @Slot(list)
    def open_paths(self, paths: list[Path]) -> None:
        """Read files that came together."""
        if paths:
            self.open(FilesSource.named(**parts_of(paths)))

    @Slot(str)
    def read_as_kind(self, kind: str) -> None:
        """Read the loaded file as another kind of data."""
        source = self._session.config.data.source
        if isinstance(source, FilesSource):
            self.open(source.changed(content=kind))

    @Slot(str)
    def read_in_encoding(self, encoding: str) -> None:
        """Read the file that could not be read in another encoding."""
        if isinstance(self.wanted, FilesSource):
            self.open(self.wanted.changed(encoding=encoding))

    @Slot(str)
    def reread_in_encoding(self, encoding: str) -> None:
        """Read the loaded file in another encoding."""
        source = self._session.config.data.source
        if isinstance(source, FilesSource):
            self.open(source.changed(encoding=encoding))

    @Slot()
    def use_one_file(self) -> None:
        """Give up the files of validation and test."""
        source = self._session.config.data.source
        if isinstance(source, FilesSource):
            self.open(source.changed(valid="", test=""))

    def _show_dialog(self, title: str, part: str) -> None:
        self._part = part
        dialog = file_dialog(title, self._window)
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _take_file(self, path: str) -> None:
        source = self._session.config.data.source
        if self._part and isinstance(source, FilesSource):
            self.open(source.changed(**{self._part: path}))
        else:
            self.open_path(path)
