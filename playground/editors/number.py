"""A setting that is a number."""

from typing import Any

from PySide6.QtCore import Slot

from engine.config import Setting
from playground.editors.editor import Editor
from playground.theme import px
from playground.widgets.number_field import NumberField
from playground.widgets.slider import Slider

_FIELD = 72
_LONGEST_SLIDER = 10_000  # whole numbers on an even scale; above it a pixel is too coarse
_DECADES_ABOVE_ZERO = 6  # of a logarithmic slider whose left end stands for 0


class NumberEditor(Editor):
    """Edit an int or a float: a slider for the feel of it, a field for the number itself.

    A setting without both limits, or with too many values for a slider, has the field alone.
    """

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._integer = setting.annotation is int
        self._lowest = 0.0
        self._slider = self._make_slider()
        grouped = self._slider is not None  # without one it is a name rather than a size: a seed
        self._field = NumberField(
            setting.default, setting.low, setting.high,
            integer=self._integer, grouped=grouped, name=setting.title, tip=self.tip,
        )  # fmt: skip
        if self._slider is None:
            self.line.addStretch(1)
            self._field.setFixedWidth(px(1.5 * _FIELD))
        else:
            self.line.addWidget(self._slider, 1)
            self._slider.moved.connect(self._move)
            self._field.setFixedWidth(px(_FIELD))
        self.line.addWidget(self._field)
        self._field.edited.connect(self._take)
        self._field.rejected.connect(self.rejected)
        self._field.corrected.connect(self.corrected)
        self.setFocusProxy(self._slider or self._field)
        self.set_value(setting.default)

    def value(self) -> float:
        """Return the last number that was right."""
        return self._field.value()

    def set_value(self, value: Any) -> None:
        """Show a number; the slider stays where it is if it already stands for it."""
        if value == self._field.value() and not self._field.error:
            return
        self._field.set_value(value)
        if self._slider is not None:
            self._slider.set_number(value)

    def mark(self, sentence: str) -> None:
        """Border the field."""
        self._field.set_error(sentence)

    def _make_slider(self) -> Slider | None:
        setting, low, high = self.setting, self.setting.low, self.setting.high
        if low is None or high is None:
            return None
        logarithmic = setting.scale == "log"
        if self._integer and not logarithmic and high - low > _LONGEST_SLIDER:
            return None
        self._lowest = low
        if logarithmic and low <= 0:
            self._lowest = 1.0 if self._integer else high / 10**_DECADES_ABOVE_ZERO
        slider = Slider(
            self._lowest, high, logarithmic=logarithmic, integer=self._integer,
            name=f"{setting.title} slider", tip=self.tip,
        )  # fmt: skip
        slider.set_number(setting.default)
        return slider

    @Slot(float)
    def _move(self, number: float) -> None:
        if number <= self._lowest and self.setting.low is not None:
            number = self.setting.low
        value = int(number) if self._integer else number
        if value == self._field.value() and not self._field.error:
            return
        self._field.set_value(value)
        self.edited.emit(value)

    @Slot(object)
    def _take(self, number: float) -> None:
        if self._slider is not None:
            self._slider.set_number(number)
        self.edited.emit(number)
