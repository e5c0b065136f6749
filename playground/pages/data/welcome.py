"""The first page that a person sees: something is loaded already, and what else there is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from playground.pages.data.samples import offered_samples
from playground.theme import px
from playground.views.welcome_pictures import date_tile, opinion_tile, sum_tile, text_tile
from playground.widgets.button import Button
from playground.widgets.drop_zone import DropZone
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.welcome_tile import WelcomeTile

# What each tile says, what it shows and which sample it loads.
_TILES = (
    ("Text", "Learns to go on writing", "A small village, 1,100 words", text_tile, "village"),
    ("Additions", "Learns to add from examples", "50,000 sums, up to 3 digits", sum_tile,
     "addition"),
    ("Dates", "Learns to read any format", "50,000 dates", date_tile, "dates"),
    ("Opinions", "Learns to tell praise from blame", "4,000 opinions", opinion_tile, "opinions"),
)  # fmt: skip
_FORMATS = (
    "Text, CSV or TSV in UTF-8, UTF-16, CP949 or Shift_JIS. The kind and the encoding are found "
    "and shown before anything is trained. Nothing leaves this computer."
)
_WIDTH = 1080


class Welcome(QWidget):
    """Offer a few things to learn; the first is loaded, so Train can be pressed at once.

    Signals: ``sample_chosen(str)`` with its name, ``open_clicked()``, ``paste_clicked()``,
    ``files_dropped(list)``, ``text_dropped(str)``.
    """

    sample_chosen = Signal(str)
    open_clicked = Signal()
    paste_clicked = Signal()
    files_dropped = Signal(list)
    text_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label("What should it learn?", "headline"))
        column.addSpacing(px(6))
        column.addLayout(self._sentence())
        column.addSpacing(px(20))
        column.addLayout(self._tiles())
        column.addSpacing(px(16))
        column.addWidget(self._drop_zone())
        column.addSpacing(px(12))
        column.addWidget(Label(_FORMATS, "caption", "ink2", wrap=True))
        inside = QWidget()
        inside.setLayout(column)
        inside.setMaximumWidth(px(_WIDTH))
        across = QHBoxLayout()
        across.addWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(px(60), px(16), px(60), px(16))
        page.addStretch(4)
        page.addLayout(across)
        page.addStretch(5)
        self._group.idClicked.connect(self._choose)

    def _sentence(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(IconLabel("check", "right", 18))
        before = "A short text is loaded and a small network is ready.  Press"
        row.addWidget(Label(before, size=14))
        row.addWidget(Label("Train", "heading", "accent", size=14))
        row.addWidget(Label("to see the first curve, or choose something else.", size=14))
        row.addStretch(1)
        return row

    def _tiles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(16))
        offered = offered_samples()
        for title, promise, detail, picture, name in _TILES:
            if name in offered:
                tile = WelcomeTile(
                    title, promise, detail, "", picture, tip=f"{offered[name].detail}"
                )
                tile.setChecked(not self._names)
                self._group.addButton(tile, len(self._names))
                self._names.append(name)
                row.addWidget(tile, 1)
        return row

    def _drop_zone(self) -> DropZone:
        zone = DropZone("Drop zone", "Drop a text file or a file of pairs here.")
        zone.row.addWidget(IconLabel("plus", "ink2", 18))
        zone.row.addWidget(Label("Drop your own text or pairs here", "button"))
        zone.row.addWidget(Label("or", tone="ink2"))
        opener = Button("Open…", "open", name="Open", tip="Choose a file of your own (Ctrl+O).")
        paste = Button("Paste", "paste", tip="Learn from the text in the clipboard.")
        zone.row.addWidget(opener)
        zone.row.addWidget(paste)
        opener.clicked.connect(self._open)
        paste.clicked.connect(self._paste)
        zone.files_dropped.connect(self.files_dropped)
        zone.text_dropped.connect(self.text_dropped)
        zone.row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return zone

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.sample_chosen.emit(self._names[index])

    @Slot()
    def _open(self) -> None:
        self.open_clicked.emit()

    @Slot()
    def _paste(self) -> None:
        self.paste_clicked.emit()
