"""A chart as a file: a picture, or its numbers."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

from playground.views.series import Series


def save_picture(plot: QGraphicsView, ground: QColor, path: Path) -> None:
    """Write what a plot shows as SVG, or by any other ending as PNG in twice its size.

    Raises OSError where the file cannot be written.
    """
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".svg":
        _draw(plot, ground, file)
    else:
        picture = QPixmap(QSize(plot.width(), plot.height()) * 2)
        picture.setDevicePixelRatio(2)
        _paint(plot, ground, picture)
        picture.save(file, "PNG")
    path.write_bytes(file.data().data())


def save_numbers(columns: Sequence[str], curves: Mapping[str, Series], path: Path) -> None:
    """Write the values that a chart keeps as CSV: all as they were measured, none smoothed.

    One row a value: the curve's name, its x in every column, the value, and how many measured
    values the row stands for. That is 1 but for the older part of a very long line: there only the
    lowest and the highest of a group are kept, and share its number. Raises OSError where the file
    cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("curve", *columns, "value", "stands_for"))
        for name, series in curves.items():
            writer.writerows((name, *row) for row in series.rows())


def _draw(plot: QGraphicsView, ground: QColor, file: QIODevice) -> None:
    # pyqtgraph's own SVG exporter fails with Qt 6.11 and later.
    drawing = QSvgGenerator()
    drawing.setOutputDevice(file)
    drawing.setSize(plot.size())
    drawing.setViewBox(QRect(0, 0, plot.width(), plot.height()))
    drawing.setResolution(plot.logicalDpiX())
    drawing.setTitle(plot.accessibleName())
    _paint(plot, ground, drawing)


def _paint(plot: QGraphicsView, ground: QColor, device: QPaintDevice) -> None:
    painter = QPainter(device)
    painter.fillRect(QRect(0, 0, plot.width(), plot.height()), ground)
    plot.render(painter)
    painter.end()
