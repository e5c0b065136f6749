"""What could have come instead of a token."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

from engine.generation import Alternative, Token
from playground import formats
from playground.views.alternative_row import ROW, AlternativeRow
from playground.views.row_list import RowList
from playground.views.shown_token import shown_token
from playground.widgets.named import name_widget

_Index = QModelIndex | QPersistentModelIndex


class Alternatives(RowList):
    """List the likeliest tokens of one place: a bar after the settings, a tick for the model alone.

    Signals: ``chosen(object)`` with an Alternative, when another one than the token itself is
    clicked or gets Enter. One that the settings cut can be chosen too: it shows what was missed.
    """

    chosen = Signal(object)
    row_height = ROW

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(
            self,
            "Alternatives",
            "What could have come instead. Click one, or press Enter on it, to go on from it.",
        )
        self._model = _AlternativesModel(self)
        self._delegate = AlternativeRow(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_token(self, token: Token | None) -> None:
        """List what could have stood in the place of a token, which is marked; None for nothing."""
        rows = [] if token is None else _rows(token)
        self._delegate.set_scale(
            max((max(row.model_probability, row.probability) for row in rows), default=1.0)
        )
        self._model.show(rows, None if token is None else token.id)
        for place, row in enumerate(rows):
            if token is not None and row.id == token.id:
                self.setCurrentIndex(self._model.index(place))

    def rows(self) -> tuple[Alternative, ...]:
        """Return what is listed."""
        return tuple(self._model.rows)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if row.id != self._model.current:
            self.chosen.emit(row)


class _AlternativesModel(QAbstractListModel):
    """The rows as Qt, and a screen reader, ask for them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Alternative] = []
        self.current: int | None = None

    def show(self, rows: Sequence[Alternative], current: int | None) -> None:
        """Replace the rows; `current` is the id of the token that was written."""
        self.beginResetModel()
        self.rows, self.current = list(rows), current
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, or what it says."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row, row.id == self.current
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            used = "cut" if row.probability == 0 else formats.percent(row.probability)
            alone = formats.percent(row.model_probability)
            return f"{shown_token(row.text)}: {used}, the model alone {alone}"
        return None


def _rows(token: Token) -> list[Alternative]:
    """Return the alternatives, and the token itself where it was less likely than all of them."""
    rows = list(token.alternatives)
    if all(row.id != token.id for row in rows):
        rows.append(Alternative(token.id, token.text, token.model_probability, token.probability))
    return rows
