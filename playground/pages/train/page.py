"""The page on which a run is watched."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from engine import Checkpoint
from engine.requests import Request
from playground.pages.train.chart_card import ChartCard
from playground.pages.train.lens_card import LensCard
from playground.pages.train.live_card import LiveCard
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.obstacle_row import ObstacleRow


class TrainPage(QWidget):
    """Curves over what can be changed while it runs, and a lens beside them.

    Signals: ``page_wanted(str)`` with the title of another page.
    """

    page_wanted = Signal(str)

    title = "Train"
    icon = "train"

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._chart = ChartCard()
        self._live = LiveCard(session, training)
        self._lens = LensCard()
        self._obstacle = ObstacleRow()
        grid = QGridLayout(self)
        grid.setContentsMargins(px(20), px(16), px(18), px(16))
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(12))
        grid.addWidget(self._obstacle, 0, 0, 1, 2)
        grid.addWidget(self._chart, 1, 0)
        grid.addWidget(self._live, 2, 0)
        grid.addWidget(self._lens, 1, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        training.events_arrived.connect(self._show_events)
        training.cleared.connect(self._clear)
        for signal in (session.config_changed, session.survey_changed):
            signal.connect(self._expect)
        training.adopted.connect(self._remember)
        self._lens.asked.connect(self._ask)
        session.readiness_changed.connect(self._show_obstacle)
        self._obstacle.followed.connect(self._go_to_settings)
        self._expect()
        self._show_obstacle()

    @Slot(object)
    def _show_events(self, events: list[Any]) -> None:
        for part in (self._chart.curves, self._live, self._lens):
            part.show_events(events)

    @Slot()
    def _clear(self) -> None:
        for part in (self._chart.curves, self._live, self._lens):
            part.clear()
        self._expect()

    @Slot()
    def _expect(self) -> None:
        survey = self._session.survey
        if survey is not None:
            self._chart.curves.expect(self._session.config.training.epochs, survey.unit)

    @Slot(object)
    def _remember(self, checkpoint: Checkpoint) -> None:
        self._chart.curves.remember(checkpoint.history)

    @Slot(object)
    def _ask(self, request: Request) -> None:
        self._training.ask(request)

    @Slot()
    def _show_obstacle(self) -> None:
        self._obstacle.show_sentence(self._session.problem_of("settings"))

    @Slot()
    def _go_to_settings(self) -> None:
        self.page_wanted.emit("Model")
