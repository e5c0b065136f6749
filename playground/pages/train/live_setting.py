"""A setting that can be changed while a run goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.config import Setting
from playground.theme import px
from playground.widgets.label import Label
from playground.widgets.number_field import NumberField
from playground.widgets.slider import Slider


class LiveSetting(QWidget):
    """Edit one number by a slider and a field beside it.

    ``span`` is what the slider covers; the field takes all that the setting does. Signals:
    ``changed(float)``; ``judged(str)`` with what is wrong in the field, or nothing.
    """

    changed = Signal(float)
    judged = Signal(str)

    def __init__(
        self, title: str, setting: Setting, span: tuple[float, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        tip = setting.help
        self._slider = Slider(*span, logarithmic=True, name=f"{title}, slider", tip=tip)
        self._field = NumberField(1, setting.low, setting.high, name=title, tip=tip)
        self._field.setFixedWidth(px(62))
        label = Label(title)
        label.setBuddy(self._field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(label)
        row.addWidget(self._slider, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._field)
        self._slider.moved.connect(self._move)
        self._field.edited.connect(self._edit)
        self._field.rejected.connect(self.judged)
        self._field.corrected.connect(self._approve)

    def set_value(self, value: float) -> None:
        """Show a value; a wrong text that was about another one gives way to it."""
        was_wrong = bool(self._field.error)
        if not was_wrong or self._field.value() != value:
            self._field.set_value(value)
            if was_wrong:
                self.judged.emit("")
        self._slider.set_number(value)

    @Slot(float)
    def _move(self, value: float) -> None:
        self._field.set_value(value)
        self.judged.emit("")
        self.changed.emit(value)

    @Slot(object)
    def _edit(self, value: float) -> None:
        self._slider.set_number(value)
        self.changed.emit(value)

    @Slot()
    def _approve(self) -> None:
        self.judged.emit("")
