"""The strip over every page: what is trained, the buttons of the run, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.formats import UNKNOWN, count, duration
from playground.theme import px
from playground.widgets.icon_button import IconButton
from playground.widgets.preset_title import PresetTitle
from playground.widgets.primary_button import PrimaryButton
from playground.widgets.progress_line import ProgressLine
from playground.widgets.readout import Readout
from playground.widgets.rule import Rule
from playground.widgets.run_place import RunPlace
from playground.widgets.split_button import SplitButton

_TRAIN = "Train the network (Ctrl+Return)"
_PAUSE = "Pause after the update that is under way (Ctrl+Return)"


class Strip(QWidget):
    """Show and steer a run without knowing what runs.

    Signals: ``train_clicked``, ``pause_clicked``, ``step_update_clicked``, ``step_epoch_clicked``,
    ``stop_clicked`` and ``restart_clicked`` for the buttons; ``preset_chosen(str)`` with a preset's
    name, ``seed_edited(int)`` and ``device_chosen(str)``.
    """

    train_clicked = Signal()
    pause_clicked = Signal()
    step_update_clicked = Signal()
    step_epoch_clicked = Signal()
    stop_clicked = Signal()
    restart_clicked = Signal()
    preset_chosen = Signal(str)
    seed_edited = Signal(int)
    device_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._finished = False
        self._preset = PresetTitle()
        self._restart = IconButton("restart", "Restart", "Start again from untrained weights")
        self._train = PrimaryButton("Train", "play", tip=_TRAIN)
        self._train.setMinimumWidth(px(112))
        steps = (("One update", "update"), ("One epoch", "epoch"))
        tip = "Train by one update, or by one epoch from the menu"
        self._step = SplitButton("Step", "step", steps, tip=tip, menu_name="Step by")
        self._stop = IconButton("stop", "Stop", "End this run and keep what was learned")
        self._place = RunPlace()
        self._epoch = Readout("Epoch", 56)
        self._update = Readout("Update", 100)
        self._rate = Readout("Words / s", 60)
        self._left = Readout("Time left", 62)
        self._line = ProgressLine()
        self._lay_out()
        self._connect()
        self.set_stoppable(False)

    def _lay_out(self) -> None:
        top = QWidget()
        top.setObjectName("strip")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top.setFixedHeight(px(64))
        row = QHBoxLayout(top)
        row.setContentsMargins(px(12), 0, px(14), 0)
        row.setSpacing(px(10))
        for widget in (self._preset, self._restart, self._train, self._step, self._stop):
            row.addWidget(widget)
        row.addStretch(1)
        for readout in (self._epoch, self._update, self._rate, self._left):
            row.addWidget(readout, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Rule("vertical"))
        row.addWidget(self._place, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._line)

    def _connect(self) -> None:
        self._train.clicked.connect(self._train_or_pause)
        self._restart.clicked.connect(self._click_restart)
        self._stop.clicked.connect(self._click_stop)
        self._step.clicked.connect(self.step_update_clicked)
        self._step.chosen.connect(self._step_by)
        self._preset.chosen.connect(self.preset_chosen)
        self._place.seed_edited.connect(self.seed_edited)
        self._place.device_chosen.connect(self.device_chosen)

    # What is shown

    def set_presets(self, presets: Sequence[tuple[str, str]]) -> None:
        """List the presets of the menu as (title, name)."""
        self._preset.set_presets(presets)

    def set_preset(self, title: str, data_line: str) -> None:
        """Show what is trained, and on what."""
        self._preset.show_preset(title, data_line)

    def set_running(self, running: bool) -> None:
        """Show Pause while a run goes on, and Train otherwise."""
        self._running = running
        if running:
            self.set_stoppable(True)
        self._show_state()

    def set_finished(self, finished: bool) -> None:
        """Offer to train more once the last epoch is over."""
        self._finished = finished
        self._show_state()

    def set_stoppable(self, stoppable: bool) -> None:
        """Say whether there is a run to stop, be it paused."""
        if not stoppable and self._stop.hasFocus():
            self._train.setFocus()  # Qt would take it to the field of the seed
        self._stop.setEnabled(stoppable)

    def set_ready(self, ready: bool, reason: str = "") -> None:
        """Say whether training can start, and if not why."""
        for button in (self._train, self._step):
            button.setEnabled(ready)
        self._train.setToolTip(reason if not ready else _PAUSE if self._running else _TRAIN)

    def set_progress(
        self,
        *,
        epoch: int,
        epochs: int,
        update: int,
        updates: int,
        rate: float | None = None,
        seconds_left: float | None = None,
        share: float = 0.0,
    ) -> None:
        """Show how far the run is: the epoch, the update within it, tokens or pairs per second.

        ``share`` of the whole run, from 0 to 1, is the progress line.
        """
        self._epoch.set_value(count(epoch), f"/ {epochs:,}")
        self._update.set_value(count(update), f"/ {updates:,}" if updates else "")
        self._rate.set_value(count(rate))
        done = self._finished and not self._running
        self._left.set_value("done" if done else duration(seconds_left))
        self._line.set_share(share)

    def set_rate_label(self, label: str) -> None:
        """Say what is counted per second, such as ``Pairs / s``."""
        self._rate.set_label(label)

    def set_failed(self, failed: bool) -> None:
        """Show whether the run ended by a failure."""
        self._line.set_failed(failed)
        if failed:
            self._rate.set_value(UNKNOWN)
            self._left.set_value(UNKNOWN)

    def set_seed(self, seed: int) -> None:
        """Show the seed of the run."""
        self._place.set_seed(seed)

    def set_devices(self, devices: Sequence[str], current: str) -> None:
        """List what a run can compute on, and show the current one."""
        self._place.set_devices(devices, current)

    def _show_state(self) -> None:
        verb = "Pause" if self._running else "Train"
        more = self._finished and not self._running
        self._train.setText("Train more" if more else verb)
        self._train.setAccessibleName(verb)
        self._train.setToolTip(_PAUSE if self._running else _TRAIN)
        self._train.set_icon("pause" if self._running else "play")

    # What is clicked

    @Slot()
    def _train_or_pause(self) -> None:
        (self.pause_clicked if self._running else self.train_clicked).emit()

    @Slot(object)
    def _step_by(self, unit: object) -> None:
        (self.step_epoch_clicked if unit == "epoch" else self.step_update_clicked).emit()

    @Slot()
    def _click_stop(self) -> None:
        self.stop_clicked.emit()

    @Slot()
    def _click_restart(self) -> None:
        self.restart_clicked.emit()
