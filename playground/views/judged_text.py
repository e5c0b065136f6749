"""A text, each word shaded by how it moved a classifier."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.judging import WordEffect
from playground.theme import Theme, appearance, current_theme, font, px
from playground.views.token_flow import LINE, TokenFlow
from playground.widgets.named import name_widget

_STRONGEST = 0.45  # of the way to the colour: the text must stay readable on it
_LEAST = 0.02  # a share of the probability below which a word counts as having no effect


class JudgedText(QWidget):
    """Show words on blue where they speak for the label, on orange where they speak against it.

    The numbers are in the tooltips, and in the bars beside.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effects: tuple[WordEffect, ...] = ()
        self._flow = self._new_flow()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        name_widget(self, "Text with the effect of each word")
        appearance().changed.connect(self._repaint)

    def show_effects(self, effects: Sequence[WordEffect]) -> None:
        """Show the words of a text."""
        self._effects = tuple(effects)
        self._lay_out()
        self.setAccessibleDescription("; ".join(map(effect_sentence, effects)))
        self.updateGeometry()
        self.update()

    def _new_flow(self, width: float | None = None) -> TokenFlow:
        made = TokenFlow(QFontMetricsF(font("text")), width or self.width(), words=True)
        made.extend([effect.word for effect in self._effects])
        return made

    def _lay_out(self) -> None:
        self._flow = self._new_flow()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that the text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return round(self._new_flow(width).height)

    def sizeHint(self) -> QSize:
        """Ask for the lines of the present width."""
        return QSize(px(300), round(self._flow.height))

    def minimumSizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(px(200), px(LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the lines anew."""
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Say on hover what a word did."""
        if isinstance(event, QHelpEvent):
            place = self._flow.at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), effect_sentence(self._effects[place]), self)
                return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every word on its shade."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("text"))
        strongest = max((abs(one.effect or 0.0) for one in self._effects), default=0.0)
        for effect, rect in zip(self._effects, self._flow.rects, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_shade(theme, effect, strongest))
            painter.drawRoundedRect(QRectF(rect), px(4), px(4))
            painter.setPen(theme.color("warn" if effect.effect is None else "ink"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, effect.word)


def points(share: float) -> str:
    """Return a change of a probability in points of percent, with its sign."""
    written = f"{100 * share:+.1f}"
    return "0.0" if written in ("+0.0", "-0.0") else written.replace("-", "−")


def effect_sentence(effect: WordEffect) -> str:
    """Say what a word did to the label's probability."""
    if effect.effect is None:
        return f"“{effect.word}” was not read: it is not in the vocabulary, or was cut off"
    return f"“{effect.word}”: without it {points(-effect.effect)} points"


def _shade(theme: Theme, effect: WordEffect, strongest: float) -> QColor:
    if effect.effect is None:
        return theme.color("warn_soft")
    return theme.signed(_STRONGEST * effect.effect / max(strongest, _LEAST))
