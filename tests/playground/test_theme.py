"""Colours can be read, follow the theme, and mean the same everywhere."""

from dataclasses import FrozenInstanceError

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.icons import pixmap
from playground.theme import Theme, appearance, apply_theme, current_theme, font
from playground.theme.ramp import contrast
from playground.theme.stylesheet import stylesheet

LIGHT, DARK = Theme.light(), Theme.dark()

FIGURES = [  # token, ground, ratio in light, ratio in dark
    ("ink", "surface", 17.1, 14.5),
    ("ink", "bg", 15.9, 15.7),
    ("ink", "sunken", 14.8, 12.8),
    ("ink2", "surface", 8.1, 8.6),
    ("ink2", "sunken", 7.0, 7.5),
    ("ink3", "surface", 5.5, 6.0),
    ("ink3", "sunken", 4.8, 5.3),
    ("accent", "surface", 6.1, 7.5),
    ("accent", "soft", 5.2, 6.0),
    ("on_accent", "accent", 6.1, 7.1),
    ("valid", "surface", 5.4, 8.0),
    ("right", "right_soft", 5.0, 6.8),
    ("wrong", "wrong_soft", 5.1, 6.3),
    ("warn", "warn_soft", 6.3, 8.0),
]


@pytest.mark.parametrize(("token", "ground", "light", "dark"), FIGURES)
def test_text_contrasts_as_the_design_measured_it(
    token: str, ground: str, light: float, dark: float
) -> None:
    """Every text colour keeps the contrast that it was chosen for, above 4.5 to 1."""
    for theme, expected in ((LIGHT, light), (DARK, dark)):
        ratio = contrast(theme.color(token), theme.color(ground))

        assert ratio == pytest.approx(expected, abs=0.06)
        assert ratio >= 4.5


def test_a_theme_cannot_be_changed() -> None:
    """Whoever holds a theme can rely on its colours."""
    with pytest.raises(FrozenInstanceError):
        LIGHT.ink = "#000000"  # type: ignore[misc]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_ramp_runs_from_surface_to_its_last_stop(theme: Theme) -> None:
    """Nothing is the surface, all is the last stop, between stops it is linear in RGB."""
    middle = theme.ramp(0.1)
    first, second = QColor(theme.ramp_stops[0]), QColor(theme.ramp_stops[1])

    assert theme.ramp(0.0) == QColor(theme.surface)
    assert theme.ramp(1.0) == theme.ramp(7.0) == QColor(theme.ramp_stops[-1])
    assert middle.red() == pytest.approx((first.red() + second.red()) / 2, abs=1)
    assert middle.blue() == pytest.approx((first.blue() + second.blue()) / 2, abs=1)


def test_ink_can_be_read_on_every_shade_of_surprise() -> None:
    """A token of any number of bits keeps 9.1 to 1 in light and 5.1 to 1 in dark."""
    for theme, least in ((LIGHT, 9.1), (DARK, 5.1)):
        shades = [theme.surprise(bits / 4) for bits in range(100)]

        assert min(contrast(theme.color("ink"), shade) for shade in shades) >= least - 0.05


def test_a_number_in_a_map_takes_the_ink_that_contrasts_more() -> None:
    """Dark on a bright cell and light on a dark one, never under 4 to 1 in between."""
    for theme in (LIGHT, DARK):
        for step in range(11):
            cell = theme.heat(step / 10)
            other = ({LIGHT.ink, DARK.ink} - {theme.text_on(cell).name().upper()}).pop()
            ratio = contrast(theme.text_on(cell), cell)

            assert ratio >= max(4.0, contrast(QColor(other), cell))


def test_signed_values_go_from_negative_over_surface_to_positive() -> None:
    """Weights are read like the chart: blue is positive, orange negative."""
    assert LIGHT.signed(0.0) == QColor(LIGHT.surface)
    assert LIGHT.signed(1.0) == LIGHT.signed(2.0) == QColor(LIGHT.accent)
    assert LIGHT.signed(-1.0) == QColor(LIGHT.valid)


def test_a_theme_reaches_palette_style_sheet_and_listeners(
    look: QApplication, qtbot: QtBot
) -> None:
    """Putting on a theme changes what Qt paints by itself, and tells all others."""
    with qtbot.waitSignal(appearance().changed):
        apply_theme(look, "dark")

    assert current_theme() is DARK
    assert look.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)
    group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text
    assert look.palette().color(group, role) == QColor(DARK.ink3)
    assert DARK.accent in look.styleSheet()
    assert LIGHT.accent not in look.styleSheet()


def test_there_is_one_appearance_for_the_application(look: QApplication) -> None:
    """Everybody listens to the same notice."""
    assert appearance() is appearance()
    assert appearance().parent() is look


def test_the_style_sheet_leaves_fonts_alone(look: QApplication) -> None:
    """A font-size in the sheet would win over every setFont, so there is none."""
    sheet = stylesheet(LIGHT)

    assert "font" not in sheet.split("*/", 1)[1]
    assert "$" not in sheet


def test_digits_have_one_width(look: QApplication) -> None:
    """A number that counts up keeps its place."""
    metrics = QFontMetricsF(font("readout"))

    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_sizes_are_those_of_the_design_or_larger(look: QApplication) -> None:
    """Text grows with the system's font, and never gets smaller than it was drawn."""
    sizes = {"axis": 11, "caption": 12, "body": 13, "title": 15, "number": 20, "calculator": 72}

    for role, size in sizes.items():
        assert font(role).pixelSize() >= size  # type: ignore[arg-type]


def test_icons_take_the_colour_of_the_theme(look: QApplication) -> None:
    """An icon made in the dark theme is light, and sharp at the scale of the screen."""
    apply_theme(look, "dark")
    picture = pixmap("play", "ink", 20, 2.0)

    assert picture.width() == 40
    assert picture.devicePixelRatio() == 2.0
    assert picture.toImage().pixelColor(20, 20) == QColor(DARK.ink)
