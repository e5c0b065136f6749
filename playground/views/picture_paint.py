"""Pictures of the data, pixel by pixel."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from engine.data.dataset import Picture


def paint_picture(painter: QPainter, rect: QRectF, picture: Picture) -> None:
    """Draw a picture so that its pixels stay squares with sharp edges."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(rect, image_of(picture))
    painter.restore()


def image_of(picture: Picture) -> QImage:
    """Return a picture of the data as one of Qt's, with bytes of its own."""
    side = picture.side
    return QImage(picture.pixels, side, side, 3 * side, QImage.Format.Format_RGB888).copy()
