"""All values of a chart under the pointer."""

from collections.abc import Sequence
from html import escape

import pyqtgraph as pg

from playground.theme import current_theme, font


class Crosshair:
    """Draw a line under the pointer and one box beside it with every value there."""

    def __init__(self) -> None:
        self.line = pg.InfiniteLine(angle=90)
        self.line.setZValue(25)
        self.box = pg.TextItem(anchor=(0, 0.5))
        self.box.setFont(font("caption", 600))
        self.box.setZValue(30)
        self.hide()
        self.retint()

    def show(
        self, x: float, height: float, parts: Sequence[tuple[str, str]], at_left: bool
    ) -> None:
        """Show (text, token) parts beside the line; ``at_left`` where the right has no room."""
        theme = current_theme()
        spans = (
            f'<span style="color:{theme.color(token).name()}">{escape(text)}</span>'
            for text, token in parts
        )
        self.box.setHtml("&nbsp; ".join(spans))
        self.box.setAnchor((1.03, 0.5) if at_left else (-0.03, 0.5))
        self.box.setPos(x, height)
        self.line.setPos(x)
        self.box.show()
        self.box.updateTransform(force=True)  # pyqtgraph skips hidden texts
        self.line.show()

    def hide(self) -> None:
        """Show nothing."""
        self.box.hide()
        self.line.hide()

    def text(self) -> str:
        """Return what the box says, or nothing while it is hidden."""
        return str(self.box.toPlainText()) if self.box.isVisible() else ""

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        theme = current_theme()
        self.line.setPen(pg.mkPen(theme.ink3, width=1))
        self.box.fill = pg.mkBrush(theme.surface)
        self.box.border = pg.mkPen(theme.line2)
        self.box.update()
