"""All questions of this session with their answers, newest first."""

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

from engine.asking import Reply
from playground.views.answer_row import ROW, AnswerRow
from playground.views.row_list import RowList
from playground.views.verdict import said, verdict
from playground.widgets.named import name_widget

_Index = QModelIndex | QPersistentModelIndex


class AnswerHistory(RowList):
    """List replies; one that is clicked, or reached with the arrow keys, is shown again.

    Signals: ``chosen(object)`` with a Reply.
    """

    chosen = Signal(object)
    name = "Asked so far"
    row_height = ROW
    row_type: type[AnswerRow] = AnswerRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, self.name, "Click a line, or go to it with the arrow keys.")
        self._model = _RepliesModel(self)
        self.setModel(self._model)
        self.setItemDelegate(self.row_type(self))
        self.selectionModel().currentChanged.connect(self._choose)

    def add(self, replies: Sequence[Reply]) -> None:
        """Put replies on top, the last one first."""
        self._model.add(replies)
        self.scrollToTop()

    def clear(self) -> None:
        """Forget all replies."""
        self._model.clear()

    def replies(self) -> tuple[Reply, ...]:
        """Return the replies, newest first."""
        return tuple(self._model.replies)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and self.hasFocus():
            self.chosen.emit(self._model.replies[current.row()])


class _RepliesModel(QAbstractListModel):
    """The replies as Qt, and a screen reader, ask for them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.replies: list[Reply] = []

    def add(self, replies: Sequence[Reply]) -> None:
        """Take replies in front of the others."""
        if not replies:
            return
        self.beginInsertRows(QModelIndex(), 0, len(replies) - 1)
        self.replies[:0] = reversed(replies)
        self.endInsertRows()

    def clear(self) -> None:
        """Forget all."""
        self.beginResetModel()
        self.replies = []
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many replies there are."""
        return 0 if parent.isValid() else len(self.replies)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the reply itself, or what it says."""
        reply = self.replies[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return reply
        judged = verdict(reply)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{said(reply)}, {judged.word.lower()}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{judged.word}. {judged.sentence}".strip()
        return None
