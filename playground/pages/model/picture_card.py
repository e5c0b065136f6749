"""The picture of the network, with what it costs under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Estimate
from playground.formats import UNKNOWN, count
from playground.pages.model.amounts import memory, seconds
from playground.theme import px
from playground.views.network import Network
from playground.views.network_diagram import NetworkDiagram
from playground.widgets.big_number import BigNumber
from playground.widgets.button import Button
from playground.widgets.card import Card
from playground.widgets.label import Label
from playground.widgets.rule import Rule


class PictureCard(Card):
    """Show a network and four numbers. Signals: ``export_asked()``."""

    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(0, 0, 0, 0), spacing=0)
        self.diagram = NetworkDiagram()
        self._title = Label("", "page")
        self._kind = Label("", "title", "ink2", weight=400)
        self.parameters = BigNumber("parameters")
        self.memory = BigNumber("memory")
        self.updates = BigNumber("updates per epoch")
        self.time = BigNumber("per epoch here, measured")
        picture = QVBoxLayout()
        picture.setContentsMargins(px(18), px(10), px(18), px(10))
        picture.setSpacing(px(14))
        picture.addLayout(self._make_header())
        picture.addWidget(self.diagram, 1)
        self.column.addLayout(picture, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(self._make_numbers())

    def show_title(self, title: str, kind: str) -> None:
        """Name the network."""
        self._title.setText(title)
        self._kind.setText(kind)

    def show_network(self, network: Network, estimate: Estimate) -> None:
        """Draw a network and say what it costs."""
        self.diagram.show_network(network)
        self.parameters.set_value(count(estimate.parameters))
        self.memory.set_value(memory(estimate.memory) if estimate.memory else UNKNOWN)
        possible = estimate.updates_per_epoch > 0
        self.updates.set_value(
            count(estimate.updates_per_epoch), tone="ink" if possible else "wrong"
        )

    def show_time(self, per_epoch: float | None) -> None:
        """Say how long an epoch takes; None while that is not known."""
        self.time.set_value(UNKNOWN if per_epoch is None else seconds(per_epoch))

    def _make_header(self) -> QHBoxLayout:
        export = Button(
            "Export picture", "export", kind="flat", tip="Save the picture as SVG or PNG"
        )
        export.clicked.connect(self.export_asked)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self._title)
        row.addWidget(self._kind)
        row.addStretch(1)
        row.addWidget(export)
        return row

    def _make_numbers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(10), px(20), px(12))
        row.setSpacing(px(30))
        numbers: tuple[QWidget, ...] = (self.parameters, self.memory, self.updates, self.time)
        for number in numbers:
            row.addWidget(number)
        row.addStretch(1)
        return row
