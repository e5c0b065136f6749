"""The page on which the runs of this session are compared."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from playground.cell_trial import CellTrial
from playground.pages.compare.chart_card import ChartCard
from playground.pages.compare.no_runs import NoRuns
from playground.pages.compare.runs_card import RunsCard
from playground.pages.compare.table_card import TableCard
from playground.pages.compare.trial_bar import TrialBar
from playground.run_record import RunRecord
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.views.comparison import MOST
from playground.views.overlay import Line

APART = 400  # milliseconds between two pictures of a run that goes on


class ComparePage(QWidget):
    """The runs at the left; their curves over their table at the right.

    A run that is new is drawn as long as there is room. Signals: ``page_wanted(str)``.
    """

    page_wanted = Signal(str)

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs = session.runs
        self._known: set[RunRecord] = set()
        self._places: dict[RunRecord, int] = {}  # of the runs that are drawn
        trial = CellTrial(session, training, self)
        self._list, self._empty = RunsCard(TrialBar(trial)), NoRuns(TrialBar(trial))
        self._chart, self._table = ChartCard(), TableCard()
        self._lay_out()
        self._later = QTimer(self)  # drawing eight runs at each evaluation would hold the window up
        self._later.setSingleShot(True)
        self._later.setInterval(APART)
        self._later.timeout.connect(self._draw)
        session.runs.listed.connect(self._show_list)
        session.runs.grown.connect(self._show_growth)
        self._list.checked.connect(self._check)
        self._list.renamed.connect(self._rename)
        self._list.removed.connect(self._remove)
        self._empty.train_wanted.connect(self._go_to_train)
        self._show_list()

    def _lay_out(self) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(px(20), px(16), px(18), px(16))
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(12))
        grid.addWidget(self._list, 0, 0, 2, 1)
        grid.addWidget(self._chart, 0, 1)
        grid.addWidget(self._table, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 2)
        grid.setRowStretch(1, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(inside)

    @property
    def chosen(self) -> tuple[RunRecord, ...]:
        """The runs that are drawn, in the order in which they ran."""
        return tuple(record for record in self._runs.records if record in self._places)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the page was hidden."""
        super().showEvent(event)
        self._list.show_runs(self._runs.records)
        self._draw()

    # What has come

    @Slot()
    def _show_list(self) -> None:
        records = self._runs.records
        for record in records:
            if record not in self._known:
                self._choose(record)
        self._known = set(records)
        self._places = {r: place for r, place in self._places.items() if r in self._known}
        self._list.show_runs(records)
        self._stack.setCurrentIndex(1 if records else 0)
        self._draw()

    @Slot(object)
    def _show_growth(self, record: RunRecord) -> None:
        if not self.isVisible():
            return
        self._list.refresh(record)
        if record in self._places and not self._later.isActive():
            self._later.start()

    def _choose(self, record: RunRecord) -> None:
        free = [place for place in range(MOST) if place not in self._places.values()]
        if free:
            self._places[record] = free[0]

    @Slot()
    def _draw(self) -> None:
        self._list.show_places(self._places, MOST)
        if not self.isVisible():
            return
        chosen = self.chosen
        lines = [Line(r.name, self._places[r], r.evaluations, r.gradients) for r in chosen]
        self._chart.show_lines(lines, other_data=len({record.data for record in chosen}) > 1)
        self._table.show_runs(chosen)

    # What the user does

    @Slot(object, bool)
    def _check(self, record: RunRecord, on: bool) -> None:
        if on:
            self._choose(record)
        else:
            self._places.pop(record, None)
        self._draw()

    @Slot(object, str)
    def _rename(self, record: RunRecord, name: str) -> None:
        self._runs.rename(record, name)

    @Slot(object)
    def _remove(self, record: RunRecord) -> None:
        self._runs.remove(record)

    @Slot()
    def _go_to_train(self) -> None:
        self.page_wanted.emit("Train")
