"""The list at the left: samples, the user's recent files, and ways to bring others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.source import SourceConfig
from engine.data.sources import FilesSource
from playground.pages.data.samples import offered_samples, sample_of, short_detail
from playground.theme import px
from playground.views.sample_pictures import SAMPLE_PICTURES, text_picture
from playground.widgets.button import Button
from playground.widgets.label import Label
from playground.widgets.sample_row import SampleRow
from playground.widgets.scroll_column import ScrollColumn

_WIDTH = 214 + 12  # the rows and the gutter


class SamplesColumn(QWidget):
    """Choose a data set from those that are at hand, or bring one.

    Signals: ``sample_chosen(str)`` with its name, ``file_chosen(str)`` with its path,
    ``open_clicked()``, ``paste_clicked()``.
    """

    sample_chosen = Signal(str)
    file_chosen = Signal(str)
    open_clicked = Signal()
    paste_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(px(_WIDTH))
        self._group = QButtonGroup(self)
        self._rows: dict[str, SampleRow] = {}
        self._scroll = ScrollColumn(2)
        column = self._scroll.column
        column.addWidget(Label("Samples", "heading"))
        for name, sample in offered_samples().items():
            picture = SAMPLE_PICTURES.get(name, text_picture)
            row = SampleRow(
                sample.title, short_detail(name), picture, tip=f"{sample.title}: {sample.detail}"
            )
            self._add(name, row, column)
        self._files = QVBoxLayout()
        self._files.setSpacing(px(2))
        column.addLayout(self._files)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(px(4))
        page.addWidget(self._scroll, 1)
        page.addSpacing(px(6))
        page.addLayout(self._buttons())
        page.addWidget(Label("or drop a file anywhere", "axis", "ink2"))
        page.addStretch()
        self._fit()
        self._group.buttonClicked.connect(self._choose)

    def set_files(self, paths: Sequence[str]) -> None:
        """Show the user's recent files, newest first."""
        while self._files.count():
            item = self._files.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {key: row for key, row in self._rows.items() if key in offered_samples()}
        if paths:
            self._files.addSpacing(px(6))
            heading = Label("Your files", "heading")
            self._files.addWidget(heading)
            heading.show()
        for path in paths:
            where = str(Path(path).parent)
            row = SampleRow(Path(path).name, where, text_picture, tip=path)
            self._add(path, row, self._files)
        self._fit()

    def show_source(self, source: SourceConfig) -> None:
        """Mark the row of the data that are loaded."""
        key = source.train if isinstance(source, FilesSource) else sample_of(source)
        self._group.setExclusive(False)
        for name, row in self._rows.items():
            row.setChecked(name == key)
        self._group.setExclusive(True)
        QTimer.singleShot(0, self._reveal)  # new rows have no place yet

    @Slot()
    def _reveal(self) -> None:
        """Scroll to the row of the data that are loaded."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            self._scroll.ensureWidgetVisible(chosen)

    def _fit(self) -> None:
        """Let the list be no higher than its rows, so that the buttons follow them."""
        self._scroll.column.activate()
        self._scroll.setMaximumHeight(self._scroll.column.sizeHint().height())

    def _add(self, key: str, row: SampleRow, column: QVBoxLayout) -> None:
        self._rows[key] = row
        self._group.addButton(row)
        column.addWidget(row)
        row.show()  # a layout counts nothing that is yet to be shown

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, px(12), 0)  # the gutter of the list
        row.setSpacing(px(8))
        opener = Button("Open…", "open", name="Open", tip="Choose a file of your own (Ctrl+O).")
        paste = Button("Paste", "paste", tip="Learn from the text in the clipboard.")
        row.addWidget(opener, 1)
        row.addWidget(paste, 1)
        opener.clicked.connect(self._open)
        paste.clicked.connect(self._paste)
        return row

    @Slot(object)
    def _choose(self, row: SampleRow) -> None:
        key = next(key for key, one in self._rows.items() if one is row)
        if key in offered_samples():
            self.sample_chosen.emit(key)
        else:
            self.file_chosen.emit(key)

    @Slot()
    def _open(self) -> None:
        self.open_clicked.emit()

    @Slot()
    def _paste(self) -> None:
        self.paste_clicked.emit()
