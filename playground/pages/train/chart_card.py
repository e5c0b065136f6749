"""The card with the curves of the run."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from playground.theme import px
from playground.views.curves import Curves
from playground.views.curves_export import save_curves
from playground.widgets.card import Card
from playground.widgets.icon_button import IconButton
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.segmented import Segmented

FILTERS = "Picture (*.png);;Drawing (*.svg);;Numbers (*.csv)"


class ChartCard(Card):
    """Show the curves under a row of switches: axis, what x counts, export."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((8, 12, 10, 10), 0, parent)
        self.curves = Curves()
        axis = (("Log", True), ("Linear", False))
        self._axis = Segmented(axis, name="Perplexity axis", tip="How perplexity is spaced")
        columns = (("Epoch", "epoch"), ("Update", "update"), ("Time", "time"))
        self._column = Segmented(columns, name="Horizontal axis", tip="What runs to the right")
        self._export = IconButton(
            "export", "Export", "Save the curves as a picture, a drawing or numbers"
        )
        self._error = InlineError()
        self._lay_out()
        self._axis.chosen.connect(self._choose_axis)
        self._column.chosen.connect(self._choose_column)
        self._export.clicked.connect(self._ask_file)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(px(10), 0, px(8), px(8))
        row.setSpacing(px(10))
        row.addWidget(Label("Perplexity", "title"))
        row.addWidget(Label("lower is better", "caption", "ink2"))
        row.addStretch(1)
        for widget in (self._axis, self._column, self._export):
            row.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self._error)
        self.column.addWidget(self.curves, 1)

    def export(self, path: Path) -> None:
        """Save the curves; the ending says as what. A failure is told in the card."""
        self._error.clear()
        try:
            save_curves(self.curves, path)
        except OSError as error:
            self._error.show_error(
                f"{path.name} could not be written: {error.strerror}. Choose another folder."
            )

    @Slot()
    def _ask_file(self) -> None:
        suggestion = str(Path.home() / "curves.png")
        name, chosen = QFileDialog.getSaveFileName(self, "Export", suggestion, FILTERS)
        if name:
            path = Path(name)
            endings = {"Picture": ".png", "Drawing": ".svg", "Numbers": ".csv"}
            known = path.suffix.lower() in endings.values()
            self.export(path if known else path.with_suffix(endings[chosen.split(" ")[0]]))

    @Slot(object)
    def _choose_axis(self, logarithmic: object) -> None:
        self.curves.set_logarithmic(bool(logarithmic))

    @Slot(object)
    def _choose_column(self, column: object) -> None:
        self.curves.set_column(str(column))
