"""The colours of the window by what they are for."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from PySide6.QtGui import QColor

from playground.theme.ramp import Ramp, contrast, mix


@dataclass(frozen=True)
class Theme:
    """Name every colour by its use, for light or dark.

    Colour belongs to the data: the frame is paper, ink and one blue. Tokens are ``#RRGGBB``
    strings; ``color`` makes a QColor of one. Every text token keeps at least 4.5 : 1 on the
    grounds that it stands on, so text never takes ``faint``, ``line`` or ``line2``. ``runs`` are
    for what is compared in one chart: for the colour-blind, too, no two of them look alike, and
    each has a dash of its own besides.
    """

    name: str
    bg: str
    surface: str
    sunken: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    on_accent: str
    faint: str
    soft: str
    valid: str
    right: str
    right_soft: str
    wrong: str
    wrong_soft: str
    warn: str
    warn_soft: str
    floor: str
    runs: tuple[str, ...]
    ramp_stops: tuple[str, ...]

    @classmethod
    def light(cls) -> "Theme":
        """Return the theme of paper and dark ink."""
        return LIGHT

    @classmethod
    def dark(cls) -> "Theme":
        """Return the theme of dark paper and light ink."""
        return DARK

    @property
    def is_dark(self) -> bool:
        """Tell which of the two themes this is."""
        return self.name == "dark"

    def tokens(self) -> dict[str, Any]:
        """Return the colour tokens by name, as the style sheet takes them."""
        return {k: v for k, v in asdict(self).items() if isinstance(v, str) and v.startswith("#")}

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a token as a colour, with ``alpha`` from 0 to 1; ``run0`` is the first run's."""
        is_run = token[:3] == "run" and token[3:].isdigit()
        color = QColor(self.runs[int(token[3:])] if is_run else getattr(self, token))
        color.setAlphaF(alpha)
        return color

    def chosen(self) -> "Theme":
        """Return this theme as a picture on a chosen card sees it: drawn in accent, not ink2."""
        return replace(self, ink2=self.accent, ink3=self.accent, line2=self.accent)

    def ramp(self, value: float) -> QColor:
        """Return the colour for how much, from 0 to 1, on ``surface``.

        Behind text use 0 to 0.8 of it, where ink stays readable: ``surprise`` does.
        """
        return Ramp(self.ramp_stops).color(value)

    def surprise(self, bits: float) -> QColor:
        """Return the shade behind a token that cost ``bits``; twelve bits or more look alike."""
        return self.ramp(min(bits / 12, 0.8))

    def heat(self, value: float) -> QColor:
        """Return the colour of a cell of a map, from 0 to 1, which starts at ``sunken``."""
        return Ramp((self.sunken, *self.ramp_stops[1:])).color(max(value, 0.0) ** 0.8)

    def signed(self, value: float) -> QColor:
        """Return the colour of a signed value from -1 to 1: negative, surface at 0, positive."""
        end = self.accent if value >= 0 else self.valid
        return mix(QColor(self.surface), QColor(end), min(abs(value), 1.0))

    def text_on(self, ground: QColor) -> QColor:
        """Return the ink, dark or light, that contrasts more with ``ground``."""
        inks = (QColor(LIGHT.ink), QColor(DARK.ink))
        return max(inks, key=lambda ink: contrast(ink, ground))


LIGHT = Theme(
    name="light",
    bg="#F7F7F4",
    surface="#FFFFFF",
    sunken="#EFEFEB",
    line="#E3E3DD",
    line2="#C6C7C1",
    ink="#1B1C1E",
    ink2="#4D5057",
    ink3="#666970",
    accent="#0067A3",
    on_accent="#FFFFFF",
    faint="#94C2E1",
    soft="#E2EFF8",
    valid="#B54800",
    right="#00735A",
    right_soft="#DCF1EA",
    wrong="#BE1E37",
    wrong_soft="#FBE6E7",
    warn="#7A5000",
    warn_soft="#FFF1CF",
    floor="#666970",
    runs=(
        "#0067A3",
        "#B54800",
        "#4E2B42",
        "#8736D8",
        "#9C6256",
        "#1D1D75",
        "#610000",
        "#2A00FF",
    ),
    ramp_stops=("#FFFFFF", "#FFF3D1", "#FFE39B", "#FFCE60", "#F7B12B", "#E79410"),
)

DARK = Theme(
    name="dark",
    bg="#131416",
    surface="#1B1C1F",
    sunken="#25272B",
    line="#2D2F34",
    line2="#474A52",
    ink="#ECEDEE",
    ink2="#B4B8BF",
    ink3="#959AA3",
    accent="#5DB5EC",
    on_accent="#05233A",
    faint="#336487",
    soft="#17313F",
    valid="#F2A04E",
    right="#4CCBA4",
    right_soft="#13332A",
    wrong="#FF8080",
    wrong_soft="#3B1D20",
    warn="#EFC257",
    warn_soft="#392D11",
    floor="#959AA3",
    runs=(
        "#5DB5EC",
        "#F2A04E",
        "#ECEDEE",
        "#E05CFF",
        "#2FE09A",
        "#9C8556",
        "#FF4FA0",
        "#B8F24A",
    ),
    ramp_stops=("#1B1C1F", "#33260F", "#4F3810", "#6C4A10", "#875A10", "#EBA63C"),
)
