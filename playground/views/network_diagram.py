"""The network that the settings describe, as a picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize, Slot
from PySide6.QtGui import QPaintDevice, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from playground.theme import appearance, current_theme, px
from playground.views.network import Network
from playground.views.network_painter import NetworkPainter
from playground.widgets.named import name_widget

_SHARPER = 2  # times the size on the screen, of a picture in pixels


class NetworkDiagram(QWidget):
    """Draw a network unrolled in time, as large as there is room; nothing until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: Network | None = None
        self.setMinimumSize(px(520), px(250))
        name_widget(self, "Picture of the network")
        appearance().changed.connect(self._repaint)

    def show_network(self, network: Network | None) -> None:
        """Draw another network."""
        if network == self._network:
            return
        self._network = network
        self.setAccessibleDescription(_described(network) if network else "")
        self.update()

    def save(self, path: Path) -> None:
        """Write the picture as SVG, or by any other ending as PNG in twice its size.

        Raises OSError where the file cannot be written.
        """
        file = QBuffer()
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setOutputDevice(file)
            drawing.setSize(self.size())
            drawing.setViewBox(QRect(0, 0, self.width(), self.height()))
            drawing.setResolution(self.logicalDpiX())
            drawing.setTitle(self.accessibleName())
            self._paint_on(drawing)
        else:
            picture = QPixmap(self.size() * _SHARPER)
            picture.setDevicePixelRatio(_SHARPER)
            self._paint_on(picture)
            picture.save(file, "PNG")
        path.write_bytes(file.data().data())

    def sizeHint(self) -> QSize:
        """Ask for the size at which the design shows it."""
        return QSize(px(692), px(452))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network on the ground of the card."""
        if self._network is not None:
            self._paint(QPainter(self), self._network)

    def _paint_on(self, device: QPaintDevice) -> None:
        painter = QPainter(device)
        painter.fillRect(self.rect(), current_theme().color("surface"))
        if self._network is not None:
            self._paint(painter, self._network)
        painter.end()

    def _paint(self, painter: QPainter, network: Network) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        NetworkPainter(painter, current_theme(), network, QRectF(self.rect())).paint()

    @Slot()
    def _repaint(self) -> None:
        self.update()


def _described(network: Network) -> str:
    """Return the picture in words, from bottom to top."""
    layers = (f"{layer.title} {layer.detail}".strip() for layer in network.layers)
    return f"{network.input_title}, {', '.join(layers)}, {network.output_title}."
