"""The card that looks into the network while it learns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.theme import px
from playground.views import VIEWS
from playground.views.base import View
from playground.widgets.card import Card
from playground.widgets.segmented import Segmented


class LensCard(Card):
    """Show one of the views of the run.

    Signals: ``asked(object)`` with what a view asks of the run.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((14, 12, 12, 12), 12, parent)
        self.setFixedWidth(px(384))
        self._views: list[View] = [view() for view in VIEWS]
        choices = [(view.title, index) for index, view in enumerate(self._views)]
        self._switch = Segmented(choices, name="Lens", tip="What to look at beside the curves")
        self._stack = QStackedWidget()
        for view in self._views:
            self._stack.addWidget(view)
            if hasattr(view, "asked"):
                view.asked.connect(self.asked)
        self.column.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._stack, 1)
        self._switch.chosen.connect(self._choose)

    def show_events(self, events: Sequence[object]) -> None:
        """Hand events on to every view."""
        for view in self._views:
            view.show_events(events)

    def clear(self) -> None:
        """Forget the run."""
        for view in self._views:
            view.clear()

    @Slot(object)
    def _choose(self, index: object) -> None:
        assert isinstance(index, int)
        self._stack.setCurrentIndex(index)
