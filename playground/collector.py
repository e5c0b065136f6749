"""Collecting garbage on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL = 250  # milliseconds


class Collector(QObject):
    """Collect garbage on a timer instead of wherever memory happens to be allocated.

    Python's collector runs in the thread that allocates; there it would destroy the window's
    objects from a worker. What exists at the start is kept out, so that a collection is short.
    The timer also lets Python look at signals such as Ctrl+C while Qt waits for events.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(INTERVAL)

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(max(due))
