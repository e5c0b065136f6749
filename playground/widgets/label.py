"""Text by what it is for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from playground.theme import Role, font
from playground.widgets.named import restyle


class Label(QLabel):
    """Show plain text in the font of a role and the colour of a tone.

    Tones are ink, ink2, ink3, accent, valid, right, wrong and warn.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: str = "ink",
        *,
        weight: int | None = None,
        size: int | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role, weight, size))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_tone(self, tone: str) -> None:
        """Show the text in another colour."""
        if self.property("tone") != tone:
            restyle(self, tone=tone)
