"""The white ground that belongs together stands on."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.named import restyle


class Card(QFrame):
    """Hold widgets one under the other on a surface with a hairline around.

    ``margins`` are left, top, right, bottom in pixels of the design. A selected card has a border
    of 2 px and margins of 1 px less, so that nothing inside moves.
    """

    def __init__(
        self,
        margins: tuple[int, int, int, int] = (18, 14, 18, 14),
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "plain")
        self._margins = tuple(px(margin) for margin in margins)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*self._margins)
        self.column.setSpacing(px(spacing))

    def set_selected(self, selected: bool) -> None:
        """Show whether this card is the chosen one."""
        less = 1 if selected else 0
        self.column.setContentsMargins(*(margin - less for margin in self._margins))
        restyle(self, card="selected" if selected else "plain")
