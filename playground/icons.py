"""The window's icons: our own drawings, tinted with the theme, sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from playground.resources import assets
from playground.theme import current_theme, px


def icon(
    name: str, color: str | QColor = "ink2", size: int = 20, checked: str | None = None
) -> QIcon:
    """Return the icon ``name`` in a token or a colour, with its disabled and checked states.

    It is of the theme that is on: make it again when ``Appearance.changed`` is emitted.
    """
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, "ink3", size, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
        if checked is not None:
            made.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(
    name: str, color: str | QColor = "ink2", size: int = 20, ratio: float | None = None
) -> QPixmap:
    """Return one picture of an icon, ``size`` in pixels of the design, at a device's ratio."""
    scale = ratio if ratio is not None else max(_ratios())
    side = px(size)
    made = QPixmap(round(side * scale), round(side * scale))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, QRectF(0, 0, side, side), name, color)
    painter.end()
    return made


def app_icon() -> QIcon:
    """Return the mark as the window's icon, in the sizes that window systems ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("mark", "accent", size, 1.0))
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: str | QColor = "ink2") -> None:
    """Draw an icon into ``rect`` of a picture that paints itself."""
    theme = current_theme()
    ink = theme.color(color) if isinstance(color, str) else color
    drawing = _drawing(name).replace("currentColor", ink.name())
    drawing = drawing.replace("secondColor", theme.valid)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, rect)


@cache
def _drawing(name: str) -> str:
    return assets().joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def _ratios() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})
