"""A name for screen readers and a tooltip for everybody else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def name_widget(widget: QWidget, name: str, tip: str = "") -> None:
    """Give a control the name that it is found by, and one sentence about what it does."""
    widget.setAccessibleName(name)
    if tip:
        widget.setToolTip(tip)
        widget.setAccessibleDescription(tip)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet selects by, and let it see them."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # Without a new polish the widget keeps the rules that it had before; before the first
        # one it would fix the font too early.
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
