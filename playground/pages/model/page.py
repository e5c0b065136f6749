"""The tab on which a network is chosen and set up."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from engine import PRESETS, EngineError, Estimate, RunConfig, Survey, estimate
from playground.pages.model.describing import describe, kind_of
from playground.pages.model.measuring import Measuring
from playground.pages.model.picture_card import PictureCard
from playground.pages.model.preset_row import PresetRow
from playground.pages.model.settings_card import SettingsCard
from playground.session import Session
from playground.theme import px
from playground.training import Training

_MOST_MEASURED = 2e9  # bytes: a trial of more would hold the machine up
_BUSY = ("running", "stopping")


class ModelPage(QWidget):
    """Choose a preset, turn its knobs, see the network and what it costs at every turn."""

    title = "Model"
    icon = "model"

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__()
        self._session, self._training = session, training
        self._survey: Survey | None = None
        self._surveyed = ""  # the task that the survey was made for
        self._estimate: Estimate | None = None
        self._measured: tuple[RunConfig, Survey] | None = None
        self._typed_problem = ""
        self._presets = PresetRow()
        self._picture = PictureCard()
        self._settings = SettingsCard(session.config, PRESETS[session.preset].config)
        self._measuring = Measuring(self)
        self._lay_out()
        self._connect()
        self._take_survey()
        self._show_config()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(px(16))
        below.addWidget(self._picture, 1)
        below.addWidget(self._settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(10), px(20), px(16))
        column.setSpacing(px(14))
        column.addWidget(self._presets)
        column.addLayout(below, 1)

    def _connect(self) -> None:
        self._presets.chosen.connect(self._choose_preset)
        self._picture.export_asked.connect(self._export)
        self._settings.form.changed.connect(self._take_config)
        self._settings.form.problem.connect(self._take_problem)
        self._measuring.measured.connect(self._take_time)
        self._session.config_changed.connect(self._show_config)
        self._session.dataset_changed.connect(self._forget_survey)
        self._session.survey_changed.connect(self._take_survey)
        self._training.state_changed.connect(self._follow_training)

    # What the session says

    @Slot()
    def _show_config(self) -> None:
        config, preset = self._session.config, PRESETS[self._session.preset]
        self._presets.show_chosen(preset.name, config)
        self._picture.show_title(preset.title, kind_of(config))
        self._settings.show_config(config, preset.config)
        self._refresh()

    @Slot()
    def _forget_survey(self) -> None:
        """Forget what was true of other data; whether these can be learned from is yet unknown."""
        self._survey = self._estimate = None
        self._say_problem("")

    @Slot()
    def _take_survey(self) -> None:
        """Keep the last survey until there is a new one, so that a moving knob shows numbers."""
        if self._session.survey is not None:
            self._survey = self._session.survey
            self._surveyed = _reading(self._session.config)
            self._refresh()

    def _refresh(self) -> None:
        config, survey, dataset = self._session.config, self._survey, self._session.dataset
        if survey is None or dataset is None or self._surveyed != _reading(config):
            return
        try:
            self._estimate = estimate(config, survey)
        except EngineError as error:
            self._say_problem(str(error))
            return
        self._picture.show_network(
            describe(config, survey, self._estimate, dataset), self._estimate
        )
        self._say_problem(self._estimate.problem or "")
        self._measure()

    # What the user does

    @Slot(str)
    def _choose_preset(self, name: str) -> None:
        self._session.choose_preset(name)
        self._presets.show_chosen(self._session.preset, self._session.config)

    @Slot(object)
    def _take_config(self, config: RunConfig) -> None:
        self._session.set_config(config)

    @Slot(str)
    def _take_problem(self, sentence: str) -> None:
        self._typed_problem = sentence
        self._say_problem(self._estimate.problem or "" if self._estimate else "")

    def _say_problem(self, sentence: str) -> None:
        """Say why a run cannot start, beside the control that can change it."""
        self._settings.form.show_problem("task.batch_size", sentence)
        self._session.set_problem(self._typed_problem or sentence)

    @Slot()
    def _export(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        start = str(Path(folder) / f"{self._session.preset}.svg")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export picture", start, "Drawing (*.svg);;Picture (*.png)"
        )
        if not chosen:
            return
        try:
            self._picture.diagram.save(Path(chosen))
        except OSError as error:
            name, reason = Path(chosen).name, error.strerror
            self._session.problem_raised.emit(
                f"“{name}” cannot be written: {reason}. Choose another folder."
            )

    # How long an epoch takes

    def _measure(self) -> None:
        """Measure what is shown, unless it has been or the machine is busy."""
        if self._estimate is None or self._survey is None:
            return
        wanted = (self._session.config, self._survey)
        if wanted == self._measured:
            return
        self._picture.show_time(None)
        self._measured = None
        self._measuring.cancel()
        idle = self.isVisible() and self._training.state not in _BUSY
        small = 0 < self._estimate.memory < _MOST_MEASURED
        if idle and small and not self._estimate.problem:
            self._measuring.want(*wanted)

    @Slot(float)
    def _take_time(self, per_epoch: float) -> None:
        if self._survey is not None:
            self._measured = (self._session.config, self._survey)
            self._picture.show_time(per_epoch)

    @Slot(str)
    def _follow_training(self, state: str) -> None:
        if state in _BUSY:
            self._measuring.cancel()
        else:
            self._measure()

    # Qt's overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what has not been measured yet."""
        super().showEvent(event)
        self._measure()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the machine to what is seen now."""
        super().hideEvent(event)
        self._measuring.cancel()


def _reading(config: RunConfig) -> str:
    """Return what a survey depends on and a network's picture cannot do without."""
    return f"{config.task.kind} {getattr(config.task, 'level', '')}"
