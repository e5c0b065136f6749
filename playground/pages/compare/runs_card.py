"""The runs to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from playground.pages.compare.run_row import RunRow
from playground.run_record import RunRecord
from playground.theme import px
from playground.widgets.card import Card
from playground.widgets.label import Label
from playground.widgets.scroll_column import ScrollColumn


class RunsCard(Card):
    """List all runs, the newest first, over a foot whose focus proxy is its first stop.

    Signals: those of its rows.
    """

    checked = Signal(object, bool)
    renamed = Signal(object, str)
    removed = Signal(object)

    def __init__(self, foot: QWidget, parent: QWidget | None = None) -> None:
        super().__init__((16, 14, 8, 12), 8, parent)
        self.setFixedWidth(px(316))
        self._rows: list[RunRow] = []
        self._foot = foot.focusProxy() or foot
        self._list = ScrollColumn(6)
        self._list.column.addStretch(1)
        self.column.addWidget(Label("Runs", "title"))
        self.column.addWidget(Label("Check what to compare, up to 8 runs.", "caption", "ink2"))
        self.column.addWidget(self._list, 1)
        self.column.addWidget(foot)

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """The rows from above."""
        return tuple(self._rows)

    def show_runs(self, records: Sequence[RunRecord]) -> None:
        """List exactly these runs."""
        kept = {row.record: row for row in self._rows}
        self._rows = []
        for index, record in enumerate(reversed(records)):
            row = kept.pop(record, None) or self._new_row(record, index)
            row.refresh()
            self._rows.append(row)
        for row in kept.values():
            row.hide()
            row.deleteLater()
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go through the rows from above, then to the foot; new rows come last in Qt."""
        stops = [self._foot, *(stop for row in self._rows for stop in row.stops()), self._foot]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _new_row(self, record: RunRecord, index: int) -> RunRow:
        row = RunRow(record)
        self._list.column.insertWidget(index, row)
        row.checked.connect(self._check)
        row.renamed.connect(self._rename)
        row.removed.connect(self._remove)
        return row

    def show_places(self, places: Mapping[RunRecord, int], most: int) -> None:
        """Show which runs are drawn, and how."""
        for row in self._rows:
            row.show_place(places.get(row.record), is_full=len(places) >= most)

    def refresh(self, record: RunRecord) -> None:
        """Show what a run has reached by now."""
        for row in self._rows:
            if row.record is record:
                row.refresh()

    @Slot(object, bool)
    def _check(self, record: RunRecord, on: bool) -> None:
        self.checked.emit(record, on)

    @Slot(object, str)
    def _rename(self, record: RunRecord, name: str) -> None:
        self.renamed.emit(record, name)

    @Slot(object)
    def _remove(self, record: RunRecord) -> None:
        self.removed.emit(record)
