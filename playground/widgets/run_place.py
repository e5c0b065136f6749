"""With which seed and on what a run computes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.theme import font, px
from playground.widgets.button import Button
from playground.widgets.choice_menu import ChoiceMenu
from playground.widgets.label import Label
from playground.widgets.named import restyle
from playground.widgets.number_field import NumberField

_LARGEST_SEED = 2**32 - 1  # of numpy.random.RandomState


class RunPlace(QWidget):
    """Look like two readouts; the seed is edited where it stands, the device has a menu.

    Signals: ``seed_edited(int)``, ``device_chosen(str)``.
    """

    seed_edited = Signal(int)
    device_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tip = "The start of every random draw: the same seed gives the same run"
        self._seed = NumberField(
            0, 0, _LARGEST_SEED, integer=True, grouped=False, name="Seed", tip=tip
        )
        restyle(self._seed, field="flat")
        self._seed.setFont(font("readout"))
        self._seed.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._device = Button("CPU", kind="text", name="Runs on", tip="What the run computes on")
        self._device.setFont(font("readout"))
        self._menu = ChoiceMenu(self._device)
        self._device.setMenu(self._menu)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(6))
        # One cell for label and control: a target of 24 px reaches up behind the label, and the
        # lines of text still stand at the height of the readouts.
        self.setFixedHeight(px(38))
        align = Qt.AlignmentFlag
        for column, text in enumerate(("Seed", "Runs on")):
            label = Label(text, "axis", "ink2")
            label.setContentsMargins(px(3 if column == 0 else 5), px(2), 0, 0)
            grid.addWidget(label, 0, column, align.AlignTop | align.AlignLeft)
        grid.addWidget(self._seed, 0, 0, align.AlignBottom | align.AlignLeft)
        grid.addWidget(self._device, 0, 1, align.AlignBottom | align.AlignLeft)
        self._seed.edited.connect(self._edit_seed)
        self._seed.textChanged.connect(self._fit)
        self._menu.chosen.connect(self._choose)
        self._fit()

    def set_seed(self, seed: int) -> None:
        """Show a seed."""
        self._seed.set_value(seed)

    def set_devices(self, devices: Sequence[str], current: str) -> None:
        """List the devices and show the current one."""
        self._devices = list(devices)
        self._menu.set_choices([(device, device) for device in devices], current)
        self._device.setText(current)
        self._device.setAccessibleName(f"Runs on {current}")

    @Slot()
    def _fit(self) -> None:
        width = self._seed.fontMetrics().horizontalAdvance(self._seed.text() + "0")
        self._seed.setFixedWidth(max(px(44), width + px(4)))

    @Slot(object)
    def _edit_seed(self, seed: object) -> None:
        self.seed_edited.emit(seed)

    @Slot(object)
    def _choose(self, device: object) -> None:
        self.set_devices(self._devices, str(device))
        self.device_chosen.emit(str(device))
