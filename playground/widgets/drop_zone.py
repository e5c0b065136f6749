"""The place to drop a file on."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from playground.theme import px
from playground.widgets.named import name_widget, restyle


class DropZone(QFrame):
    """Take dropped files or text; what stands in its ``row`` says so and offers other ways.

    Signals: ``files_dropped(list)`` with the paths of local files, ``text_dropped(str)``.
    """

    files_dropped = Signal(list)
    text_dropped = Signal(str)

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("drop", "idle")
        self.setMinimumHeight(px(76))
        self.setAcceptDrops(True)
        name_widget(self, name, tip)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(px(20), px(12), px(20), px(12))
        self.row.setSpacing(px(10))
        self.row.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files and text, and show it."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()
            restyle(self, drop="over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        restyle(self, drop="idle")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        restyle(self, drop="idle")
        data = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
        elif data.hasText():
            self.text_dropped.emit(data.text())
        event.acceptProposedAction()
