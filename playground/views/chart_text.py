"""Text that stands in a chart."""

import pyqtgraph as pg

from playground.theme import Role, current_theme, font


class ChartText(pg.TextItem):
    """Write one line in a token's colour; ``filled`` text hides what is behind it."""

    def __init__(
        self,
        token: str,
        role: Role = "axis",
        weight: int | None = None,
        anchor: tuple[float, float] = (0, 0.5),
        filled: bool = False,
    ) -> None:
        super().__init__(anchor=anchor)
        self._token, self._filled = token, filled
        self._shown = ""
        self._spot: tuple[float, float] | None = None
        self.setFont(font(role, weight))
        self.textItem.document().setDocumentMargin(1)  # neighbours may be 16 px apart
        self.setZValue(20)
        self.retint()

    def show_text(self, text: str) -> None:
        """Write a text, if it is another one: laying text out is the dearest part of a redraw."""
        if text != self._shown:
            self._shown = text
            self.setPlainText(text)

    def place(self, x: float, height: float) -> None:
        """Show the text at a point of the chart."""
        if self.isVisible() and self._spot == (x, height):
            return  # where the view moves, pyqtgraph follows by itself
        self._spot = x, height
        self.setPos(x, height)
        self.setVisible(True)
        self.updateTransform(force=True)  # pyqtgraph skips hidden texts

    @property
    def shown(self) -> str:
        """The text that is written."""
        return self._shown

    def width(self) -> float:
        """Return the width in pixels."""
        return float(self.textItem.boundingRect().width())

    def retint(self) -> None:
        """Take the colours of the theme that is on."""
        theme = current_theme()
        self.setColor(theme.color(self._token))
        self.fill = pg.mkBrush(theme.surface if self._filled else None)
        self.update()
