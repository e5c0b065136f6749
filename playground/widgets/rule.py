"""A hairline between things."""

from typing import Literal

from PySide6.QtWidgets import QFrame, QWidget


class Rule(QFrame):
    """Draw a line of one pixel, across or down."""

    def __init__(
        self,
        direction: Literal["horizontal", "vertical"] = "horizontal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("rule", direction)
