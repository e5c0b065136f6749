"""What the user does on a chart with the mouse."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Signal, Slot


class ChartPointer(QObject):
    """Translate the mouse over a plot into the chart's own words.

    Signals: ``pointed(float, float)`` with x and height under the pointer, ``left()`` when it is
    no longer over the curves, ``double_clicked()``, ``dragged()`` when the user moved or zoomed.
    """

    pointed = Signal(float, float)
    left = Signal()
    double_clicked = Signal()
    dragged = Signal()

    def __init__(self, plot: pg.PlotWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._box = plot.getViewBox()
        plot.viewport().installEventFilter(self)
        plot.scene().sigMouseMoved.connect(self._move)
        plot.scene().sigMouseClicked.connect(self._click)
        self._box.sigRangeChangedManually.connect(self._drag)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the pointer leave the plot, which pyqtgraph does not tell."""
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _move(self, position: QPointF) -> None:
        if self._box.sceneBoundingRect().contains(position):
            place = self._box.mapSceneToView(position)
            self.pointed.emit(place.x(), place.y())
        else:
            self.left.emit()

    @Slot(object)
    def _click(self, event: object) -> None:
        if event.double():  # type: ignore[attr-defined]
            self.double_clicked.emit()

    @Slot()
    def _drag(self) -> None:
        self.dragged.emit()
