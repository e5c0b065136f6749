"""One run in the list: whether it is drawn, what it is called, what it reached."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.formats import duration, percent, significant
from playground.run_record import RunRecord
from playground.theme import px
from playground.views.line_swatch import LineSwatch
from playground.widgets.check_box import CheckBox
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.icon_button import IconButton
from playground.widgets.name_field import NameField
from playground.widgets.named import name_widget
from playground.widgets.rule import Rule


class RunRow(QWidget):
    """Show a run, let it be checked, called otherwise and removed.

    Signals: ``checked(object, bool)``, ``renamed(object, str)`` and ``removed(object)`` with the
    record.
    """

    checked = Signal(object, bool)
    renamed = Signal(object, str)
    removed = Signal(object)

    def __init__(self, record: RunRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self._box = CheckBox("", name="Compare")
        self._swatch = LineSwatch()
        self._name = NameField()
        self._remove = IconButton("cross", "Remove", "Forgets what this run reported")
        self._reached = ElidedLabel("", "caption", "ink2")
        self._about = ElidedLabel("", "caption", "ink2")
        self._lay_out()
        self._box.toggled.connect(self._check)
        self._name.editingFinished.connect(self._rename)
        self._remove.clicked.connect(self._ask_removal)
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._box)
        head.addWidget(self._swatch)
        head.addWidget(self._name, 1)
        head.addWidget(self._remove)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(26), 0, 0, px(8))
        foot.setSpacing(0)
        foot.addWidget(self._reached)
        foot.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(foot)
        column.addWidget(Rule())

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, from left to right."""
        return self._box, self._name, self._remove

    def refresh(self) -> None:
        """Show what the run is called and what it has reached by now."""
        record, score = self.record, self.record.score
        if not self._name.isModified() and not self._name.hasFocus():
            self._show_name(record.name)
        noun = "epoch" if record.epochs == 1 else "epochs"
        parts = [f"{significant(record.epochs, 3)} {noun}", duration(record.seconds)]
        if score is not None:
            parts.insert(0, f"perplexity {significant(score.perplexity)}")
            if score.accuracy is not None:
                parts.insert(1, percent(score.accuracy))
        self._reached.setText(", ".join(parts))
        self._about.setText(
            f"{record.preset}, seed {record.config.seed}, {record.ending}, {record.data}"
        )

    def _show_name(self, name: str) -> None:
        self._name.setText(name)
        self._name.setCursorPosition(0)  # a long name shows its beginning
        self._box.setAccessibleName(f"Compare {name}")
        self._remove.setAccessibleName(f"Remove {name}")
        name_widget(self._name, f"Name of {name}", f"{name}: type another name")

    def show_place(self, place: int | None, *, is_full: bool) -> None:
        """Show how the run is drawn, or that it is not; with a full chart it cannot be."""
        self._box.blockSignals(True)
        self._box.setChecked(place is not None)
        self._box.blockSignals(False)
        self._box.setEnabled(place is not None or not is_full)
        tip = "One chart holds 8 runs. Uncheck another one first." if is_full else ""
        self._box.setToolTip("" if place is not None else tip)
        self._swatch.show_place(place)

    @Slot(bool)
    def _check(self, on: bool) -> None:
        self.checked.emit(self.record, on)

    @Slot()
    def _rename(self) -> None:
        if self._name.isModified():
            self._name.setModified(False)
            self.renamed.emit(self.record, self._name.text())
            self._show_name(self.record.name)  # with a number, where another run has it

    @Slot()
    def _ask_removal(self) -> None:
        self.removed.emit(self.record)
