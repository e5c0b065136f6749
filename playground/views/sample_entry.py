"""One sample of what a network says, with when it said so."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Picture
from engine.events import Sampled
from playground.formats import significant
from playground.theme import font, px
from playground.views.picture_view import PictureView
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.rule import Rule

_TOP = Qt.AlignmentFlag.AlignTop
_EMPTY_LINES = re.compile(r"\n\s*\n")
_BLANK_LINE = re.compile(r"^ +$", re.MULTILINE)
_UNBROKEN = re.compile(r"\S{16}(?=\S)")


class SampleEntry(QWidget):
    """Show a sample: the newest large under “Now”, an older one small under its time."""

    def __init__(self, sample: Sampled, joint: str) -> None:
        super().__init__()
        self._time = f"Epoch {significant(sample.epoch, 3)}" if sample.step else "Update 0"
        self._when = Label("Now", "caption", "accent", weight=600)
        self._perplexity = Label("", "axis", "ink2")
        self._text = Label(_compact(f"{sample.prompt}{joint}{sample.text}"), wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rule = Rule()
        head = QHBoxLayout()
        head.addWidget(self._when)
        head.addStretch(1)
        head.addWidget(self._perplexity)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        column.addLayout(head)
        words = QVBoxLayout()
        words.setSpacing(px(3))
        words.addWidget(self._text)
        if sample.expected is not None:
            words.addLayout(_verdict(sample.text == sample.expected, sample.expected))
        if sample.picture is None:
            column.addLayout(words)
        else:
            column.addLayout(_beside(sample.picture, words))
        column.addSpacing(px(8))
        column.addWidget(self._rule)
        self.set_newest(True)

    @property
    def has_perplexity(self) -> bool:
        """Whether it is known how good the network was."""
        return bool(self._perplexity.text())

    def set_perplexity(self, perplexity: float | None, name: str = "perplexity") -> None:
        """Say how good the network was at that time."""
        known = perplexity is not None
        self._perplexity.setText(f"{name} {significant(perplexity, 3)}" if known else "")

    def set_newest(self, newest: bool) -> None:
        """Show it as what the network says now, or as what it said once."""
        self._when.setText("Now" if newest else self._time)
        self._when.set_tone("accent" if newest else "ink2")
        self._text.set_tone("ink" if newest else "ink2")
        self._text.setFont(font("body", size=15 if newest else 13))  # last: a tone restyles
        self.setAccessibleName(f"{self._when.text()}: {self._text.text()}")


def _compact(text: str) -> str:
    """Return a sample that takes little room and is never blank.

    Empty lines become signs, so that a network that loves them does not fill the list, and so do
    lines of blanks alone, which would show nothing. What has no place to break gets some.
    """
    text = _EMPTY_LINES.sub(_line_ends, text)
    return _UNBROKEN.sub(_breakable, _BLANK_LINE.sub(_blanks, text.strip() or text))


def _line_ends(gap: re.Match[str]) -> str:
    return " " + "↵" * (gap.group().count("\n") - 1) + "\n"


def _blanks(line: re.Match[str]) -> str:
    return "␣" * len(line.group())


def _breakable(run: re.Match[str]) -> str:
    return f"{run.group()}\u200b"


def _beside(picture: Picture, words: QVBoxLayout) -> QHBoxLayout:
    view = PictureView("Picture that was described", 2)
    view.show_picture(picture)
    words.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(px(12))
    row.addWidget(view, 0, _TOP)
    row.addLayout(words, 1)
    return row


def _verdict(right: bool, expected: str) -> QHBoxLayout:
    tone = "right" if right else "wrong"
    row = QHBoxLayout()
    row.setSpacing(px(6))
    sentence = "right" if right else f"wrong, it is {expected.strip()}"
    row.addWidget(IconLabel("check" if right else "cross", tone, 14), 0, _TOP)
    row.addWidget(Label(sentence, "caption", tone, wrap=True), 1)
    return row
