"""Fonts by what the text is for, relative to the system's font size."""

from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

Role = Literal[
    "axis",
    "caption",
    "body",
    "button",
    "heading",
    "title",
    "readout",
    "page",
    "text",
    "number",
    "headline",
    "calculator",
    "mono",
]

_NORMAL, _MEDIUM, _BOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
_ROLES: dict[str, tuple[int, QFont.Weight]] = {
    "axis": (11, _NORMAL),
    "caption": (12, _NORMAL),
    "body": (13, _NORMAL),
    "button": (13, _MEDIUM),
    "heading": (13, _BOLD),
    "title": (15, _BOLD),
    "readout": (15, _BOLD),
    "page": (18, _BOLD),
    "text": (18, _NORMAL),
    "number": (20, _BOLD),
    "headline": (30, _BOLD),
    "calculator": (72, _BOLD),
    "mono": (12, _NORMAL),
}
_BASE = 13
_PREFERRED = {"Sans Serif": "Inter", "monospace": "DejaVu Sans Mono"}


def font(role: Role, weight: int | None = None, size: int | None = None) -> QFont:
    """Return the font of a role; ``size`` is in the pixels of the design, before scaling.

    Digits have one width, so that a number that counts up keeps its place.
    """
    base_size, base_weight = _ROLES[role]
    fixed = role == "mono"
    system = QFontDatabase.SystemFont
    made = QFont(_face(system.FixedFont if fixed else system.GeneralFont))
    made.setPixelSize(px(size or base_size))
    made.setWeight(QFont.Weight(weight) if weight is not None else base_weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def px(length: float) -> int:
    """Return a length of the design in logical pixels at the system's font size."""
    return round(length * scale())


@cache  # asked for at every paint, and the system's font is read at the start alone
def scale() -> float:
    """Return how much larger than the design everything is drawn.

    The design is a floor: many systems report 9 pt (12 px), where an axis label could no longer
    be read.
    """
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    return max(1.0, system.pixelSize() / _BASE)


@cache
def _face(kind: QFontDatabase.SystemFont) -> QFont:
    made = QFontDatabase.systemFont(kind)
    # Without a desktop (offscreen, a bare X server) only a generic family is named; the face
    # of the design is then the better choice where it is installed.
    preferred = _PREFERRED.get(made.family())
    if preferred is not None and QFontDatabase.hasFamily(preferred):
        made.setFamily(preferred)
    return made
