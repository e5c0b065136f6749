"""One thing that a network can learn, on the first page that a person sees."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from playground.theme import Theme, font, px
from playground.widgets.picture_button import Picture, PictureButton


class WelcomeTile(PictureButton):
    """Show a large picture, what is learned, from what, and how long it takes.

    Attributes:
        detail: from what it is learned.
    """

    def __init__(
        self,
        text: str,
        promise: str,
        detail: str,
        duration: str,
        picture: Picture,
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name=name, tip=tip or promise, parent=parent)
        self._promise, self.detail, self._duration = promise, detail, duration
        self._picture = picture
        self.setMinimumWidth(px(220))
        self.setFixedHeight(px(217))

    def sizeHint(self) -> QSize:
        """Ask for the width of a quarter of the page."""
        return QSize(px(258), px(217))

    def paint_content(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw the picture on its sunken ground and the words under it."""
        edge = 0 if self.isChecked() else 1  # a thin border leaves the ground more room
        ground = QRectF(rect.left(), rect.top(), rect.width(), px(132))
        ground.adjust(-edge, -edge, edge, 0)
        painter.fillPath(_rounded_above(ground, px(7)), theme.color("sunken"))
        painter.save()
        self._picture(painter, ground.adjusted(px(14), px(14), -px(14), -px(14)), theme)
        painter.restore()
        words = rect.adjusted(px(13), px(132), -px(13), -px(11))
        top = Qt.AlignmentFlag.AlignTop
        painter.setFont(font("title"))
        painter.setPen(theme.color("ink"))
        painter.drawText(words.adjusted(0, px(10), 0, 0), top, self.text())
        painter.setFont(font("body"))
        painter.setPen(theme.color("ink2"))
        painter.drawText(words.adjusted(0, px(31), 0, 0), top, self._promise)
        painter.setFont(font("axis"))
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(words, bottom | Qt.AlignmentFlag.AlignLeft, self.detail)
        painter.drawText(words, bottom | Qt.AlignmentFlag.AlignRight, self._duration)


def _rounded_above(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, radius, radius)
    path.addRect(rect.adjusted(0, radius, 0, 0))
    return path
