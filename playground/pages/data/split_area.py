"""How the data are split: a bar to drag, the counts, and what leaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Dataset
from engine.data.dataset import Kind
from engine.data.preview import Preview
from engine.data.sources import DataConfig, FilesSource
from playground import formats
from playground.pages.data.leak_line import LeakLine
from playground.pages.data.menu_button import MenuButton
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.label import Label
from playground.widgets.split_bar import SplitBar

_PAUSE = 250  # ms without a move, after which a dragged split is taken
_MOST = 0.5  # of the data, for validation or test
_TEST_SHARE = 0.1
_FIRST_TWO = ("train", "valid")
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class SplitArea(QWidget):
    """Show and change the shares of train, validation and test.

    Signals: ``shares_chosen(float, float)`` with those of validation and test;
    ``file_wanted(str)`` with the part ("valid" or "test") for which a file is to be chosen;
    ``files_dropped_from_split()`` when one file is to be split again; ``limit_lifted()`` when all
    of the data are wanted; ``overlap_wanted(object)`` with an `Overlap` to show, or None.
    """

    shares_chosen = Signal(float, float)
    file_wanted = Signal(str)
    files_dropped_from_split = Signal()
    limit_lifted = Signal()
    overlap_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data, self._total, self._is_split = DataConfig(), 0, False
        self._bar = SplitBar("Split", "Drag the ends of the parts, or move them with the arrows.")
        self._labels = {
            "train": Label("", "caption", "accent", weight=600),
            "valid": Label("", "caption", "valid", weight=600),
            "test": Label("", "caption", "ink2", weight=600),
        }
        self._menu = MenuButton("Change", name="Change the split", tip="Parts and their files.")
        self._limit = Label("", "caption", "ink2")
        self._lift = Button("Use all", kind="text", tip="Train on everything there is.")
        self._lacking = Label("", "caption", "ink2", wrap=True)
        self._lacking.hide()
        self._leak = LeakLine()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._lay_out()
        self._timer.timeout.connect(self._choose)
        self._bar.changed.connect(self._drag)
        self._menu.chosen.connect(self._change)
        self._lift.clicked.connect(self._lift_limit)
        self._leak.overlap_wanted.connect(self.overlap_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("Split", "heading"))
        head.addStretch(1)
        head.addWidget(self._menu)
        counts = QHBoxLayout()
        counts.setSpacing(px(8))
        for label in self._labels.values():
            counts.addWidget(label, 1)
        self._labels["test"].setAlignment(Qt.AlignmentFlag.AlignRight)
        limit = QHBoxLayout()
        limit.addWidget(self._limit, 1)
        limit.addWidget(self._lift)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addLayout(counts)
        column.addLayout(limit)
        column.addWidget(self._lacking)
        column.addSpacing(px(6))
        column.addWidget(self._leak)

    def show_preview(
        self, found: Preview, dataset: Dataset, data: DataConfig, counted: str
    ) -> None:
        """Show how a data set is split, what is `counted`, and what occurs in two parts."""
        self._data, self._is_split = data, dataset.is_split
        self._total = sum(found.counts.values())
        is_limited = 0 < data.limit == found.counts.get("train")
        self._show_counts(found.counts)
        train, valid = (found.counts.get(part, 0) / (self._total or 1) for part in _FIRST_TWO)
        self._bar.set_shares(train, valid, has_test=bool(found.counts.get("test")))
        self._bar.set_movable(not dataset.is_split and not is_limited)
        self._limit.setVisible(is_limited)
        self._lift.setVisible(is_limited)
        self._limit.setText(f"Only the first {formats.count(data.limit)} {counted} are used.")
        self._menu.set_choices(self._choices(data))
        self._leak.show_overlaps(found.overlaps, dataset.kind)

    def show_repeats(self, count: int, kind: Kind) -> None:
        """Say how many records occur more than once."""
        self._leak.show_repeats(count, kind)

    def show_lacking(self, sentences: Sequence[str]) -> None:
        """Say what of the parts the training part does not know, which is then not scored."""
        self._lacking.setText("\n".join(sentences))
        self._lacking.setVisible(bool(sentences))

    def _choices(self, data: DataConfig) -> list[tuple[str, object]]:
        choices: list[tuple[str, object]] = []
        if not self._is_split:
            text = "No test part" if data.test_share else "Keep a test part"
            choices.append((text, "test share"))
        if isinstance(data.source, FilesSource):
            choices.append(("Add a validation file…", "valid"))
            choices.append(("Add a test file…", "test"))
            if self._is_split:
                choices.append(("Use one file and split it", "one"))
        return choices

    def _show_counts(self, counts: dict[str, int]) -> None:
        titles = {"train": "Train", "valid": "Validation", "test": "Test"}
        for part, label in self._labels.items():
            label.setVisible(bool(counts.get(part)))
            label.setText(f"{titles[part]} {formats.count(counts.get(part, 0))}")
        last = Qt.AlignmentFlag.AlignRight if not counts.get("test") else _MIDDLE
        self._labels["valid"].setAlignment(last)

    def _test_share(self) -> float:
        train, valid = self._bar.shares()
        return max(0.0, round(1 - train - valid, 3))

    @Slot(float, float)
    def _drag(self, train: float, valid: float) -> None:
        counts = {"valid": int(self._total * valid), "test": int(self._total * self._test_share())}
        self._show_counts({"train": self._total - sum(counts.values()), **counts})
        self._timer.start()

    @Slot()
    def _choose(self) -> None:
        _, valid = self._bar.shares()
        self.shares_chosen.emit(min(round(valid, 3), _MOST), min(self._test_share(), _MOST))

    @Slot(object)
    def _change(self, what: str) -> None:
        if what == "test share":
            share = 0.0 if self._data.test_share else _TEST_SHARE
            self.shares_chosen.emit(self._data.valid_share, share)
        elif what == "one":
            self.files_dropped_from_split.emit()
        else:
            self.file_wanted.emit(what)

    @Slot()
    def _lift_limit(self) -> None:
        self.limit_lifted.emit()
