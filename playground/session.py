"""What the pages share: the settings of the next run, the data, the model to talk to."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from engine import Checkpoint, Dataset, RunConfig
from engine.data.source import SourceConfig
from engine.presets.fitting import Suggestion, suggest
from playground.loading import Loading
from playground.presets import FIRST_PRESET, PRESETS
from playground.runs import Runs
from playground.undo import Undo


class Settings(NamedTuple):
    """A config and the preset that it began as."""

    config: RunConfig
    preset: str


class Session(QObject):
    """Hold what all pages work on; whoever changes it tells it, and it tells everybody.

    Signals: ``config_changed()``, ``dataset_changed()``, ``survey_changed()``,
    ``checkpoint_changed()``; ``problem_raised(str)`` and ``notice(str)`` with a sentence;
    ``readiness_changed()`` when settings begin or cease to be wrong; ``loading_progress(float)``
    and ``loading_ended()`` around reading; ``encoding_suggested(object)`` with a source.

    Attributes:
        is_first_start: whether nothing was remembered of an earlier session.
        runs: what the runs of this session have reported.
    """

    config_changed = Signal()
    dataset_changed = Signal()
    survey_changed = Signal()
    checkpoint_changed = Signal()
    readiness_changed = Signal()
    problem_raised = Signal(str)
    notice = Signal(str)
    loading_progress = Signal(float)
    loading_ended = Signal()
    encoding_suggested = Signal(object)

    def __init__(
        self,
        config: RunConfig | None = None,
        preset: str = FIRST_PRESET,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_first_start = config is None
        self._settings = Settings(config or PRESETS[preset].config, preset)
        self._wanted: Settings | None = None  # waits for its data to be read
        self._undo = Undo()
        self._dataset: Dataset | None = None
        self._survey: Any = None
        self._checkpoint: Checkpoint | None = None
        self._problems: dict[str, str] = {}
        self.runs = Runs(self)
        self._loading = loading = Loading(self)
        loading.progressed.connect(self.loading_progress)
        loading.read.connect(self._take_dataset)
        loading.surveyed.connect(self._take_survey)
        loading.failed.connect(self._fail)
        loading.ended.connect(self.loading_ended)
        loading.encoding_suggested.connect(self.encoding_suggested)

    # What it holds

    @property
    def config(self) -> RunConfig:
        """The settings that the next run will have."""
        return self._settings.config

    @property
    def preset(self) -> str:
        """The name of the preset that the settings began as."""
        return self._settings.preset

    @property
    def dataset(self) -> Dataset | None:
        """The data that are loaded; None until the first are."""
        return self._dataset

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noticed while the user's own files were read; samples have nothing to tell."""
        is_own = self.config.data.source.kind == "files"
        return self._dataset.notes if is_own and self._dataset is not None else ()

    @property
    def survey(self) -> Any:
        """What the data fix about a run; None while it is being found out."""
        return self._survey

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The model that Generate talks to."""
        return self._checkpoint

    @property
    def problem(self) -> str:
        """Why a run cannot start, or nothing."""
        return next(iter(self._problems.values()), "")

    @property
    def is_loading(self) -> bool:
        """Whether data are being read."""
        return self._loading.is_reading

    # What changes it

    def start(self) -> None:
        """Read the data of the settings that the window starts with."""
        self._loading.open(self.config.data.source)

    def set_config(self, config: RunConfig, preset: str | None = None) -> None:
        """Take changed settings; where they are of other data, once those are read."""
        if config != self.config:
            kind = _changed_fields(self.config, config)
            self._go(Settings(config, preset or self.preset), kind)

    def choose_preset(self, name: str) -> None:
        """Start from a preset: on the user's own files where they fit it, else on its own data."""
        config, source = PRESETS[name].config, self.config.data.source
        if source.kind == "files" and config.task.kind == self.config.task.kind:
            level = suggest(self._dataset).level if self._dataset else None
            config = Suggestion(name, level).config().with_source(**source.model_dump())
            config = config.changed(**{"data.limit": self.config.data.limit})
        self._go(Settings(config, name))

    def open_source(self, source: SourceConfig) -> None:
        """Read other data; the settings follow where they do not fit them."""
        self._wanted = None
        self._loading.open(source)

    def cancel_loading(self) -> None:
        """Read no more; what was loaded stays."""
        self._wanted = None
        self._loading.cancel()

    @Slot()
    def start_fresh(self) -> None:
        """Be as at the very first start; undo brings the settings back."""
        self._go(Settings(PRESETS[FIRST_PRESET].config, FIRST_PRESET))

    @Slot()
    def undo(self) -> None:
        """Go back to the settings before the last change."""
        self._go_back(self._undo.undo(self._settings))

    @Slot()
    def redo(self) -> None:
        """Take back what was undone last."""
        self._go_back(self._undo.redo(self._settings))

    def set_checkpoint(self, checkpoint: Checkpoint | None) -> None:
        """Take another model to talk to."""
        self._checkpoint = checkpoint
        self.checkpoint_changed.emit()

    def problem_of(self, place: str) -> str:
        """Return what is wrong in one place, or nothing."""
        return self._problems.get(place, "")

    def set_problem(self, sentence: str, place: str = "settings") -> None:
        """Say why a run cannot start, or with nothing that this place has no objection."""
        before = dict(self._problems)
        self._problems.pop(place, None)
        if sentence:
            self._problems[place] = sentence
        if self._problems != before:
            self.readiness_changed.emit()

    # How it changes

    def _go(self, settings: Settings, kind: object = None) -> None:
        self._undo.push(self._settings, kind)
        self._apply(settings)

    def _go_back(self, settings: Settings | None) -> None:
        if settings is not None:
            self._apply(settings)

    def _apply(self, settings: Settings) -> None:
        """Install settings, or read their data first where they have other ones."""
        before = self.config
        if settings.config.data.source != before.data.source:
            self._wanted = settings
            self._loading.open(settings.config.data.source)
            return
        self._settings = settings
        after = settings.config
        if (before.data, before.task, before.seed) == (after.data, after.task, after.seed):
            self.config_changed.emit()
            return
        self._survey = None  # before anybody hears of settings that it is not of
        self.config_changed.emit()
        self._look_through()

    def _look_through(self) -> None:
        self._survey = None
        self.survey_changed.emit()
        if self._dataset is not None:
            self._loading.survey(self.config, self._dataset)

    @Slot(object)
    def _take_dataset(self, dataset: Dataset) -> None:
        source = self._loading.source
        settings = self._wanted or self._fitting(dataset, source)
        if self._wanted is None and self._dataset is not None:
            self._undo.push(self._settings)
        self._wanted, self._dataset, self._settings = None, dataset, settings
        self._survey = None
        self.dataset_changed.emit()
        self.config_changed.emit()
        self._look_through()
        for sentence in self.notes:
            self.notice.emit(sentence)

    def _fitting(self, dataset: Dataset, source: SourceConfig) -> Settings:
        suggestion = suggest(dataset)
        config, name = self.config, self.preset
        if not suggestion.allows(config):
            config, name = suggestion.config(), suggestion.preset
        if source.kind == "files" and not _is_same_file(source, self.config.data.source):
            config = config.changed(**{"data.limit": 0})  # a preset's is for the book's data
        return Settings(config.with_source(**source.model_dump(mode="json")), name)

    @Slot(object)
    def _take_survey(self, survey: Any) -> None:
        self._survey = survey
        self.survey_changed.emit()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._wanted = None
        self.problem_raised.emit(sentence)
        if self._dataset is None and self.preset != FIRST_PRESET:
            self._wanted = Settings(PRESETS[FIRST_PRESET].config, FIRST_PRESET)
            self._loading.open(self._wanted.config.data.source)


def _is_same_file(source: SourceConfig, before: SourceConfig) -> bool:
    """Tell whether a file is read once more, in another encoding for instance."""
    return getattr(source, "train", "") == getattr(before, "train", None)


def _changed_fields(before: RunConfig, after: RunConfig) -> tuple[str, ...]:
    """Name what differs, so that dragging one slider is one step of undo."""
    flat = [_flat(config.model_dump(mode="json")) for config in (before, after)]
    return tuple(sorted(k for k in flat[0] | flat[1] if flat[0].get(k) != flat[1].get(k)))


def _flat(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        found |= _flat(value, f"{name}.") if isinstance(value, dict) else {name: value}
    return found
