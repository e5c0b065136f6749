"""The rows of a form, one under the other."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from playground.editors.outline import Field
from playground.editors.row import LABEL, Row
from playground.theme import px
from playground.widgets.label import Label

_SETTLE = 120  # ms after a change of focus


class RowColumn(QWidget):
    """Show settings under headings. A row that stays is kept, with its focus and what is typed.

    The row in focus alone shows its help. Signals: those of `Row`.

    Attributes:
        rows: by path, from top to bottom.
    """

    edited = Signal(str, object)
    judged = Signal(str, str)
    reset = Signal(str)

    def __init__(self, label_width: int = LABEL) -> None:
        super().__init__()
        self._label_width = label_width
        self.rows: dict[str, Row] = {}
        self._headings: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settling.timeout.connect(self._show_help)
        QApplication.instance().focusChanged.connect(self._settle)  # type: ignore[union-attr]

    def show_fields(self, sections: Sequence[tuple[str, Sequence[Field]]]) -> set[str]:
        """Show the fields of each section; return the paths whose rows are gone."""
        old, self.rows = self.rows, {}
        for widget in (*old.values(), *self._headings):
            self._column.removeWidget(widget)  # takeAt would leave the item alive, and in charge
        for heading in self._headings:
            heading.deleteLater()
        self._headings = []
        for title, fields in sections:
            if title and fields:
                self._add_heading(title)
            for field in fields:
                self._add_row(field, old)
        gone = {path for path, row in old.items() if self.rows.get(path) is not row}
        for path in gone:
            old[path].hide()
            old[path].deleteLater()
        stops = [stop for row in self.rows.values() for stop in row.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        return gone

    def _add_heading(self, title: str) -> None:
        heading = Label(title, "heading", "ink2")
        heading.setContentsMargins(0, px(10 if self.rows else 0), 0, px(4))
        self._headings.append(heading)
        self._append(heading)

    def _add_row(self, field: Field, old: dict[str, Row]) -> None:
        row = old.get(field.path)
        if row is None or row.setting != field.setting:
            row = Row(field.path, field.setting, self._label_width)
            row.edited.connect(self.edited)
            row.judged.connect(self.judged)
            row.reset.connect(self.reset)
        self.rows[field.path] = row
        self._append(row)

    def _append(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)  # before the stretch
        widget.show()

    @Slot()
    def _settle(self) -> None:
        self._settling.start()

    @Slot()
    def _show_help(self) -> None:
        """Show the help of the row in focus, though not while a click goes on: rows would move."""
        if QGuiApplication.mouseButtons():
            self._settling.start()
            return
        for row in self.rows.values():
            row.show_help(row.has_focus())
