"""The card with what the chosen runs reached and where their settings differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from playground.pages.compare.table import Table, save_table, table_of, written
from playground.run_record import RunRecord
from playground.theme import font, px
from playground.widgets.card import Card
from playground.widgets.icon_button import IconButton
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.named import name_widget

ROW = 28  # pixels


class TableCard(Card):
    """Show a row for each chosen run; export writes it in full precision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((18, 8, 10, 10), 2, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._table = table_of(())
        self._sentence = Label("", "caption", "ink2")
        self._export = IconButton("export", "Export table", "Save the table as CSV")
        self._error = InlineError()
        self._cells = QTableWidget()
        self._set_up_cells()
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Label("What differs", "title"))
        head.addWidget(self._sentence)
        head.addStretch(1)
        head.addWidget(self._export)
        self.column.addLayout(head)
        self.column.addWidget(self._error)
        self.column.addWidget(self._cells)
        self._export.clicked.connect(self._ask_file)

    def _set_up_cells(self) -> None:
        cells = self._cells
        name_widget(cells, "Settings that differ")
        cells.setShowGrid(False)
        cells.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        cells.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        cells.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        cells.verticalHeader().hide()
        cells.verticalHeader().setDefaultSectionSize(px(ROW))
        header = cells.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setFont(font("caption"))

    def show_runs(self, records: Sequence[RunRecord]) -> None:
        """Show the chosen runs."""
        self._table = table = table_of(records)
        self._export.setEnabled(bool(records))
        self._sentence.setText(_sentence(table))
        cells = self._cells
        cells.setColumnCount(len(table.columns))
        cells.setHorizontalHeaderLabels(list(table.columns))
        cells.setRowCount(len(table.rows))
        for row in range(len(table.rows)):
            for column in range(len(table.columns)):
                item = QTableWidgetItem(written(table, row, column))
                item.setFont(font("body", 600 if column == 0 else None))
                cells.setItem(row, column, item)
        bar = cells.horizontalScrollBar().sizeHint().height()
        cells.setMaximumHeight(px(ROW) * (len(records) + 1) + bar + px(4))

    def export(self, path: Path) -> None:
        """Save the table; a failure is told in the card."""
        self._error.clear()
        try:
            save_table(self._table, path)
        except OSError as error:
            self._error.show_error(
                f"{path.name} could not be written: {error.strerror}. Choose another folder."
            )

    @Slot()
    def _ask_file(self) -> None:
        suggestion = str(Path.home() / "runs.csv")
        name, _ = QFileDialog.getSaveFileName(self, "Export", suggestion, "Numbers (*.csv)")
        if name:
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(".csv"))


def _sentence(table: Table) -> str:
    if not table.rows:
        return "No run is chosen."
    if len(table.rows) == 1:
        return "Check a second run to see how their settings differ."
    return "" if table.differ else "The chosen runs have the same settings."
