"""The strip shows and steers a run by names that never move."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from playground.widgets.number_field import NumberField
from playground.widgets.readout import Readout
from playground.widgets.strip import Strip


@pytest.fixture
def strip(look: QApplication, qtbot: QtBot) -> Strip:
    """Return a strip with a preset, on no run."""
    made = Strip()
    qtbot.addWidget(made)
    made.set_preset("LSTM", "Penn Treebank, 929,589 words")
    made.resize(1200, 66)
    made.show()
    return made


def button(strip: Strip, name: str) -> QPushButton:
    """Return the one button of an accessible name."""
    (found,) = [one for one in strip.findChildren(QPushButton) if one.accessibleName() == name]
    return found


def test_the_buttons_have_the_names_that_they_are_found_by(strip: Strip) -> None:
    """Train, Step, Stop and Restart are each there once, and all say what they do."""
    for name in ("Train", "Step", "Stop", "Restart"):
        assert button(strip, name).toolTip()


@pytest.mark.parametrize(
    ("name", "signal"),
    [("Train", "train_clicked"), ("Step", "step_update_clicked"), ("Restart", "restart_clicked")],
)
def test_a_click_says_what_was_clicked(strip: Strip, qtbot: QtBot, name: str, signal: str) -> None:
    """Every button has its own signal."""
    with qtbot.waitSignal(getattr(strip, signal)):
        qtbot.mouseClick(button(strip, name), Qt.MouseButton.LeftButton)


def test_train_becomes_pause_while_it_runs(strip: Strip, qtbot: QtBot) -> None:
    """One button starts and pauses; it is named by what it does next."""
    strip.set_running(True)

    with qtbot.waitSignal(strip.pause_clicked), qtbot.assertNotEmitted(strip.train_clicked):
        qtbot.mouseClick(button(strip, "Pause"), Qt.MouseButton.LeftButton)
    assert button(strip, "Pause").text() == "Pause"

    strip.set_running(False)
    assert button(strip, "Train").text() == "Train"


def test_after_the_last_epoch_there_is_more_to_train(strip: Strip) -> None:
    """The text changes and the name stays."""
    strip.set_finished(True)

    assert button(strip, "Train").text() == "Train more"


def test_there_is_nothing_to_stop_before_a_run(strip: Strip, qtbot: QtBot) -> None:
    """Stop can be pressed from the start of a run, and after a pause."""
    assert not button(strip, "Stop").isEnabled()

    strip.set_running(True)
    strip.set_running(False)

    with qtbot.waitSignal(strip.stop_clicked):
        qtbot.mouseClick(button(strip, "Stop"), Qt.MouseButton.LeftButton)


def test_an_error_elsewhere_holds_training_up_and_says_why(strip: Strip) -> None:
    """Train is disabled while a field is wrong; its tooltip says which."""
    strip.set_ready(False, "The learning rate is above the limit.")

    assert not button(strip, "Train").isEnabled()
    assert button(strip, "Train").toolTip() == "The learning rate is above the limit."


def test_a_step_can_be_an_epoch(strip: Strip, qtbot: QtBot) -> None:
    """The menu beside Step offers an update and an epoch."""
    one_update, one_epoch = button(strip, "Step by").menu().actions()

    with qtbot.waitSignal(strip.step_epoch_clicked):
        one_epoch.trigger()
    with qtbot.waitSignal(strip.step_update_clicked):
        one_update.trigger()


def test_numbers_keep_their_place(strip: Strip) -> None:
    """Counting up moves no readout."""
    strip.set_progress(epoch=0, epochs=4, update=0, updates=1327)
    before = [readout.x() for readout in strip.findChildren(Readout)]
    strip.set_progress(
        epoch=3, epochs=4, update=871, updates=1327, rate=21600, seconds_left=58, share=0.6
    )

    readouts = strip.findChildren(Readout)
    assert [readout.value() for readout in readouts] == ["3", "871", "21,600", "0:58"]
    assert [readout.x() for readout in readouts] == before


def test_the_seed_is_edited_where_it_stands(strip: Strip, qtbot: QtBot) -> None:
    """Type another seed and press Enter."""
    strip.set_seed(1984)
    (field,) = strip.findChildren(NumberField)
    field.selectAll()
    with qtbot.waitSignal(strip.seed_edited) as told:
        qtbot.keyClicks(field, "7")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [7]


def test_presets_and_devices_are_chosen_from_menus(strip: Strip, qtbot: QtBot) -> None:
    """The menus hand on names, not titles."""
    strip.set_presets([("LSTM", "rnnlm"), ("GRU", "gru-lm")])
    strip.set_devices(["CPU", "GPU"], "CPU")

    with qtbot.waitSignal(strip.preset_chosen) as preset:
        button(strip, "Preset LSTM").menu().actions()[1].trigger()
    with qtbot.waitSignal(strip.device_chosen) as device:
        button(strip, "Runs on CPU").menu().actions()[1].trigger()

    assert preset.args == ["gru-lm"]
    assert device.args == ["GPU"]
    assert button(strip, "Runs on GPU").text() == "GPU"


def test_a_stopped_run_leaves_the_focus_at_train(strip: Strip, qtbot: QtBot) -> None:
    """Not in the field of the seed, which the next key would change."""
    strip.set_running(True)
    with qtbot.waitActive(strip):
        strip.activateWindow()
    stop, train = button(strip, "Stop"), button(strip, "Pause")
    stop.setFocus()
    strip.set_running(False)
    strip.set_stoppable(False)

    assert train.hasFocus()
