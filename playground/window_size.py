"""The size that a window opens at."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from playground.theme import px

DESIGNED = (1280, 800)


def fit_on_screen(window: QWidget) -> None:
    """Move and shrink a window that is on the screen, so that all of it and its frame fit."""
    if window.isMaximized() or window.isFullScreen():
        return
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    decoration = frame.size() - window.size()
    window.resize(window.size().boundedTo(room.size() - decoration))
    window.move(_inside(QRect(frame.topLeft(), window.size() + decoration), room).topLeft())


def designed_size(window: QWidget) -> QSize:
    """Return the size that the window was drawn for, or what the screen has room for."""
    return QSize(*map(px, DESIGNED)).boundedTo(window.screen().availableSize())


def _inside(frame: QRect, room: QRect) -> QRect:
    left = max(min(frame.left(), room.right() + 1 - frame.width()), room.left())
    top = max(min(frame.top(), room.bottom() + 1 - frame.height()), room.top())
    return QRect(left, top, frame.width(), frame.height())
