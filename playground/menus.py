"""The menus of the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from playground.files import Files
from playground.main_window import MainWindow
from playground.recent_files import RecentFiles
from playground.report_dialog import ReportDialog
from playground.session import Session
from playground.settings import WindowSettings
from playground.theme import appearance, font, px

LOOKS = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
_MARK = 12  # from the upper edge of the rail to its mark


class Menus(QObject):
    """Show the menus at the rail: all of them at its mark, one at Help and at Settings.

    F10 opens them all, Alt with the first letter opens one; a Mac has them in its own bar.
    """

    def __init__(
        self, window: MainWindow, files: Files, session: Session, settings: WindowSettings
    ) -> None:
        super().__init__(window)
        self._window, self._files, self._settings = window, files, settings
        self._data = RecentFiles()
        self._all = QMenu("Menu", window)
        self._all.setFont(font("body"))
        self._add_file_menu(session)
        edit = self._menu("Edit")
        self._add(edit, "Undo settings", session.undo, QKeySequence.StandardKey.Undo)
        self._add(edit, "Redo settings", session.redo, QKeySequence.StandardKey.Redo)
        self._view = self._menu("View")
        self._add_looks()
        self._help = self._menu("Help")
        self._add(self._help, "About this machine", self._show_machine)
        self._rail = rail = window.rail
        rail.menu_requested.connect(self._pop_up_all)
        rail.help_requested.connect(self._pop_up_help)
        rail.settings_requested.connect(self._pop_up_settings)
        QShortcut(QKeySequence("F10"), window).activated.connect(self._pop_up_all)

    def _add_file_menu(self, session: Session) -> None:
        files, keys = self._files, QKeySequence.StandardKey
        menu = self._menu("File")
        self._add(menu, "Open data…", files.ask_data, keys.Open)
        self._add(menu, "Open model…", files.ask_model, "Ctrl+Shift+O")
        self._add(menu, "Import weights…", files.ask_weights)
        self._recent = menu.addMenu("Recent files")
        self._recent.setFont(font("body"))
        self._recent.aboutToShow.connect(self._list_recent)
        menu.addSeparator()
        self._add(menu, "Save model…", files.save_model, keys.Save)
        self._add(menu, "Export model…", files.export_model)
        menu.addSeparator()
        self._add(menu, "Start fresh", session.start_fresh)
        self._add(menu, "Quit", self._window.close, keys.Quit)

    def _add_looks(self) -> None:
        group = QActionGroup(self)
        for text, choice in LOOKS:
            action = self._add(self._view, text, self._choose_look)
            action.setData(choice)
            action.setCheckable(True)
            action.setChecked(choice == self._settings.appearance)
            group.addAction(action)

    def _menu(self, title: str) -> QMenu:
        menu = self._all.addMenu(f"&{title}")
        menu.setFont(font("body"))
        if sys.platform == "darwin":
            self._window.menuBar().addMenu(menu)
        else:  # where Alt writes no letter
            shortcut = QShortcut(QKeySequence(f"Alt+{title[0]}"), self._window)
            shortcut.setProperty("menu", menu)
            shortcut.activated.connect(self._pop_up_one)
        return menu

    def _add(self, menu: QMenu, text: str, slot: Callable[..., Any], keys: Any = None) -> QAction:
        action = menu.addAction(text)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            self._window.addAction(action)  # a menu that is closed hears no keys
        action.triggered.connect(slot)
        return action

    # What is chosen

    @Slot()
    def _choose_look(self) -> None:
        choice = self._data_of_sender()
        self._settings.appearance = choice
        appearance().choose(choice)

    @Slot()
    def _list_recent(self) -> None:
        self._recent.clear()
        for path in [*self._data.paths(), *self._files.recent_models.paths()]:
            action = self._add(self._recent, Path(path).name, self._open_recent)
            action.setData(path)
            action.setToolTip(path)
        if self._recent.isEmpty():
            self._recent.addAction("Nothing was opened yet").setEnabled(False)

    @Slot()
    def _open_recent(self) -> None:
        self._files.open([Path(self._data_of_sender())])

    def _data_of_sender(self) -> Any:
        action = self.sender()
        assert isinstance(action, QAction)
        return action.data()

    @Slot()
    def _show_machine(self) -> None:
        from engine.about import about_this_machine

        facts = about_this_machine()
        text = "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in facts.items())
        sentence = "What the numbers of a run are computed with; a saved model keeps it."
        ReportDialog("About this machine", sentence, text, self._window).show()

    @Slot()
    def _pop_up_all(self) -> None:
        self._all.popup(self._beside_mark())

    @Slot()
    def _pop_up_one(self) -> None:
        self.sender().property("menu").popup(self._beside_mark())

    @Slot()
    def _pop_up_help(self) -> None:
        self._help.popup(self._beside_rail(100))

    @Slot()
    def _pop_up_settings(self) -> None:
        self._view.popup(self._beside_rail(140))

    def _beside_mark(self) -> QPoint:
        return self._rail.mapToGlobal(QPoint(self._rail.width(), px(_MARK)))

    def _beside_rail(self, above: int) -> QPoint:
        return self._rail.mapToGlobal(QPoint(self._rail.width(), self._rail.height() - above))
