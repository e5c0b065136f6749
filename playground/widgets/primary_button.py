"""The one blue button of a card or of the strip."""

from PySide6.QtWidgets import QWidget

from playground.theme import font
from playground.widgets.button import Button


class PrimaryButton(Button):
    """Do the main thing: train, generate, answer."""

    ink = "on_accent"
    icon_size = 20

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon_name, kind="primary", name=name, tip=tip, parent=parent)
        self.setFont(font("button", 600, 14))
