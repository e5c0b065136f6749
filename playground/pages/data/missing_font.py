"""Whether the letters of a data set can be drawn on this computer."""

from __future__ import annotations

import re

from PySide6.QtGui import QFontDatabase

from engine import Dataset

_LOOKED_AT = 5_000  # characters of the first part
_SCRIPTS = (
    ("Korean", re.compile("[가-힣]"), QFontDatabase.WritingSystem.Korean),
    ("Japanese", re.compile("[ぁ-ヿ]"), QFontDatabase.WritingSystem.Japanese),
    ("Chinese", re.compile("[一-鿿]"), QFontDatabase.WritingSystem.SimplifiedChinese),
)


def missing_font(dataset: Dataset) -> str:
    """Return a sentence that names the script without a font and what to install, or nothing."""
    records = next(iter(dataset.parts.values()))
    rows = " ".join(part for row in records.rows[:100] for part in row if isinstance(part, str))
    beginning = (records.text or rows)[:_LOOKED_AT]
    installed = QFontDatabase.writingSystems()
    for script, letters, system in _SCRIPTS:
        if letters.search(beginning):
            if system in installed:
                return ""
            return (
                f"There is no font for {script} on this computer, so its letters show as boxes. "
                "Install one, such as fonts-noto-cjk, and start again."
            )
    return ""
