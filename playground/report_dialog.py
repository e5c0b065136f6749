"""A text to read and to copy: a report, or what is known of the machine."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from playground.theme import font, px
from playground.widgets.button import Button
from playground.widgets.label import Label
from playground.widgets.named import name_widget


class ReportDialog(QDialog):
    """Show a text under one sentence; Copy puts it on the clipboard. It holds nothing up."""

    def __init__(self, title: str, sentence: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setFont(font("mono"))
        name_widget(self._text, title)
        copy = Button("Copy", "paste", name="Copy", tip="Put this text on the clipboard")
        close = Button("Close")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(Label(title, "title"))
        column.addWidget(Label(sentence, "body", "ink2", wrap=True))
        column.addWidget(self._text, 1)
        column.addLayout(buttons)
        self.resize(px(600), px(380))
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.close)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
