"""The first start: how long after the first click on Train there is a curve.

`python -m benchmarks.startup_probe` prints the seconds.
"""

from __future__ import annotations

import sys
import time

from PySide6.QtWidgets import QAbstractButton, QApplication

from playground.app import Application
from playground.driver import Driver
from playground.views.curves import Curves

PATIENCE = 60.0  # seconds


def probe() -> None:
    """Open the window, wait until it can train, click, wait for the curve; print the seconds."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    application.show([])
    window = application.window
    driver = Driver(window)
    if not driver.wait(lambda: application.session.survey is not None, PATIENCE):
        raise SystemExit("The first sample was not loaded.")
    driver.pause(500)  # a person needs longer to find the button
    started = time.perf_counter()
    driver.click("Train", QAbstractButton)
    if not driver.wait(lambda: _has_curve(window.findChild(Curves)), PATIENCE):
        raise SystemExit("There was no curve.")
    print(time.perf_counter() - started, flush=True)
    window.close()  # which may end the process, in the middle of a long update


def _has_curve(curves: Curves | None) -> bool:
    """Tell whether there is a line: two points, on a chart that can be seen."""
    if curves is None or not curves.isVisible():
        return False
    return len(curves.measures["Perplexity"].series["train"]) >= 2


if __name__ == "__main__":
    probe()
