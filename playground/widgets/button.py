"""The button for everything but the one main action."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from playground.icons import icon
from playground.theme import Role, appearance, font, px
from playground.widgets.named import name_widget


class Button(QPushButton):
    """Do one thing, named by a verb; an icon in the theme's colours may stand before it.

    ``kind`` is the variant of the style sheet. ``name`` is the accessible name, the text if not
    given; ``tip`` one sentence.
    """

    role: Role = "button"
    weight: int | None = None
    ink = "ink2"
    icon_size = 18

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        *,
        kind: str = "plain",
        name: str = "",
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self.setFont(font(self.role, self.weight))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name_widget(self, name or text, tip)
        self._icon_name = icon_name
        self._tint()
        appearance().changed.connect(self._tint)

    def set_icon(self, icon_name: str) -> None:
        """Show another icon, or none."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._tint()

    @Slot()
    def _tint(self) -> None:
        if not self._icon_name:
            return
        self.setIconSize(QSize(px(self.icon_size), px(self.icon_size)))
        self.setIcon(icon(self._icon_name, self.ink, self.icon_size))
