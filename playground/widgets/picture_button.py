"""The common part of everything that is chosen by its picture."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from playground.theme import Theme, appearance, current_theme, px
from playground.widgets.named import name_widget

Picture = Callable[[QPainter, QRectF, Theme], None]
"""Draws itself into a rectangle, in the colours of a theme."""


class PictureButton(QAbstractButton):
    """Be checked like a button and look like a card; the subclass paints what is on it.

    Chosen: 2 px accent. With the focus: 2 px ink, so that it does not look chosen. Among siblings
    that exclude each other the arrow keys move.
    """

    bare = False  # without ground and border until it is chosen

    def __init__(
        self, text: str, *, name: str = "", tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name_widget(self, name or text, tip)
        appearance().changed.connect(self._repaint)

    def paint_content(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw what is on the card; ``rect`` lies inside of the border."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, content and border."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focus = self.isChecked(), self.hasFocus()
        outer = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._ground(chosen)))
        if not self.bare or chosen or self.underMouse():
            painter.drawRoundedRect(outer.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        self.paint_content(painter, outer.adjusted(2, 2, -2, -2), theme)
        width = 2 if chosen or focus else 1
        edge = "ink" if focus else "accent" if chosen else "line"
        if self.bare and width == 1:
            return
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(outer.adjusted(half, half, -half, -half), px(8), px(8))

    def _ground(self, chosen: bool) -> str:
        return "sunken" if self.bare and not chosen and self.underMouse() else "surface"

    @Slot()
    def _repaint(self) -> None:
        self.update()
