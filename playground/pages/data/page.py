"""The page on which the data are chosen and looked at."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from engine.data.dataset import Kind
from engine.data.preview import Overlap, Preview
from engine.data.source import SourceConfig
from engine.data.sources import FilesSource
from playground.pages.data.facts import Facts
from playground.pages.data.facts_column import FactsColumn
from playground.pages.data.missing_font import missing_font
from playground.pages.data.news import News
from playground.pages.data.pair_maker import PairMaker
from playground.pages.data.reading_card import ReadingCard
from playground.pages.data.samples_column import SamplesColumn
from playground.pages.data.source_chooser import SourceChooser
from playground.pages.data.welcome import Welcome
from playground.recent_files import RecentFiles
from playground.session import Session
from playground.theme import px
from playground.training import Training


class DataPage(QWidget):
    """Show the welcome until something was chosen, then samples, data and facts side by side."""

    title = "Data"
    icon = "data"

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._recent = session, RecentFiles()
        self._part = "all"
        self._warned = False  # that a font is missing
        self._chooser, self._facts = SourceChooser(session, self), Facts(self)
        self._welcome = Welcome()
        self._samples, self._maker = SamplesColumn(), PairMaker()
        self._news, self._reading, self._column = News(), ReadingCard(), FactsColumn()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._welcome)
        self._stack.addWidget(self._columns())
        self.setAcceptDrops(True)
        self._connect_ways_in()
        self._connect_settings()
        self._connect_news()
        training.started.connect(self._leave_welcome)
        self._samples.set_files(self._recent.paths())
        if not session.is_first_start:
            self._leave_welcome()
        if session.dataset is not None:
            self._take_dataset()

    def _columns(self) -> QWidget:
        middle = QVBoxLayout()
        middle.setSpacing(px(12))
        for part in (self._news, self._maker):
            middle.addWidget(part)
        middle.addWidget(self._reading, 1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(px(18), px(20), px(6), px(16))
        row.setSpacing(0)
        row.addWidget(self._samples)
        row.addSpacing(px(4))  # the gutter of the list is part of the gap
        row.addLayout(middle, 1)
        row.addSpacing(px(16))
        row.addWidget(self._column)
        return page

    def _connect_ways_in(self) -> None:
        chooser = self._chooser
        for place in (self._welcome, self._samples):
            place.open_clicked.connect(chooser.choose_file)
            place.paste_clicked.connect(chooser.paste)
        self._welcome.sample_chosen.connect(chooser.choose_tile)
        self._welcome.files_dropped.connect(chooser.open_paths)
        self._welcome.text_dropped.connect(chooser.take_text)
        self._samples.sample_chosen.connect(chooser.choose_sample)
        self._samples.file_chosen.connect(chooser.open_path)
        self._maker.made.connect(chooser.open)
        chooser.asked.connect(self._begin_reading)
        chooser.failed.connect(self._show_problem)

    def _connect_settings(self) -> None:
        head, split, chooser = self._reading.head, self._column.split, self._chooser
        head.kind_chosen.connect(chooser.read_as_kind)
        head.encoding_chosen.connect(chooser.read_in_encoding)
        head.level_chosen.connect(self._set_level)
        head.reverse_switched.connect(self._set_reverse)
        self._reading.part_chosen.connect(self._show_part)
        split.shares_chosen.connect(self._set_shares)
        split.limit_lifted.connect(self._lift_limit)
        split.file_wanted.connect(chooser.choose_part)
        split.files_dropped_from_split.connect(chooser.use_one_file)
        split.overlap_wanted.connect(self._show_overlap)

    def _connect_news(self) -> None:
        session, facts, news = self._session, self._facts, self._news
        session.dataset_changed.connect(self._take_dataset)
        session.config_changed.connect(self._show_dataset)
        session.survey_changed.connect(self._show_vocabulary)
        session.loading_progress.connect(self._show_progress)
        session.loading_ended.connect(news.end_reading)
        session.problem_raised.connect(self._show_problem)
        session.encoding_suggested.connect(self._suggest_encoding)
        facts.indexed.connect(self._reading.show_index)
        facts.counted.connect(self._show_statistics)
        facts.divided.connect(self._show_preview)
        facts.failed.connect(self._show_problem)
        news.cancelled.connect(session.cancel_loading)
        news.encoding_chosen.connect(self._chooser.read_in_encoding)

    # What is shown

    @Slot()
    def _take_dataset(self) -> None:
        dataset, source = self._session.dataset, self._session.config.data.source
        if dataset is None:
            return
        self._part = "train" if dataset.is_split else "all"
        self._column.clear()
        self._news.clear_failure()
        if isinstance(source, FilesSource):
            self._recent.add(source.train)
            self._samples.set_files(self._recent.paths())
            self._leave_welcome()
        self._samples.show_source(source)
        self._maker.setVisible(dataset.kind is Kind.PAIRS and not isinstance(source, FilesSource))
        self._maker.show_source(source)
        self._show_dataset()
        sentence = "" if self._warned else missing_font(dataset)
        if sentence:
            self._warned = True
            self._session.notice.emit(sentence)

    @Slot()
    def _show_dataset(self) -> None:
        """Show the data as the settings take them."""
        dataset, config = self._session.dataset, self._session.config
        if dataset is not None and self._part in dataset.parts:
            self._reading.show_dataset(dataset, self._part, config)
            self._facts.look(dataset, self._part, config)

    @Slot(str)
    def _show_part(self, part: str) -> None:
        self._part = part
        self._show_dataset()

    @Slot()
    def _show_vocabulary(self) -> None:
        survey = self._session.survey
        vocabulary = survey.vocabulary if survey is not None else None
        self._reading.show_vocabulary(vocabulary, self._session.config)

    @Slot(object)
    def _show_statistics(self, found: object) -> None:
        self._column.show_statistics(found, self._session.config)

    @Slot(object)
    def _show_preview(self, found: Preview) -> None:
        if self._session.dataset is not None:
            self._column.show_preview(found, self._session.dataset, self._session.config)

    @Slot(object)
    def _show_overlap(self, overlap: Overlap | None) -> None:
        if overlap is not None and self._part not in ("all", overlap.part):
            self._show_part(overlap.part)
        self._reading.show_overlap(overlap)

    @Slot()
    def _leave_welcome(self) -> None:
        self._stack.setCurrentIndex(1)

    # What happens while reading

    @Slot()
    def _begin_reading(self) -> None:
        self._news.clear_failure()
        self._leave_welcome()

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        wanted = self._chooser.wanted
        self._news.show_reading(wanted.describe() if wanted else "the data", share)

    @Slot(str)
    def _show_problem(self, sentence: str) -> None:
        self._news.show_failure(sentence, self._chooser.wanted)
        self._samples.show_source(self._session.config.data.source)

    @Slot(object)
    def _suggest_encoding(self, source: SourceConfig) -> None:
        if isinstance(source, FilesSource):
            self._chooser.wanted = source
            self._news.suggest(source.encoding)

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

    # Qt's overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text anywhere on the page; files are for the window, which also opens models."""
        if event.mimeData().hasText() and not event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Learn from the text that was dropped."""
        self._chooser.take_text(event.mimeData().text())
        event.acceptProposedAction()
