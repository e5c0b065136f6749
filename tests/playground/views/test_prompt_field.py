"""The prompt's field: every token on a chip, exactly under its text."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.generation import PromptToken
from playground.views.prompt_field import PromptField


class _Watched(PromptField):
    """Remembers which chips were last painted."""

    painted: list[tuple[QRectF, bool]]

    def _chips(self) -> list[tuple[QRectF, bool]]:
        self.painted = super()._chips()
        return self.painted


@pytest.fixture
def field(look: QApplication, qtbot: QtBot) -> _Watched:
    """A field that has scrolled to the end of a long prompt."""
    made = _Watched()
    qtbot.addWidget(made)
    made.resize(400, 48)
    made.show()
    _fill(made, "the old mill " * 40)
    return made


def _fill(field: PromptField, text: str) -> None:
    field.setText(text)
    field.show_tokens([PromptToken(token, True) for token in text.split()], words=True)
    QApplication.processEvents()


def test_chips_follow_when_the_text_scrolls_back(field: _Watched, qtbot: QtBot) -> None:
    """Qt scrolls only while it paints; the chips are then painted where the text went."""
    _fill(field, "the old")
    qtbot.waitUntil(lambda: len(field.painted) == 2)

    first, second = (rect for rect, _ in field.painted)
    assert 0 < first.left() < 20
    assert first.width() > field.fontMetrics().horizontalAdvance("the")
    assert second.left() > first.right()


def test_only_chips_in_sight_are_painted(field: _Watched) -> None:
    """A prompt of 120 words takes no more chips than one that fills the field."""
    assert 2 < len(field.painted) < 12
    assert field.painted[-1][0].right() > 350
