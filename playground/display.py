"""Is there a screen to show a window on?

Standard library only: it is asked before Qt is imported, since Qt aborts the process where the
answer is no.
"""

import ctypes
import os
import socket
import sys
from pathlib import Path


def has_display() -> bool:
    """Tell whether Qt can open a window; a platform chosen through QT_QPA_PLATFORM counts."""
    if sys.platform in ("darwin", "win32") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers() or _x_server_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    address = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        return connection.connect_ex(str(address)) == 0


def _x_server_answers() -> bool:
    """Connect as Qt will: a DISPLAY left over from a server that is gone is no display."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # cannot be asked; the check of the system libraries names what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return bool(error == 0)
