"""What has gone wrong, said in the banner over the page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.data.source import SourceConfig
from engine.data.suggestion import encoding_title
from engine.events import Diverged, NotSaved, Overshot, Recovered, Saved
from playground.black_box import BlackBox
from playground.event_batch import EventBatch
from playground.page_stack import PageStack
from playground.report_dialog import ReportDialog
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.banner import Banner

NOT_SAVED = "The run could not be saved."
OVERSHOT, RESTART_WITH = "This run is worse than a guess.", "Restart with "
REFUSED, NOT_UTF8 = "This could not be done.", "The file is not in UTF-8."
TELLS_ITSELF = "Data"  # the page that shows beside the data why they could not be read
NOTHING_LEAVES = "Nothing of it has left this machine. Copy it to report the mistake."


class News(QObject):
    """Choose the words of the banner, and do what its button offers.

    Signals: ``accepted()`` and ``declined()`` answer an offer.

    Attributes:
        place: what to put over the pages.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(
        self, session: Session, training: Training, pages: PageStack, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._training, self._window = session, training, parent
        self._pages = pages
        self.place = QWidget()  # hidden with its banner, so that no margin is left over
        self._banner = banner = Banner()
        row = QHBoxLayout(self.place)
        row.setContentsMargins(px(20), px(14), px(20), 0)
        row.addWidget(banner)
        self.place.hide()
        banner.closed.connect(self.place.hide)
        self._details = self._crash = ""
        self._suggested: SourceConfig | None = None
        self._rate = 0.0
        self._title = self._action = self._offered = ""
        banner.acted.connect(self._act)
        banner.refused.connect(self._refuse)
        banner.details_requested.connect(self._show_details)
        session.problem_raised.connect(self._tell_problem)
        session.encoding_suggested.connect(self._suggest_encoding)
        session.loading_ended.connect(self._forget_loading)
        session.dataset_changed.connect(self._forget_data)
        pages.currentChanged.connect(self._leave_data_to_page)
        training.failed.connect(self._tell_failure)
        training.events_arrived.connect(self._look_for_trouble)
        training.restart_needed.connect(self._tell_restart)
        training.state_changed.connect(self._follow_state)
        training.cleared.connect(self._clear)

    def watch(self, black_box: BlackBox) -> None:
        """Tell of mistakes that nobody caught, and of a crash the last time."""
        black_box.mistake_made.connect(self.tell_mistake)
        self._crash = black_box.last_crash()
        if self._crash:
            text = "The settings and what was saved are as they were; the details say what it was."
            self._tell("The last time something broke.", text, details=self._crash, kind="warn")

    @Slot(str)
    def tell_mistake(self, report: str) -> None:
        """Say that the program made a mistake, with its report in the details."""
        last = report.strip().splitlines()[-1]
        text = f"{last}. What runs goes on; save what you want to keep."
        self._tell("The program itself made a mistake.", text, details=report)

    def tell(self, title: str, text: str) -> None:
        """Say what could not be done, and what to do."""
        self._tell(title, text)

    def offer(self, title: str, text: str, action: str, refusal: str, *, crashed: bool) -> None:
        """Offer something; the details are those of the last crash, if it is about one."""
        details, kind = (self._crash, "warn") if crashed else ("", "note")
        self._tell(title, text, action=action, refusal=refusal, details=details, kind=kind)
        self._offered = action

    def _tell(
        self,
        title: str,
        text: str,
        *,
        action: str = "",
        refusal: str = "",
        details: str = "",
        kind: Any = "error",
    ) -> None:
        self._title, self._details, self._action, self._offered = title, details, action, ""
        self.place.show()
        self._banner.show_message(
            title, text, action=action, refusal=refusal, details=bool(details), kind=kind
        )

    # What is told

    @Slot(str)
    def _tell_problem(self, sentence: str) -> None:
        if self._pages.title != TELLS_ITSELF:
            self._tell(REFUSED, sentence)

    @Slot(object)
    def _suggest_encoding(self, source: Any) -> None:
        if self._pages.title == TELLS_ITSELF:
            return
        self._suggested = source
        name = encoding_title(source.encoding)
        text = f"Its bytes fit {name}. Read it so, and look whether the text is right."
        self._tell(NOT_UTF8, text, action=f"Read as {name}", kind="warn")

    @Slot(str)
    def _tell_failure(self, sentence: str) -> None:
        report = self._training.report
        self._tell("Training has stopped.", sentence, details=report)

    @Slot(str)
    def _tell_restart(self, sentence: str) -> None:
        if sentence:
            self._tell("This needs a restart.", sentence, action="Restart", kind="warn")
        elif self._action == "Restart":
            self._clear()

    @Slot(object)
    def _look_for_trouble(self, events: list[Any]) -> None:
        for event in EventBatch.of(events).others:
            if type(event) is Diverged:
                self._tell_divergence(event)
            elif type(event) is NotSaved:
                self._tell(NOT_SAVED, f"{event.sentence} Training goes on.")
            elif type(event) is Saved and self._title == NOT_SAVED:
                self._clear()
            elif type(event) is Overshot:
                self._rate = event.suggested_rate
                action = f"{RESTART_WITH}{event.suggested_rate:,.6g}"
                self._tell(OVERSHOT, event.sentence, action=action, kind="warn")
            elif type(event) is Recovered and self._title == OVERSHOT:
                self._clear()

    def _tell_divergence(self, event: Diverged) -> None:
        self._rate = event.suggested_rate
        title = (
            f"Training diverged at epoch {int(event.epoch) + 1}, update {event.step:,}: "
            f"{_what(event.culprit)}."
        )
        text = f"The weights of update {event.back_to:,} are back. {event.advice}"
        details = "\n".join(
            f"{name}: {value}"
            for name, value in event.to_json().items()
            if isinstance(value, str | int | float)
        )
        action = f"Use {event.suggested_rate:.3g} and go on"
        self._tell(title, text, action=action, details=details)

    @Slot(str)
    def _follow_state(self, state: str) -> None:
        if state == "running":
            self._clear()

    @Slot()
    def _leave_data_to_page(self) -> None:
        if self._pages.title == TELLS_ITSELF:
            self._forget_data()

    @Slot()
    def _forget_data(self) -> None:
        if self._title in (REFUSED, NOT_UTF8):
            self._clear()

    @Slot()
    def _forget_loading(self) -> None:
        if self._suggested is not None:
            self._suggested = None
            self._clear()

    @Slot()
    def _clear(self) -> None:
        self._title = self._action = self._offered = ""
        self._banner.hide()
        self.place.hide()

    # What is answered

    @Slot()
    def _act(self) -> None:
        action, offered, source = self._action, self._offered, self._suggested
        self._clear()
        if action == "Restart":
            self._training.restart()
        elif offered:
            self.accepted.emit()
        elif source is not None:
            self._session.open_source(source)
        else:
            self._training.change("optimizer.learning_rate", float(f"{self._rate:.3g}"))
            if action.startswith(RESTART_WITH):  # weights as large as these come back no more
                self._training.restart()
            self._training.train()

    @Slot()
    def _refuse(self) -> None:
        self._clear()
        self.declined.emit()

    @Slot()
    def _show_details(self) -> None:
        ReportDialog("Report", NOTHING_LEAVES, self._details, self._window).show()


def _what(culprit: str) -> str:
    if culprit == "the loss":
        return "the loss became infinite"
    return f"the gradient of {culprit} became infinite"
