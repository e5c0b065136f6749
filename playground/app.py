"""Starting and ending the application."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from engine import EngineError
from playground.black_box import LOG, BlackBox
from playground.collector import Collector
from playground.icons import app_icon
from playground.job import Job
from playground.main_window import MainWindow
from playground.places import settings_file, state_folder
from playground.settings import WindowSettings
from playground.theme import apply_theme
from playground.window_size import designed_size, fit_on_screen

# Seconds that a thread may go on in Python while the window waits for its turn. A picture is some
# hundred calls of Qt and may have to wait at each: with Python's own 0.005 one could take half a
# second while a long text was counted.
SWITCH_INTERVAL = 0.001
LONGEST = 1000  # milliseconds to wait for the first picture
PATIENCE = 4.0  # seconds that work is given to end


class Application(QObject):
    """Build the window from what was remembered, and end everything when it closes."""

    def __init__(self, qt: QApplication) -> None:
        super().__init__(qt)
        self._qt = qt
        sys.setswitchinterval(SWITCH_INTERVAL)
        self._settings = WindowSettings.load(settings_file())
        self._black_box = BlackBox(state_folder(), self)
        apply_theme(qt, self._settings.appearance)
        self.window = MainWindow()
        self.window.setWindowIcon(app_icon())
        self.window.resize(designed_size(self.window))
        self.window.restoreGeometry(QByteArray.fromBase64(self._settings.geometry.encode()))
        self.window.rail.set_current(self._settings.tab)

    def show(self, files: Sequence[str]) -> None:
        """Show the window's frame, then fill it: it is on the screen while the engine loads."""
        self.window.show()
        painted = QEventLoop()
        self.window.painted.connect(painted.quit)
        QTimer.singleShot(LONGEST, painted.quit)
        painted.exec()
        fit_on_screen(self.window)  # only now it is known how wide its frame is
        self._furnish()
        self._files = [Path(name).absolute() for name in files]
        QTimer.singleShot(0, self._go_on)

    def _furnish(self) -> None:
        # Late, as in `MainWindow.furnish`.
        from playground.kept_runs import KeptRuns
        from playground.restoring import restored_session
        from playground.run_offer import RunOffer
        from playground.training import Training

        self._runs = KeptRuns(state_folder() / "runs")
        self.session = restored_session(self._settings)
        self.training = Training(self.session, None if self._runs.problem else self._runs.own)
        self.window.furnish(self.session, self.training, self._settings)
        self.window.pages.show_page(self.window.rail.current())
        self._offer = RunOffer(
            self._runs, self.window.news, self.session, self.training, self.window
        )
        self._offer.page_wanted.connect(self.window.show_tab)
        self.window.closing.connect(self.close)

    @Slot()
    def _go_on(self) -> None:
        self._collector = Collector(self)
        self.window.news.watch(self._black_box)
        if self._runs.problem:
            self.window.news.tell("Runs are not being kept.", self._runs.problem)
        self._offer.look()
        if self._files:
            self.window.files.open(self._files)
        else:
            self.session.start()
        self.window.pages.build_in_passing()

    @Slot()
    def close(self) -> None:
        """Remember the session and end all work; nothing that runs can hold the end up."""
        self._save_settings()
        ended = _close_jobs(self._qt)
        if ended:
            self._runs.close(self.training.folder)
        self._black_box.close()
        if not ended:
            # A thread that is inside one long computation cannot be ended, and Qt would abort.
            sys.stdout.flush()
            os._exit(0)

    def _save_settings(self) -> None:
        settings = self._settings
        settings.geometry = bytes(self.window.saveGeometry().toBase64().data()).decode()
        settings.tab = self.window.rail.current()
        settings.config = self.session.config.model_dump(mode="json")
        settings.preset = self.session.preset
        try:
            settings.save(settings_file())
        except (EngineError, OSError) as error:
            LOG.warning("The settings were not saved: %s", error)


def run(files: Sequence[str]) -> int:
    """Open the window, with files if there are any; return the exit code when it is closed."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    answer_signals(application)
    application.show(files)
    return qt.exec()


def answer_signals(application: Application) -> None:
    """Close the window on Ctrl+C in the terminal and on a request to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.window.close())


def _close_jobs(qt: QApplication) -> bool:
    """Ask all jobs to end, then wait for them together; tell whether all have."""
    jobs = qt.findChildren(Job)
    for job in jobs:
        job.stop()
    deadline = time.monotonic() + PATIENCE
    return all(job.close(max(deadline - time.monotonic(), 0.0)) for job in jobs)
