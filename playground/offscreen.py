"""Qt's platform without a screen, as the tour uses it."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# Its windows have no frame that could be told how small they may become, and it says so of each
# window, menu and tooltip: that is no fault of the program's, and would bury what is one.
_EXPECTED = "This plugin does not support propagateSizeHints()"


def go_offscreen() -> None:
    """Let the application that is made next draw without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_pass_on)


def _pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Print what Qt says, as it would by itself, but for the one sentence that is expected."""
    if message != _EXPECTED:
        print(message, file=sys.stderr, flush=True)
