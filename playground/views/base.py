"""What every picture of a run has in common."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from playground.theme import appearance


class View(QWidget):
    """Show some of the events of a run; a subclass says in ``title`` and ``caption`` what.

    The page hands every view all events that came since its last tick, at most 20 times a second:
    a view takes what it knows, keeps it cheap and redraws once. A view that is hidden is handed
    events too, so that it is up to date when it is chosen.
    """

    title: ClassVar[str] = ""
    caption: ClassVar[str] = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(self.caption)  # as a tooltip it would cover what is read
        appearance().changed.connect(self._change_theme)

    def show_events(self, events: Sequence[object]) -> None:
        """Take the events that came since the last call."""
        raise NotImplementedError

    def clear(self) -> None:
        """Forget the run, before another one starts."""
        raise NotImplementedError

    def retint(self) -> None:
        """Draw again in the theme that is on; pictures that keep pens override this."""
        self.update()

    @Slot()
    def _change_theme(self) -> None:
        self.retint()
