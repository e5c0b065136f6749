"""The shape of everything: one style sheet for the application, filled in from the theme."""

import math
import re
from string import Template

from playground.resources import assets
from playground.theme.fonts import scale
from playground.theme.tokens import Theme

_LENGTH = re.compile(r"(border(?:-[a-z]+)*-radius:\s*)?(?<![\w.])(\d+)px")


def stylesheet(theme: Theme) -> str:
    """Return the style sheet in the colours of ``theme`` and at the size of the system font."""
    source = assets().joinpath("style.qss").read_text(encoding="utf-8")
    return _LENGTH.sub(_scaled, Template(source).substitute(theme.tokens()))


def _scaled(match: re.Match[str]) -> str:
    prefix, length = match.group(1) or "", int(match.group(2))
    if length <= 2:  # hairlines and focus borders keep their width
        return match.group(0)
    # A radius above half of the height draws square corners, so radii round down.
    value = math.floor(length * scale()) if prefix else round(length * scale())
    return f"{prefix}{value}px"
