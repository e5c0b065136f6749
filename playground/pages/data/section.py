"""One of the facts."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.label import Label


class Section(QWidget):
    """A title, perhaps a remark at its right, and a picture under them."""

    def __init__(self, picture: QWidget) -> None:
        super().__init__()
        self._title, self._remark = Label("", "heading"), Label("", "caption", "ink2")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(picture)

    def show_title(self, title: str, remark: str = "") -> None:
        """Say what the picture shows."""
        self._title.setText(title)
        self._remark.setText(remark)
