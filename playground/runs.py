"""The runs of this session."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from playground.run_record import RunRecord


class Runs(QObject):
    """Keep what runs have reported, until the window closes.

    Signals: ``listed()`` when a run has come, gone or got another name; ``grown(object)`` with
    one that has more to tell.
    """

    listed = Signal()
    grown = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[RunRecord] = []

    @property
    def records(self) -> tuple[RunRecord, ...]:
        """All runs, the oldest first."""
        return tuple(self._records)

    def add(self, record: RunRecord) -> None:
        """Take a run in, with a number after its name where another one has it."""
        record.name = self._free_name(record.name)
        self._records.append(record)
        self.listed.emit()

    def remove(self, record: RunRecord) -> None:
        """Forget a run."""
        self._records.remove(record)
        self.listed.emit()

    def rename(self, record: RunRecord, name: str) -> None:
        """Call a run otherwise; a name that is blank changes nothing."""
        name = name.strip()
        if name and name != record.name:
            record.name = ""
            record.name = self._free_name(name)
        self.listed.emit()

    def update(self, record: RunRecord) -> None:
        """Say that a run has more to tell; its first evaluation puts it on the list."""
        if record in self._records:
            self.grown.emit(record)
        elif record.evaluations:
            self.add(record)

    def _free_name(self, name: str) -> str:
        taken = {record.name for record in self._records}
        candidates = (name if n == 1 else f"{name} {n}" for n in range(1, len(taken) + 2))
        return next(candidate for candidate in candidates if candidate not in taken)
