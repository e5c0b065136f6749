"""A form shows any config from its fields alone, and hands on only configs that are right."""

from collections.abc import Callable
from typing import Annotated, Literal, Self

import pytest
from pydantic import model_validator
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine import PRESETS, SamplingConfig
from engine.config import Config, setting
from engine.errors import ConfigError
from engine.registry import Registry
from playground.editors.outline import Section, value_at
from playground.editors.reset_dot import ResetDot
from playground.form import Form
from playground.widgets.check_box import CheckBox
from playground.widgets.combo_box import ComboBox
from playground.widgets.segmented import Segmented
from playground.widgets.slider import Slider


class Cell(Config):
    """Base of the variants."""

    kind: str


CELLS: Registry[Cell] = Registry("cell")


@CELLS.register
class PlainConfig(Cell):
    """One state."""

    kind: Literal["plain"] = "plain"


@CELLS.register
class GatedConfig(Cell):
    """One state and gates."""

    kind: Literal["gated"] = "gated"
    gates: int = setting(3, "Gates", help="How many gates.", low=1, high=9)


class Inner(Config):
    """A nested config."""

    rate: float = setting(0.1, "Rate", help="How fast.", low=1e-4, high=100, scale="log", book=0.25)
    clip: float = setting(5.0, "Clip", help="Where.", low=0, high=1000, scale="log")


class Whole(Config):
    """A config with one setting of every sort."""

    size: int = setting(100, "Size", help="How large.", low=1, high=4096, scale="log")
    wide: int = setting(100, "Width", help="How wide.", low=1, high=4096, scale="log")
    equal: bool = setting(False, "Equal", help="Whether both agree.", basic=False)
    level: Literal["word", "character"] = setting("word", "Tokens", help="What is read.")
    name: str = setting("anna", "Name", help="Who.")
    seed: int = setting(1984, "Seed", help="Where it starts.", low=0, high=2**32 - 1)
    cell: Annotated[Cell, CELLS] = setting(PlainConfig(), "Cell", help="What remembers.")
    inner: Inner = setting(Inner(), "Inside", help="What is inside.")

    @model_validator(mode="after")
    def _sizes_agree(self) -> Self:
        if self.equal and self.size != self.wide:
            raise ConfigError(f"Size {self.size} and width {self.wide} differ. Make them equal.")
        return self


@pytest.fixture
def show(look: QApplication, qtbot: QtBot) -> Callable[..., Form]:
    """Make forms that are on the screen."""

    def make(config: Config | None = None, **options: object) -> Form:
        form = Form(config or Whole(), **options)  # type: ignore[arg-type]
        qtbot.addWidget(form)
        form.resize(400, 700)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


def control(form: Form, name: str) -> QWidget:
    """Return the control that is found by a name."""
    return next(
        w for w in form.findChildren(QWidget) if w.accessibleName() == name and not w.isHidden()
    )


def enter(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    """Type into a field and press Enter."""
    field = control(form, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_sort_of_setting_has_its_editor(show: Callable[..., Form]) -> None:
    """Numbers get slider and field, choices a switch, bools a box; the rest a line."""
    form = show(show_all=True)

    assert form.paths() == [
        *("size", "wide", "equal", "level", "name", "seed", "cell", "inner.rate", "inner.clip")
    ]
    assert isinstance(control(form, "Size slider"), Slider)
    assert isinstance(control(form, "Equal"), CheckBox)
    assert isinstance(control(form, "Tokens"), Segmented)
    assert isinstance(control(form, "Name"), QLineEdit)
    assert form.row("seed").findChildren(Slider) == []
    assert control(form, "Rate").toolTip() == "How fast. From 0.0001 to 100. In the book: 0.25."


def test_an_edit_is_handed_on_once_and_marked(show: Callable[..., Form], qtbot: QtBot) -> None:
    """Enter commits, the config changes in that place alone, and a dot takes it back."""
    form = show()
    told: list[object] = []
    form.changed.connect(told.append)

    enter(qtbot, form, "Rate", "20")

    assert told == [Whole(inner=Inner(rate=20))]
    dot = form.row("inner.rate").findChild(ResetDot)
    assert dot is not None
    assert dot.isVisible()
    assert dot.toolTip() == "Back to 0.1."
    qtbot.mouseClick(dot, Qt.MouseButton.LeftButton)
    assert told[1:] == [Whole()]
    assert not dot.isVisible()


def test_what_does_not_fit_is_said_while_it_is_typed(
    show: Callable[..., Form], qtbot: QtBot
) -> None:
    """The sentence stands under the row, is told once, and goes when the text is right again."""
    form = show()
    told: list[str] = []
    form.problem.connect(told.append)
    field = control(form, "Rate")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "1000")

    sentence = "1000 is above the limit of 100. Enter a number from 0.0001 to 100."
    assert form.row("inner.rate").error() == sentence
    assert told == [sentence]
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert form.row("inner.rate").error() == ""
    assert told == [sentence, ""]
    assert form.config == Whole()


def test_values_that_fit_only_together_wait_for_each_other(
    show: Callable[..., Form], qtbot: QtBot
) -> None:
    """The first is refused in a sentence and stays; the second brings it in."""
    form = show(Whole(equal=True))
    enter(qtbot, form, "Size", "200")

    assert form.row("size").error() == "Size 200 and width 100 differ. Make them equal."
    assert form.config == Whole(equal=True)
    enter(qtbot, form, "Width", "200")
    assert form.config == Whole(equal=True, size=200, wide=200)
    assert form.row("size").error() == ""


def test_a_variant_brings_its_own_settings(show: Callable[..., Form], qtbot: QtBot) -> None:
    """Rows of the chosen variant follow the choice; going back restores what the preset had."""
    form = show(Whole(cell=GatedConfig(gates=5)))
    assert "cell.gates" in form.paths()
    enter(qtbot, form, "Gates", "7")
    switch = control(form, "Cell")
    assert isinstance(switch, Segmented)
    qtbot.mouseClick(switch.button("plain"), Qt.MouseButton.LeftButton)

    assert form.config == Whole()
    assert "cell.gates" not in form.paths()
    qtbot.mouseClick(switch.button("gated"), Qt.MouseButton.LeftButton)
    assert form.config == Whole(cell=GatedConfig(gates=5))


def test_settings_from_elsewhere_are_shown_and_not_told(
    show: Callable[..., Form], qtbot: QtBot
) -> None:
    """Undo or a preset show at once, clear what was wrong, and cause no change of their own."""
    form = show()
    enter(qtbot, form, "Rate", "1000")
    with qtbot.assertNotEmitted(form.changed):
        form.set_config(Whole(size=7, inner=Inner(rate=3)))

    shown = [control(form, name).text() for name in ("Size", "Rate")]  # type: ignore[attr-defined]
    assert shown == ["7", "3"]
    assert form.row("inner.rate").error() == ""


def test_the_short_form_keeps_what_is_out_of_the_ordinary(show: Callable[..., Form]) -> None:
    """An advanced setting shows when asked for, or when it is not as it would be."""
    assert "equal" not in show().paths()
    assert "equal" in show(Whole(equal=True)).paths()
    form = show()
    form.show_all(True)

    assert "equal" in form.paths()


def test_the_left_end_of_a_logarithmic_slider_stands_for_zero(
    show: Callable[..., Form], qtbot: QtBot
) -> None:
    """A setting for which 0 means off can be switched off with the slider."""
    form = show()
    slider = control(form, "Clip slider")
    qtbot.keyClick(slider, Qt.Key.Key_Home)

    assert form.config == Whole(inner=Inner(clip=0))


def test_arrow_keys_move_a_slider_without_sticking(show: Callable[..., Form], qtbot: QtBot) -> None:
    """Where one step is less than one unit, several steps are one."""
    form = show(Whole(size=1))
    slider = control(form, "Size slider")
    for _ in range(20):
        qtbot.keyClick(slider, Qt.Key.Key_Right)

    assert form.config == Whole(size=5)


def test_tab_goes_from_top_to_bottom_after_a_row_was_put_in(
    show: Callable[..., Form], qtbot: QtBot
) -> None:
    """The order of Tab is the order on the screen, whenever the rows were made."""
    form = show(Whole(cell=PlainConfig()))
    switch = control(form, "Cell")
    assert isinstance(switch, Segmented)
    qtbot.mouseClick(switch.button("gated"), Qt.MouseButton.LeftButton)
    switch.button("gated").setFocus()
    visited = []
    for _ in range(4):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        visited.append(form.focusWidget().accessibleName())

    assert visited == ["Reset Cell", "Gates slider", "Gates", "Rate slider"]


def test_only_the_row_in_focus_shows_its_help(show: Callable[..., Form], qtbot: QtBot) -> None:
    """One line of help at a time, under the row."""
    form = show()
    control(form, "Rate").setFocus()

    def only_the_rate_helps() -> None:
        shown = [path for path in form.paths() if form.row(path).shows_help()]
        assert shown == ["inner.rate"]

    qtbot.waitUntil(only_the_rate_helps)


def test_sections_choose_and_order(show: Callable[..., Form]) -> None:
    """A path names a setting, a nested config, or its settings without the choice of variant."""
    config = Whole(cell=GatedConfig())
    sections = [
        Section("One", ("inner.clip", "inner.*", "cell.*", "nowhere", "cell.nothing")),
        Section("Two", ("cell", "size")),
    ]
    form = show(config, sections=sections)

    assert form.paths() == ["inner.clip", "inner.rate", "cell.gates", "cell", "size"]


def test_an_objection_stands_beside_its_control(show: Callable[..., Form], qtbot: QtBot) -> None:
    """What is wrong as a whole is said at one row, moves with its reason, and tells no problem."""
    form = show()
    with qtbot.assertNotEmitted(form.problem):
        form.show_problem("size", "Too few words. Lower the size.")
        assert form.row("size").error() == "Too few words. Lower the size."
        form.show_problem("size", "")

    assert form.row("size").error() == ""


def test_a_list_is_used_where_a_switch_would_not_fit(look: QApplication, qtbot: QtBot) -> None:
    """Many or long choices go into a list that is found by the setting's title."""

    class Long(Config):
        choice: Literal["the first of all", "the second of all", "the third of all"] = setting(
            "the first of all", "Choice", help="Which."
        )

    form = Form(Long())
    qtbot.addWidget(form)
    box = control(form, "Choice")

    assert isinstance(box, ComboBox)
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert form.config == Long(choice="the third of all")


@pytest.mark.parametrize("name", [*PRESETS, "sampling"])
def test_every_setting_of_the_engine_can_be_shown(show: Callable[..., Form], name: str) -> None:
    """Each row has an editor that shows its value, and a control found by the setting's title."""
    config = SamplingConfig() if name == "sampling" else PRESETS[name].config
    form = show(config, show_all=True)

    assert form.paths()
    for path in form.paths():
        value = value_at(config, path)
        assert form.row(path).editor.value() == getattr(value, "kind", value)
        assert control(form, form.row(path).setting.title).toolTip()
