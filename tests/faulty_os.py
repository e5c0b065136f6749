"""Stand in for the module `os`, so that a test can break or stop its caller at any call."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

WATCHED = ("open", "write", "chmod", "fsync", "close", "replace")


class FaultyOS:
    """Count the calls that touch the disk and hand each to `fault` before it is made.

    `fault(number, name)` may raise or end the process. A write takes at most `piece` bytes, as
    the system may do.
    """

    def __init__(self, fault: Callable[[int, str], None], piece: int = 512) -> None:
        self.calls = 0
        self._fault = fault
        self._piece = piece

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in WATCHED:
            return real

        def call(*args: Any) -> Any:
            self.calls += 1
            self._fault(self.calls, name)
            if name == "write":
                return os.write(args[0], args[1][: self._piece])
            return real(*args)

        return call
