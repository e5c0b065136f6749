"""The curves of a run as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QPaintDevice, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator

from playground.theme import current_theme, font, px
from playground.views.chart_export import save_numbers
from playground.views.curves import Curves
from playground.views.progress_arrays import COLUMNS

SHARPNESS = 2  # pixels of a picture for one on the screen


def save_curves(curves: Curves, path: Path) -> None:
    """Write both charts as SVG or PNG, or their numbers as CSV, by the ending of the name.

    The numbers were all measured, none is smoothed. Of a run of more than 65,536 updates the CSV
    says in its last column for how many measured values each one stands.

    Raises:
        OSError: the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        lines = {
            f"{title.lower()}, {name}": series
            for title, measure in curves.measures.items()
            for name, series in measure.series.items()
        }
        save_numbers(COLUMNS, lines, path)
        return
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    if ending == ".svg":
        drawing = QSvgGenerator()
        drawing.setOutputDevice(file)
        drawing.setSize(_size(curves))
        drawing.setViewBox(QRect(0, 0, _size(curves).width(), _size(curves).height()))
        drawing.setResolution(curves.logicalDpiX())
        drawing.setTitle("Curves of a run")
        _paint(curves, drawing)
    else:
        picture = QPixmap(_size(curves) * SHARPNESS)
        picture.setDevicePixelRatio(SHARPNESS)
        _paint(curves, picture)
        picture.save(file, "PNG")
    path.write_bytes(file.data().data())


def _size(curves: Curves) -> QSize:
    plots = [measure.chart.plot for measure in curves.measures.values()]
    return QSize(plots[0].width(), sum(plot.height() + px(28) for plot in plots))


def _paint(curves: Curves, device: QPaintDevice) -> None:
    theme, top = current_theme(), 0
    painter = QPainter(device)
    size = _size(curves)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.color("surface"))
    for title, measure in curves.measures.items():
        plot = measure.chart.plot
        measure.chart.hide_read_out()
        painter.setFont(font("title"))
        painter.setPen(theme.color("ink"))
        painter.drawText(px(10), top + px(20), title)
        top += px(28)
        plot.render(painter, QRectF(0, top, plot.width(), plot.height()), plot.rect())
        top += plot.height()
    painter.end()
