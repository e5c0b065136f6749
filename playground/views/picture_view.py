"""One picture of the data, as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.data.dataset import Picture
from playground.theme import px
from playground.views.picture_paint import paint_picture
from playground.widgets.named import name_widget

_USUAL = 32  # pixels of a picture's side, before there is one


class PictureView(QWidget):
    """Show a picture, each of its pixels ``times`` as large; nothing until there is one."""

    def __init__(self, name: str, times: int, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times = times
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture, or nothing."""
        self._picture = picture
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the size of the picture."""
        side = self._picture.side if self._picture else _USUAL
        return QSize(px(self._times) * side, px(self._times) * side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        if self._picture is not None:
            paint_picture(QPainter(self), QRectF(self.rect()), self._picture)
