"""Config class -> editors -> config, from what stands on the fields alone."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.config import Config
from engine.errors import ConfigError
from playground.editors.outline import Field, Section, outline, sections_of, value_at
from playground.editors.refusals import Refusals
from playground.editors.row import LABEL, Row
from playground.editors.row_column import RowColumn


class Form(QWidget):
    """Edit a config. Data flow one way: an edit makes a new config, which is shown and told.

    A value that does not fit stays where it was entered, with a sentence under it, and the config
    stays as it was; of several values that fit only together, the last one brings in the others.
    Signals: ``changed(object)`` with the new config, when the user changed it; ``problem(str)``
    with what is wrong, empty when all is right again.

    Args:
        standard: the config that reset goes back to; the first one if not given.
        sections: what is shown in which order; everything if not given.
        label_width: of the titles, in pixels of the design.
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
        label_width: int = LABEL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._config, self._standard = config, standard or config
        self._sections, self._all = tuple(sections), show_all
        self._refusals = Refusals()
        self._told = ""
        self._column = RowColumn(label_width)
        self._column.edited.connect(self._edit)
        self._column.judged.connect(self._judge)
        self._column.reset.connect(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)
        self._arrange()

    @property
    def config(self) -> Config:
        """The config as it was last right."""
        return self._config

    def set_config(
        self,
        config: Config,
        standard: Config | None = None,
        sections: Sequence[Section] | None = None,
    ) -> None:
        """Show a config that came from elsewhere, without ``changed``; what was wrong is gone."""
        standard = standard or self._standard
        sections = self._sections if sections is None else tuple(sections)
        now = (self._config, self._standard, self._sections)
        if (config, standard, sections) == now:
            return
        self._config, self._standard, self._sections = config, standard, sections
        for path in self._refusals.clear():
            self._show_error(path)
        self._arrange()

    @Slot(bool)
    def show_all(self, everything: bool) -> None:
        """Show all settings, or those that most people want, and what is out of the ordinary."""
        self._all = everything
        self._arrange()

    def show_problem(self, path: str, sentence: str) -> None:
        """Say beside a control what its user cannot see there: what is wrong as a whole."""
        for concerned in self._refusals.object_to(path, sentence):
            self._show_error(concerned)

    def row(self, path: str) -> Row:
        """Return the line of one setting; KeyError if it is not shown."""
        return self._column.rows[path]

    def paths(self) -> list[str]:
        """Return the settings that are shown, from top to bottom."""
        return list(self._column.rows)

    # What is shown

    def _arrange(self) -> None:
        sections = self._sections or sections_of(self._config)
        shown = [
            (title, [field for field in fields if self._is_shown(field)])
            for title, fields in outline(self._config, sections)
        ]
        for path in self._column.show_fields(shown):
            self._refusals.accept(path)
        for path, row in self._column.rows.items():
            if path not in self._refusals:
                row.show_value(value_at(self._config, path), self._standard_value(path))
        self._tell()

    def _is_shown(self, field: Field) -> bool:
        if self._all or field.basic:
            return True
        values = (value_at(self._config, field.path), self._standard_value(field.path))
        return any(value != field.setting.default for value in values)

    def _standard_value(self, path: str) -> Any:
        """Return what reset goes back to: a variant that the standard lacks has its defaults."""
        way, _, name = path.rpartition(".")
        parent = value_at(self._config, way) if way else self._config
        try:
            same = value_at(self._standard, way) if way else self._standard
        except LookupError:
            same = None
        if isinstance(same, Config) and type(same) is type(parent):
            return value_at(same, name)
        return parent.setting(name).default

    def _show_error(self, path: str) -> None:
        if path in self._column.rows:
            self._column.rows[path].show_error(self._refusals.reason(path))

    def _tell(self) -> None:
        if self._refusals.first != self._told:
            self._told = self._refusals.first
            self.problem.emit(self._told)

    # What the user does

    @Slot(str, object)
    def _edit(self, path: str, value: object) -> None:
        if self.row(path).setting.registry is not None:
            value = self._variant(path, str(value))
        try:
            config, settled = self._with(path, value)
        except ConfigError as error:
            self._refusals.refuse(path, value, str(error))
            self.row(path).show_value(value, self._standard_value(path))
            self._show_error(path)
            self._tell()
            return
        self._config = config
        for path in settled:
            self._refusals.accept(path)
            self._show_error(path)
        self._arrange()
        self.changed.emit(config)

    def _with(self, path: str, value: Any) -> tuple[Config, list[str]]:
        """Return the config with a value, and with those that waited for it if they fit now."""
        waiting = self._refusals.values(without=path)
        try:
            return self._config.changed(**waiting, **{path: value}), [*waiting, path]
        except ConfigError:
            if not waiting:
                raise
        return self._config.changed(**{path: value}), [path]

    def _variant(self, path: str, kind: str) -> Any:
        """Return a variant as the standard has it, or with its defaults."""
        standard = self._standard_value(path)
        return standard if getattr(standard, "kind", None) == kind else {"kind": kind}

    @Slot(str)
    def _reset(self, path: str) -> None:
        standard = self._standard_value(path)
        self._edit(path, getattr(standard, "kind", standard))

    @Slot(str, str)
    def _judge(self, path: str, sentence: str) -> None:
        """Hear about what is being typed; once that is right, what was refused before counts."""
        self._refusals.type(path, sentence)
        if not sentence:
            self._show_error(path)
        self._tell()
