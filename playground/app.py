"""Starting and ending the application."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from playground.main_window import MainWindow
from playground.session import Session
from playground.theme import apply_theme
from playground.training import Training


def run(files: list[str]) -> int:
    """Open the window, with files if there are any; return the exit code when it is closed."""
    application = QApplication(sys.argv[:1])
    apply_theme(application, "system")
    session = Session()
    training = Training(session)
    window = MainWindow(session, training)
    window.pages.show_page(0)
    window.resize(1280, 800)
    window.show()
    session.start()
    window.pages.build_in_passing()
    return application.exec()
