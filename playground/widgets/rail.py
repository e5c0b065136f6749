"""The rail at the left: the tabs of the window, help and settings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.icon_button import IconButton
from playground.widgets.mark_button import MarkButton
from playground.widgets.rail_tabs import RailTabs


class Rail(QWidget):
    """Choose a page, by mouse, arrow keys or Ctrl and its number.

    ``pages`` are (text, icon name, tooltip). Signals: ``chosen(int)`` with the index of another
    page, ``menu_requested()`` for a click on the mark, ``help_requested()``,
    ``settings_requested()``.
    """

    chosen = Signal(int)
    menu_requested = Signal()
    help_requested = Signal()
    settings_requested = Signal()

    def __init__(
        self, pages: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(80))
        self._tabs = RailTabs()
        self._tabs.setAccessibleName("Pages")
        for index, (text, icon_name, tip) in enumerate(pages):
            self._tabs.add(text, icon_name, f"{tip} (Ctrl+{index + 1})")
            shortcut = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
            shortcut.setProperty("page", index)
            shortcut.activated.connect(self._jump)
        mark = MarkButton("Menu", "Open, save, undo and more (F10)")
        help_button = IconButton("help", "Help")
        settings_button = IconButton("settings", "Settings")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(9), px(5), px(10))
        column.setSpacing(px(4))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addSpacing(px(6))
        column.addWidget(self._tabs, 0, middle)
        column.addStretch(1)
        column.addWidget(help_button, 0, middle)
        column.addWidget(settings_button, 0, middle)
        column.insertWidget(0, mark, 0, middle)  # last, as Tab goes: first comes a page
        self._tabs.currentChanged.connect(self._choose)
        mark.clicked.connect(self._ask_menu)
        help_button.clicked.connect(self._ask_help)
        settings_button.clicked.connect(self._ask_settings)

    def current(self) -> int:
        """Return the index of the page that is chosen."""
        return self._tabs.currentIndex()

    @Slot(int)
    def set_current(self, index: int) -> None:
        """Choose a page, as a click on its tab does."""
        self._tabs.setCurrentIndex(index)

    def set_enabled(self, index: int, enabled: bool, tip: str = "") -> None:
        """Say whether a page can be chosen; ``tip`` says why not."""
        self._tabs.setTabEnabled(index, enabled)
        if tip:
            self._tabs.setTabToolTip(index, tip)

    @Slot()
    def _jump(self) -> None:
        shortcut = self.sender()
        index = shortcut.property("page")
        if self._tabs.isTabEnabled(index):
            self._tabs.setCurrentIndex(index)

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.chosen.emit(index)

    @Slot()
    def _ask_menu(self) -> None:
        self.menu_requested.emit()

    @Slot()
    def _ask_help(self) -> None:
        self.help_requested.emit()

    @Slot()
    def _ask_settings(self) -> None:
        self.settings_requested.emit()
