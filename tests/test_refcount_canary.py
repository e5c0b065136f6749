"""The binding must not lose references to None: some versions abort the process that way."""

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_void_calls_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    """800 calls that return nothing change the count of references to None by less than 80."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(800):
        label.setNum(number)

    assert abs(sys.getrefcount(None) - before) < 80
