"""The button that trains all cells, and how far that is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.cell_trial import CellTrial
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label

TIP = "Trains the settings on Model once with each cell, and looks at how far gradients reach."


class TrialBar(QWidget):
    """Start and stop the trial of the cells, and say how it goes or why it cannot begin."""

    def __init__(self, trial: CellTrial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial = trial
        self._start = Button("Train RNN, LSTM and GRU", "play", tip=TIP)
        self._stop = Button("Stop the trial", "stop", tip="What was reported so far stays.")
        self._words = Label("", "caption", "ink2", wrap=True)
        self._error = InlineError()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        for button in (self._start, self._stop):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        column.addWidget(self._error)
        self._start.clicked.connect(self._begin)
        self._stop.clicked.connect(trial.stop)
        trial.changed.connect(self._follow)
        trial.failed.connect(self._error.show_error)
        self.setFocusProxy(self._start)
        self._follow()

    @Slot()
    def _begin(self) -> None:
        self._error.clear()
        self._trial.start()

    @Slot()
    def _follow(self) -> None:
        trial = self._trial
        self._start.setVisible(not trial.is_running)
        self._start.setEnabled(not trial.obstacle)
        self._stop.setVisible(trial.is_running)
        self._words.setText(trial.status if trial.is_running else trial.obstacle)
        self._words.setVisible(bool(self._words.text()))
