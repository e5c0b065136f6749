"""Config class -> editors -> config, from what stands on the fields alone."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from engine.config import Config
from engine.errors import ConfigError
from playground.editors.outline import Field, Section, outline, sections_of, value_at
from playground.editors.row import Row
from playground.theme import px
from playground.widgets.label import Label

_SETTLE = 120  # ms after a change of focus


class Form(QWidget):
    """Edit a config. Data flow one way: an edit makes a new config, which is shown and told.

    A value that does not fit stays where it was typed, with a sentence under it, and the config
    stays as it was; of several values that fit only together, the last one brings in the others.
    Signals: ``changed(object)`` with the new config, when the user changed it; ``problem(str)``
    with what is wrong, empty when all is right again.

    Args:
        standard: the config that reset goes back to; the first one if not given.
        sections: what is shown in which order; everything if not given.
    """

    changed = Signal(object)
    problem = Signal(str)

    def __init__(
        self,
        config: Config,
        *,
        standard: Config | None = None,
        sections: Sequence[Section] = (),
        show_all: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._config, self._standard = config, standard or config
        self._sections, self._all = tuple(sections), show_all
        self._rows: dict[str, Row] = {}
        self._headings: list[QWidget] = []
        self._pending: dict[str, Any] = {}
        self._problems: dict[str, str] = {}
        self._told = self._foreign = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settling.timeout.connect(self._show_help)
        QApplication.instance().focusChanged.connect(self._settle)  # type: ignore[union-attr]
        self._arrange()

    @property
    def config(self) -> Config:
        """The config as it was last right."""
        return self._config

    def set_config(self, config: Config, standard: Config | None = None) -> None:
        """Show a config that came from elsewhere, without ``changed``; what was wrong is gone."""
        standard = standard or self._standard
        if config == self._config and standard == self._standard:
            return
        self._config, self._standard = config, standard
        self._pending.clear()
        for path in list(self._problems):
            self._judge(path, "")
        self._arrange()

    @Slot(bool)
    def show_all(self, everything: bool) -> None:
        """Show all settings, or those that most people want, and what is out of the ordinary."""
        self._all = everything
        self._arrange()

    def show_problem(self, path: str, sentence: str) -> None:
        """Say beside a control what its user cannot see there: what is wrong as a whole."""
        if self._foreign and self._foreign in self._rows:
            self._rows[self._foreign].show_error(self._problems.get(self._foreign, ""))
        self._foreign = path if sentence else ""
        if path in self._rows and sentence and path not in self._problems:
            self._rows[path].show_error(sentence)

    def row(self, path: str) -> Row:
        """Return the line of one setting; KeyError if it is not shown."""
        return self._rows[path]

    def paths(self) -> list[str]:
        """Return the settings that are shown, from top to bottom."""
        return list(self._rows)

    def _arrange(self) -> None:
        """Show the rows of this config; those that were there already are kept as they are."""
        sections = self._sections or sections_of(self._config)
        old, self._rows = self._rows, {}
        for widget in (*old.values(), *self._headings):
            self._column.removeWidget(widget)  # takeAt would leave the item alive, and in charge
        for heading in self._headings:
            heading.deleteLater()
        self._headings = []
        for title, fields in outline(self._config, sections):
            shown = [field for field in fields if self._is_shown(field)]
            if title and shown:
                self._add_heading(title)
            for field in shown:
                self._add_row(field, old)
        for path, row in old.items():
            if self._rows.get(path) is not row:
                self._judge(path, "")
                row.hide()
                row.deleteLater()
        self._chain_stops()
        self._show_values()

    def _is_shown(self, field: Field) -> bool:
        if self._all or field.basic:
            return True
        values = (value_at(self._config, field.path), self._standard_value(field.path))
        return any(value != field.setting.default for value in values)

    def _add_heading(self, title: str) -> None:
        heading = Label(title, "heading", "ink2")
        heading.setContentsMargins(0, px(10 if self._rows else 0), 0, px(4))
        self._headings.append(heading)
        self._append(heading)

    def _add_row(self, field: Field, old: dict[str, Row]) -> None:
        row = old.get(field.path)
        if row is None or row.setting != field.setting:
            row = Row(field.path, field.setting)
            row.edited.connect(self._edit)
            row.judged.connect(self._judge)
            row.reset.connect(self._reset)
        self._rows[field.path] = row
        self._append(row)

    def _append(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)  # before the stretch
        widget.show()

    def _chain_stops(self) -> None:
        stops = [stop for row in self._rows.values() for stop in row.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_values(self) -> None:
        for path, row in self._rows.items():
            value = self._pending.get(path, value_at(self._config, path))
            if path not in self._problems or path in self._pending:
                row.show_value(value, self._standard_value(path))

    def _standard_value(self, path: str) -> Any:
        """Return what reset goes back to: a variant that the standard lacks has its defaults."""
        *way, name = path.split(".")
        parent = value_at(self._config, ".".join(way)) if way else self._config
        try:
            same = value_at(self._standard, ".".join(way)) if way else self._standard
            if type(same) is type(parent):
                return value_at(self._standard, path)
        except LookupError:
            pass
        return parent.setting(name).default

    @Slot(str, object)
    def _edit(self, path: str, value: object) -> None:
        if self._rows[path].setting.registry is not None:
            value = self._variant(path, str(value))
        try:
            config, used = self._with(path, value)
        except ConfigError as error:
            self._pending[path] = value
            self._rows[path].show_error(str(error))
            self._judge(path, str(error))
            return
        self._config = config
        for settled in {*used, path}:
            self._pending.pop(settled, None)
            self._rows[settled].show_error("")
            self._judge(settled, "")
        self._arrange()
        self.changed.emit(config)

    def _with(self, path: str, value: Any) -> tuple[Config, list[str]]:
        """Return the config with a value, and with those that waited for it if they fit now."""
        waiting = {p: v for p, v in self._pending.items() if p != path}
        if waiting:
            try:
                return self._config.changed(**waiting, **{path: value}), list(waiting)
            except ConfigError:
                pass
        return self._config.changed(**{path: value}), []

    def _variant(self, path: str, kind: str) -> Any:
        """Return a variant as the standard has it, or with its defaults."""
        standard = self._standard_value(path)
        return standard if getattr(standard, "kind", None) == kind else {"kind": kind}

    @Slot(str)
    def _reset(self, path: str) -> None:
        self._edit(path, getattr(value := self._standard_value(path), "kind", value))

    @Slot(str, str)
    def _judge(self, path: str, sentence: str) -> None:
        if sentence:
            self._problems[path] = sentence
        else:
            self._problems.pop(path, None)
        first = next(iter(self._problems.values()), "")
        if first != self._told:
            self._told = first
            self.problem.emit(first)

    @Slot()
    def _settle(self) -> None:
        self._settling.start()

    @Slot()
    def _show_help(self) -> None:
        """Show the help of the row in focus, though not while a click goes on: rows would move."""
        if QGuiApplication.mouseButtons():
            self._settling.start()
            return
        for row in self._rows.values():
            row.show_help(row.has_focus())
