"""One sample of the list at the left of the Data page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from playground.theme import Theme, font, px
from playground.widgets.picture_button import Picture, PictureButton


class SampleRow(PictureButton):
    """Show a small picture of the data, its name and its size."""

    bare = True

    def __init__(
        self,
        text: str,
        detail: str,
        picture: Picture,
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name=name, tip=tip or detail, parent=parent)
        self._detail, self._picture = detail, picture
        self.setFixedHeight(px(54))

    def sizeHint(self) -> QSize:
        """Ask for the width of the column."""
        return QSize(px(214), px(54))

    def set_detail(self, detail: str) -> None:
        """Show another size."""
        self._detail = detail
        self.update()

    def paint_content(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw the picture on its small ground and the two lines of text."""
        side = px(38)
        tile = QRectF(rect.left() + px(5), rect.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(tile, px(6), px(6))
        painter.save()
        self._picture(painter, tile, theme)
        painter.restore()
        left = tile.right() + px(10)
        words = QRectF(left, tile.top(), rect.right() - left - px(6), side)
        painter.setFont(font("body", 500))
        painter.setPen(theme.color("ink"))
        align, elide = Qt.AlignmentFlag, Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(self.text(), elide, int(words.width()))
        painter.drawText(words.translated(0, px(1)), align.AlignLeft | align.AlignTop, text)
        painter.setFont(font("axis"))
        painter.setPen(theme.color("ink2"))
        detail = painter.fontMetrics().elidedText(self._detail, elide, int(words.width()))
        painter.drawText(words.translated(0, -px(2)), align.AlignLeft | align.AlignBottom, detail)
