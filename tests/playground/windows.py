"""The whole window for a test, with a profile of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engine import RunConfig
from playground.job import Job
from playground.main_window import MainWindow
from playground.session import Session
from playground.settings import WindowSettings
from playground.training import Training


@contextmanager
def open_window(
    application: QApplication, config: RunConfig | None = None, keep_in: Path | None = None
) -> Iterator[MainWindow]:
    """Show the window as it is at a start, with its data about to be read; end all in the end."""
    session = Session(config)
    window = MainWindow()
    window.furnish(session, Training(session, keep_in), WindowSettings())
    window.resize(1280, 800)
    window.rail.set_current(0)
    window.pages.show_page(0)
    window.show()
    session.start()
    try:
        yield window
    finally:
        window.close()
        for job in application.findChildren(Job):
            assert job.close()
        window.deleteLater()
