"""A button that is an icon alone."""

from PySide6.QtWidgets import QWidget

from playground.widgets.button import Button


class IconButton(Button):
    """Do one thing named by an icon; ``name`` says it in words, to screen readers and on hover."""

    def __init__(
        self, icon_name: str, name: str, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", icon_name, kind="icon", name=name, tip=tip or name, parent=parent)
