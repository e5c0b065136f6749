"""Colours between colours, and how far apart two of them read."""

from collections.abc import Sequence

from PySide6.QtGui import QColor


class Ramp:
    """Turn a magnitude from 0 to 1 into a colour, linear in RGB between even stops."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [QColor(stop) for stop in stops]

    def color(self, value: float) -> QColor:
        """Return the colour at ``value``; what lies outside 0 to 1 takes the nearest end."""
        place = min(max(value, 0.0), 1.0) * (len(self._stops) - 1)
        below = min(int(place), len(self._stops) - 2)
        return mix(self._stops[below], self._stops[below + 1], place - below)


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return the colour at ``share`` of the straight way from first to second."""
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21, by WCAG 2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
