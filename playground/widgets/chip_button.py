"""A small pill to press: an example, a suggestion."""

from PySide6.QtWidgets import QWidget

from playground.theme import font
from playground.widgets.button import Button


class ChipButton(Button):
    """Offer one ready-made thing, such as a prompt to start from."""

    icon_size = 14

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon_name, kind="chip", name=name, tip=tip, parent=parent)
        self.setFont(font("caption", 500))
