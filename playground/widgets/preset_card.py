"""One model to start from, as a small picture with its name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from playground.theme import Theme, font, px
from playground.widgets.picture_button import Picture, PictureButton

_NARROWEST = 92  # at 1,280 pixels eleven cards in four groups stand beside each other


class PresetCard(PictureButton):
    """Show the picture of a network over its name; the picture is told by its colours if chosen.

    ``picture`` draws in ink2; for the chosen card it is given a theme whose ink2 is the accent.
    """

    def __init__(
        self,
        text: str,
        picture: Picture,
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name=name, tip=tip, parent=parent)
        self._picture = picture
        self.setFixedHeight(px(76))
        self.setMinimumWidth(self.sizeHint().width())

    def sizeHint(self) -> QSize:
        """Ask for the picture's width, or the name's where it is wider."""
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(px(_NARROWEST), words + px(18)), px(76))

    def paint_content(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw the picture and the name."""
        chosen = self.isChecked()
        inks = theme.chosen() if chosen else theme
        painter.save()
        self._picture(painter, rect.adjusted(px(8), px(6), -px(8), -px(24)), inks)
        painter.restore()
        painter.setFont(font("caption", 600 if chosen else 500))
        painter.setPen(theme.color("accent" if chosen else "ink"))
        align = Qt.AlignmentFlag
        painter.drawText(
            rect.adjusted(0, 0, 0, -px(5)), align.AlignHCenter | align.AlignBottom, self.text()
        )
