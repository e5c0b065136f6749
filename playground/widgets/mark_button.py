"""The program's mark as a button."""

from PySide6.QtWidgets import QWidget

from playground.widgets.button import Button


class MarkButton(Button):
    """Look like the mark of the program, and open its menus."""

    ink = "accent"
    icon_size = 38

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__("", "mark", kind="mark", name=name, tip=tip, parent=parent)
