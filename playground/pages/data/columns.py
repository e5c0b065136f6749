"""Samples, data and facts side by side."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.data.dataset import Kind
from engine.data.preview import Overlap, Preview
from engine.data.sources import FilesSource
from engine.data.vocabulary import Vocabulary
from playground.pages.data.facts import Facts
from playground.pages.data.facts_column import FactsColumn
from playground.pages.data.failure_row import FailureRow
from playground.pages.data.notice_row import NoticeRow
from playground.pages.data.pair_maker import PairMaker
from playground.pages.data.reading_card import ReadingCard
from playground.pages.data.reading_row import ReadingRow
from playground.pages.data.samples_column import SamplesColumn
from playground.pages.data.source_chooser import SourceChooser
from playground.recent_files import RecentFiles
from playground.session import Session
from playground.theme import px
from playground.widgets.obstacle_row import ObstacleRow


class Columns(QWidget):
    """Show the session's data set, and change how it is read, split and fed."""

    def __init__(
        self, session: Session, chooser: SourceChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._chooser, self._recent = session, chooser, RecentFiles()
        self._part = "all"
        self.facts = Facts(self)
        self.samples, self.maker, self.reading = SamplesColumn(), PairMaker(), ReadingCard()
        self.failure, self.obstacle = FailureRow(session, chooser), ObstacleRow()
        self.column = FactsColumn()
        self._lay_out(ReadingRow(session, chooser))
        self._connect_choices()
        self._connect_settings()
        self._connect_news()
        self.maker.hide()
        self.samples.set_files(self._recent.paths())
        self._take_dataset()

    def _lay_out(self, progress: ReadingRow) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(px(12))
        notices = NoticeRow(self._session)
        for part in (progress, self.failure, self.obstacle, notices, self.maker):
            middle.addWidget(part)
        middle.addWidget(self.reading, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(20), px(6), px(16))
        row.setSpacing(0)
        row.addWidget(self.samples)
        row.addSpacing(px(4))  # the gutter of the list is part of the gap
        row.addLayout(middle, 1)
        row.addSpacing(px(16))
        row.addWidget(self.column)

    def _connect_choices(self) -> None:
        chooser, head, split = self._chooser, self.reading.head, self.column.split
        self.samples.open_clicked.connect(chooser.choose_file)
        self.samples.paste_clicked.connect(chooser.paste)
        self.samples.sample_chosen.connect(chooser.choose_sample)
        self.samples.file_chosen.connect(chooser.open_path)
        self.maker.made.connect(chooser.open)
        head.kind_chosen.connect(chooser.read_as_kind)
        head.encoding_chosen.connect(chooser.reread_in_encoding)
        split.file_wanted.connect(chooser.choose_part)
        split.files_dropped_from_split.connect(chooser.use_one_file)

    def _connect_settings(self) -> None:
        head, split = self.reading.head, self.column.split
        head.level_chosen.connect(self._set_level)
        head.reverse_switched.connect(self._set_reverse)
        split.shares_chosen.connect(self._set_shares)
        split.limit_lifted.connect(self._lift_limit)
        split.overlap_wanted.connect(self._show_overlap)
        self.reading.part_chosen.connect(self._show_part)

    def _connect_news(self) -> None:
        session, facts = self._session, self.facts
        session.dataset_changed.connect(self._take_dataset)
        session.config_changed.connect(self._show_dataset)
        session.survey_changed.connect(self._show_vocabulary)
        session.problem_raised.connect(self._mark_source)
        session.readiness_changed.connect(self._show_obstacle)
        facts.indexed.connect(self.reading.show_index)
        facts.counted.connect(self._show_statistics)
        facts.divided.connect(self._show_preview)
        facts.failed.connect(self.failure.show_sentence)

    # What is shown

    @Slot()
    def _take_dataset(self) -> None:
        dataset, source = self._session.dataset, self._session.config.data.source
        if dataset is None:
            return
        is_file = isinstance(source, FilesSource)
        self._part = "train" if dataset.is_split else "all"
        if isinstance(source, FilesSource):
            self._recent.add(source.train)
            self.samples.set_files(self._recent.paths())
        self._mark_source()
        self.maker.setVisible(dataset.kind is Kind.PAIRS and not is_file)
        self.maker.show_source(source)
        self.column.clear()
        self._show_dataset()

    @Slot()
    def _mark_source(self) -> None:
        self.samples.show_source(self._session.config.data.source)

    @Slot()
    def _show_dataset(self) -> None:
        """Show the data as the settings take them."""
        dataset, config = self._session.dataset, self._session.config
        if dataset is not None and self._part in dataset.parts:
            self.reading.show_dataset(dataset, self._part, config)
            is_limited = getattr(config.task, "vocabulary_size", 0) > 0
            vocabulary = self._vocabulary() if is_limited else None
            self.facts.look(dataset, self._part, config, vocabulary)
            self.column.show_settings(config)

    @Slot()
    def _show_obstacle(self) -> None:
        self.obstacle.show_sentence(self._session.problem_of("settings"))

    @Slot(str)
    def _show_part(self, part: str) -> None:
        self._part = part
        self._show_dataset()

    @Slot()
    def _show_vocabulary(self) -> None:
        self.reading.show_vocabulary(self._vocabulary(), self._session.config)
        self.column.split.show_lacking(self._lacking())
        self._show_dataset()

    def _lacking(self) -> list[str]:
        """Return what was noticed when the data were numbered, not yet when they were read."""
        survey, dataset = self._session.survey, self._session.dataset
        if survey is None or dataset is None:
            return []
        return [sentence for sentence in survey.notes if sentence not in dataset.notes]

    def _vocabulary(self) -> Vocabulary | None:
        """Return what the run knows; all of a text where the run is to see its beginning alone."""
        survey = self._session.survey
        is_whole = survey is not None and not self._session.config.data.limit
        return survey.vocabulary if is_whole else None

    @Slot(object)
    def _show_statistics(self, found: object) -> None:
        if self._session.dataset is not None:
            kind = self._session.dataset.kind
            self.column.show_statistics(found, kind, self._session.config)

    @Slot(object)
    def _show_preview(self, found: Preview) -> None:
        if self._session.dataset is not None:
            self.column.show_preview(found, self._session.dataset, self._session.config)

    @Slot(object)
    def _show_overlap(self, overlap: Overlap | None) -> None:
        if overlap is not None and self._part not in ("all", overlap.part):
            self._show_part(overlap.part)
        self.reading.show_overlap(overlap)

    # What is changed

    @Slot(str)
    def _set_level(self, level: str) -> None:
        self._change({"task.level": level})

    @Slot(bool)
    def _set_reverse(self, reverse: bool) -> None:
        self._change({"task.reverse": reverse})

    @Slot(float, float)
    def _set_shares(self, valid: float, test: float) -> None:
        self._change({"data.valid_share": valid, "data.test_share": test})

    @Slot()
    def _lift_limit(self) -> None:
        self._change({"data.limit": 0})

    def _change(self, changes: dict[str, object]) -> None:
        self._session.set_config(self._session.config.changed(**changes))
