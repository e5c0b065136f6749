"""Colours, fonts and measures of the window, and the one place that puts them on."""

from playground.theme.appearance import Appearance, appearance, apply_theme, current_theme
from playground.theme.fonts import Role, font, px
from playground.theme.tokens import Theme

__all__ = [
    "Appearance",
    "Role",
    "Theme",
    "appearance",
    "apply_theme",
    "current_theme",
    "font",
    "px",
]
