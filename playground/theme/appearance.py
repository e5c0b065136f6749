"""Which theme is on, and the notice when it changes."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from playground.theme.fonts import font
from playground.theme.palette import palette
from playground.theme.stylesheet import stylesheet
from playground.theme.tokens import Theme

Choice = Literal["system", "light", "dark"]


class Appearance(QObject):
    """Hold the theme that is on and follow the system's colour scheme.

    Signals: ``changed`` after palette and style sheet are on; what tints its own icons, pens or
    text does so again.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = Theme.light()
        self._choice: Choice = "light"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: Choice) -> None:
        """Put on the light or the dark theme, or whichever the system shows."""
        self._choice = choice
        self._put_on(self._wanted())

    def show(self, theme: Theme) -> None:
        """Put on exactly this theme and stop following the system."""
        self._choice = "dark" if theme.is_dark else "light"
        self._put_on(theme)

    def _wanted(self) -> Theme:
        if self._choice != "system":
            return Theme.dark() if self._choice == "dark" else Theme.light()
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return Theme.dark() if dark else Theme.light()

    def _put_on(self, theme: Theme) -> None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        self.theme = theme
        application.setPalette(palette(theme))
        application.setStyleSheet(stylesheet(theme))
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        if self._choice == "system":
            self._put_on(self._wanted())


def appearance() -> Appearance:
    """Return the appearance of the running application, which owns it."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("The appearance needs a QApplication.")
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found: Appearance | None = application.findChild(Appearance, options=direct)
    return found if found is not None else Appearance(application)


def current_theme() -> Theme:
    """Return the theme that is on."""
    return appearance().theme


def apply_theme(application: QApplication, theme: Theme | Choice = "system") -> None:
    """Give the application Fusion, the fonts and a theme; again at any time for another theme."""
    if not application.styleSheet():
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(font("body"))
    if isinstance(theme, Theme):
        appearance().show(theme)
    else:
        appearance().choose(theme)
