"""Samples are listed, the newest first, with how good the network was."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.data.samples import shapes
from engine.events import Evaluated, Progress, Sampled, Score, Started
from engine.requests import SetPrompt
from playground.views.picture_view import PictureView
from playground.views.sample_entry import SampleEntry
from playground.views.samples import EVERY, MOST, Samples


def started(unit: str = "words") -> Started:
    """Return the beginning of a run."""
    return Started(0, 0.0, 4, 10, unit, {"train": 100}, 100, 1000, (), ())


@pytest.fixture
def samples(look: QApplication, qtbot: QtBot) -> Samples:
    """Return the view of a run with samples at update 0 and epoch 1."""
    made = Samples()
    qtbot.addWidget(made)
    made.resize(360, 600)
    made.show()
    score = Score("valid", "", 2.0, 0.5, 10, "words")
    made.show_events(
        [
            started(),
            Sampled(0, 0.0, "the", "dog dog dog"),
            Progress(1, 0.1, 4.605, None, 1.0, 1.0, 0.1, 0.01, 5),
            Evaluated(10, 1.0, score, score, True, 0.1, 0.1),
            Sampled(10, 1.0, "the", "dog barks"),
        ]
    )
    return made


def texts(samples: Samples) -> Sequence[list[str]]:
    """Return what each entry says, from above."""
    entries = sorted(samples.findChildren(SampleEntry), key=lambda entry: entry.y())
    return [[label.text() for label in entry.findChildren(QLabel)] for entry in entries]


def test_the_newest_comes_first(samples: Samples, qtbot: QtBot) -> None:
    """It is what the network says now; the older ones say when."""
    qtbot.waitUntil(lambda: len({e.y() for e in samples.findChildren(SampleEntry)}) == 2)

    assert texts(samples) == [
        ["Now", "perplexity 7.39", "the dog barks"],
        ["Update 0", "perplexity 100", "the dog dog dog"],
    ]


def test_blanks_and_line_ends_are_seen(samples: Samples) -> None:
    """A network that says nothing else has said something, and its sample shows it."""
    samples.show_events([started("characters")])
    samples.show_events([Sampled(5, 0.5, "", " " * 4), Sampled(9, 0.9, "a", "\n\n\n")])

    said = {entry[-1] for entry in texts(samples)}
    assert {"a ↵↵", "␣␣␣␣"} <= said


def test_what_has_no_place_to_break_is_broken(samples: Samples, qtbot: QtBot) -> None:
    """A long run of letters or blanks makes no entry wider than the list."""
    samples.show_events([started("characters"), Sampled(5, 0.5, "", "a" * 80)])
    samples.show_events([Sampled(9, 0.9, "", " " * 80)])

    qtbot.waitUntil(lambda: all(e.width() <= 360 for e in samples.findChildren(SampleEntry)))


def test_answers_are_right_or_wrong_in_words(samples: Samples) -> None:
    """Never by colour alone."""
    samples.show_events([started("pairs")])
    samples.show_events([Sampled(5, 0.5, "57+5", "62", "62"), Sampled(9, 0.9, "57+5", "63", "62")])
    said = {text for entry in texts(samples) for text in entry}

    assert {"57+5  →  62", "right", "57+5  →  63", "wrong, it is 62"} <= said


def test_a_picture_stands_beside_what_is_said_of_it(samples: Samples, qtbot: QtBot) -> None:
    """The sample names no prompt, for there is none to type; a long right caption is wrapped."""
    (picture,) = shapes.make(1).pictures
    samples.show_events([started("pictures")])
    samples.show_events([Sampled(5, 0.5, "", "a red cross", picture.caption, picture)])
    (entry,) = (e for e in samples.findChildren(SampleEntry) if e.findChildren(PictureView))
    (view,) = entry.findChildren(PictureView)
    qtbot.waitUntil(lambda: view.width() == 64)
    (field,) = samples.findChildren(QLineEdit)
    words = [label for label in entry.findChildren(QLabel) if label.text() == "a red cross"]

    assert view.picture == picture
    assert view.geometry().right() < words[0].geometry().left()
    assert f"wrong, it is {picture.caption}" in [w.text() for w in entry.findChildren(QLabel)]
    assert entry.minimumSizeHint().width() < 300
    assert not field.isVisible()


def test_a_prompt_is_asked_for_on_enter(samples: Samples, qtbot: QtBot) -> None:
    """The run hears of it once."""
    (field,) = samples.findChildren(QLineEdit)
    with qtbot.waitSignal(samples.asked) as asked:
        qtbot.keyClicks(field, "a cat")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == [SetPrompt("a cat")]

    with qtbot.assertNotEmitted(samples.asked):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def update(step: int, seconds: float, loss: float = 2.0) -> Progress:
    """Return an update after so many seconds of training."""
    return Progress(step, step / 10, loss, None, 1.0, 1.0, 0.1, seconds, 5 * step)


def test_long_epochs_are_sampled_by_time(samples: Samples, qtbot: QtBot) -> None:
    """Half a minute of training after the last sample another one is asked for, once."""
    with qtbot.assertNotEmitted(samples.asked):
        samples.show_events([update(11, 1.0)])
        samples.show_events([update(12, EVERY)])
    with qtbot.waitSignal(samples.asked) as asked:
        samples.show_events([update(13, EVERY + 1.5)])
    assert asked.args == [SetPrompt("")]

    with qtbot.assertNotEmitted(samples.asked):
        samples.show_events([update(14, EVERY + 2.0)])
        samples.show_events([Sampled(14, 1.4, "the", "dog barks")])
        samples.show_events([update(15, 2 * EVERY)])


def test_a_list_that_is_hidden_asks_for_nothing(samples: Samples, qtbot: QtBot) -> None:
    """Who looks elsewhere pays for no samples; who comes back gets one with the next update."""
    samples.hide()
    with qtbot.assertNotEmitted(samples.asked):
        samples.show_events([update(11, 1.0)])
        samples.show_events([update(12, 9 * EVERY)])

    samples.show()
    with qtbot.waitSignal(samples.asked):
        samples.show_events([update(13, 9 * EVERY + 0.1)])


def test_a_sample_between_evaluations_has_the_perplexity_of_the_updates(
    samples: Samples, qtbot: QtBot
) -> None:
    """That of the last evaluation would be an old one; the name says which it is."""
    samples.show_events([started(), update(1, 1.0, 3.0), update(2, 2.0, 1.0)])
    samples.show_events([Sampled(2, 0.2, "the", "dog")])

    assert ["Now", "train perplexity 7.39", "the dog"] in texts(samples)


def test_the_first_sample_stays_in_a_long_list(samples: Samples, qtbot: QtBot) -> None:
    """The oldest but it make room: it is what all later ones are compared with."""
    samples.show_events([Sampled(20 + n, 2.0, "the", f"dog {n}") for n in range(MOST + 5)])
    qtbot.waitUntil(lambda: len(samples.findChildren(SampleEntry)) == MOST)
    said = {entry[-1] for entry in texts(samples)}

    assert {"the dog dog dog", f"the dog {MOST + 4}"} <= said
    assert "the dog barks" not in said
