"""Working the window as a person does: by what is seen, with mouse and keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView, QLineEdit, QPushButton, QTabBar, QWidget

PATIENCE = 3.0  # seconds in which a control has to appear


class Driver:
    """Find visible controls by their accessible names, click them and type into them."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the visible, enabled control of a name; wait a moment for it to appear.

        Raises:
            LookupError: there is none, or there are several.
        """
        self.wait(lambda: len(self.find_all(name, kind)) == 1, PATIENCE)
        found = self.find_all(name, kind)
        if len(found) != 1:
            kinds = ", ".join(type(widget).__name__ for widget in found) or "nothing"
            raise LookupError(f"“{name}” should be one control of the window, and is {kinds}.")
        return found[0]

    def find_all(self, name: str, kind: type[QWidget] = QWidget) -> list[QWidget]:
        """Return the visible, enabled controls of a name at this moment."""
        return [
            widget
            for widget in self.window.findChildren(kind)
            if widget.accessibleName() == name and widget.isVisible() and widget.isEnabled()
        ]

    def click(self, name: str, kind: type[QWidget] = QWidget) -> None:
        """Click a control."""
        QTest.mouseClick(self.find(name, kind), Qt.MouseButton.LeftButton)

    def choose(self, text: str, menu_of: str) -> None:
        """Choose from the menu of a button whose name begins so and ends with what is chosen.

        Raises:
            LookupError: there is no such button or no such choice.
        """
        for button in self.window.findChildren(QPushButton):
            if button.accessibleName().startswith(menu_of) and button.menu() is not None:
                for action in button.menu().actions():
                    if action.text() == text:
                        action.trigger()
                        return
        raise LookupError(f"There is no “{text}” in a menu of “{menu_of}”.")

    def type(self, name: str, text: str) -> None:
        """Replace the text of a field and press Enter."""
        field = self.find(name, QLineEdit)
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def show_tab(self, title: str) -> None:
        """Click one of the tabs."""
        tabs = self.find("Pages", QTabBar)
        assert isinstance(tabs, QTabBar)
        index = [tabs.tabText(i) for i in range(tabs.count())].index(title)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center())

    def point(self, name: str, place: QPoint) -> None:
        """Move the mouse over a chart."""
        chart = self.find(name, QGraphicsView)
        assert isinstance(chart, QGraphicsView)
        QTest.mouseMove(chart.viewport(), place)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Let the window work until something is true; tell whether it became so in time."""
        deadline = time.monotonic() + seconds
        while not until():
            if time.monotonic() > deadline:
                return False
            self.pause(20)
        return True

    def pause(self, milliseconds: int) -> None:
        """Let the window work for a while; QTest.qWait would let no other thread run meanwhile."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self, path: Path) -> None:
        """Save what the window shows as a PNG."""
        self.pause(50)  # a redraw that is due
        self.window.grab().save(str(path))
