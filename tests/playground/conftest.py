"""The window's tests run in the light theme, unless they put on another one."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from playground.theme import apply_theme


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave out what Qt's offscreen platform says at every window and every menu."""
    unable = "does not support (propagateSizeHints|raise|grabbing the keyboard)"
    item.add_marker(pytest.mark.qt_log_ignore(unable))


@pytest.fixture(autouse=True, scope="module")
def collected_here() -> Iterator[None]:
    """Collect garbage as the program does: never in a worker, which would destroy widgets there."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """Put the light theme on, and again after the test."""
    apply_theme(qapp, "light")
    yield qapp
    apply_theme(qapp, "light")
