"""One line of a form."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from engine.config import Setting
from playground.editors import editor_for
from playground.editors.about import written
from playground.editors.reset_dot import ResetDot
from playground.theme import px
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.named import name_widget

LABEL = 132


class Row(QWidget):
    """Show a setting: its title, its editor, a dot if it was changed; under them help or an error.

    Signals: ``edited(str, object)`` with the path and the value; ``judged(str, str)`` with the
    path and what is wrong with the text that is being typed, empty when it is right;
    ``reset(str)`` with the path, when the user wants the first value back.
    """

    edited = Signal(str, object)
    judged = Signal(str, str)
    reset = Signal(str)

    def __init__(self, path: str, setting: Setting, label_width: int = LABEL) -> None:
        super().__init__()
        self.path, self.setting, self._label_width = path, setting, px(label_width)
        self.editor = editor_for(setting)
        self._label = Label(setting.title, wrap=True)
        self._label.setFixedWidth(self._label_width)
        self._label.setToolTip(self.editor.tip)
        self._label.setBuddy(self.editor)
        self._dot = ResetDot()
        self._help = Label(setting.help, "caption", "ink2", wrap=True)
        self._error = InlineError()
        self._arrange()
        self._help.hide()
        self.editor.edited.connect(self._edit)
        self.editor.rejected.connect(self._reject)
        self.editor.corrected.connect(self._correct)
        self._dot.clicked.connect(self._ask_reset)

    def show_value(self, value: Any, standard: Any) -> None:
        """Show a value, and whether it differs from the one it started from."""
        self.editor.set_value(value)
        self._dot.setVisible(_plain(value) != _plain(standard))
        name_widget(self._dot, f"Reset {self.setting.title}", f"Back to {written(standard)}.")

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the value; nothing if it is right."""
        self.editor.mark(sentence)
        self._say(sentence)

    def error(self) -> str:
        """Return what is said to be wrong, or nothing."""
        return self._error.text()

    def show_help(self, shown: bool) -> None:
        """Say in one line what the setting does; an error has precedence."""
        self._help.setVisible(shown and bool(self.setting.help) and not self.error())
        self.updateGeometry()

    def shows_help(self) -> bool:
        """Tell whether the row says what it does."""
        return self._help.isVisibleTo(self)

    def has_focus(self) -> bool:
        """Tell whether anything in this row has the focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, from left to right."""
        inside = (*self.editor.findChildren(QWidget), self._dot)
        never = Qt.FocusPolicy.NoFocus
        return [w for w in inside if w.focusPolicy() != never and w.window() is self.window()]

    def _say(self, sentence: str) -> None:
        if sentence:
            self._help.hide()
            self._error.show_error(sentence)
        else:
            self._error.clear()
        self.updateGeometry()  # the layout around remembers the height that the row had

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, px(3), 0, px(4))
        line.setSpacing(0)
        line.addWidget(self._label)
        line.addSpacing(px(10))
        line.addWidget(self.editor, 1)
        line.addWidget(self._dot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        if self.setting.unit:
            unit = Label(self.setting.unit, "caption", "ink2", wrap=True)
            unit.setAlignment(Qt.AlignmentFlag.AlignRight)
            unit.setContentsMargins(self._label_width, 0, self._dot.width(), px(2))
            column.addWidget(unit)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, px(10), 0)
        words.addWidget(self._help)
        words.addWidget(self._error)
        column.addLayout(words)

    @Slot(object)
    def _edit(self, value: object) -> None:
        self.edited.emit(self.path, value)

    @Slot(str)
    def _reject(self, sentence: str) -> None:
        self._say(sentence)
        self.judged.emit(self.path, sentence)

    @Slot()
    def _correct(self) -> None:
        self._say("")
        self.judged.emit(self.path, "")

    @Slot()
    def _ask_reset(self) -> None:
        self.editor.setFocus()
        self.reset.emit(self.path)


def _plain(value: Any) -> Any:
    """Return what tells a value from another; of a variant, its kind."""
    return getattr(value, "kind", value)
