"""The attention lens shows one question's map and judges its answer."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.events import Inspected, Sampled
from playground.views.attention import Attention
from playground.views.attention_map import AttentionMap
from tests.playground.views.lens_events import started


@pytest.fixture
def view(look: QApplication, qtbot: QtBot) -> Attention:
    """The view, after a sample that says what is right."""
    made = Attention()
    qtbot.addWidget(made)
    made.resize(356, 560)
    made.show()
    made.show_events([started("pairs"), Sampled(0, 0.0, "57+5", "1   ", "62  ")])
    return made


def answer(step: int, symbols: str) -> Inspected:
    """Return a map in which each symbol looks at the first one."""
    weights = np.zeros((len(symbols), 4), dtype=np.float32)
    weights[:, 0] = 1
    return Inspected(step, "attention", {"attention": weights}, tuple("57+5"), tuple(symbols))


def texts(view: Attention) -> list[str]:
    """Return what can be read."""
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_the_map_is_that_of_the_answer(view: Attention) -> None:
    """Each symbol with the one that it looked at most."""
    view.show_events([answer(5, "71")])
    (shown,) = view.findChildren(AttentionMap)

    assert shown.accessibleDescription() == ("“7” looked at “5”: 100 %. “1” looked at “5”: 100 %")
    assert "Where each answer character looks" in texts(view)


def test_a_wrong_answer_names_the_right_one(view: Attention) -> None:
    """With a cross beside it."""
    view.show_events([answer(5, "71")])

    assert {"71", "wrong, it is 62"} <= set(texts(view))


def test_a_right_answer_says_since_when(view: Attention) -> None:
    """Since the first look of those that were right without a break."""
    view.show_events([answer(5, "62")])
    view.show_events([answer(8, "61")])
    view.show_events([answer(16, "62  ")])
    view.show_events([answer(30, "62")])

    assert {"62", "right since epoch 1.6"} <= set(texts(view))


def test_another_question_is_judged_anew(view: Attention) -> None:
    """What was right of one question says nothing of the next."""
    view.show_events([answer(5, "62")])
    view.show_events([Sampled(7, 0.7, "1+1", "62", "2"), answer(20, "2")])

    assert "right since epoch 2" in texts(view)


def test_without_an_expected_answer_there_is_no_verdict(view: Attention) -> None:
    """A question of the user's own is only answered."""
    view.show_events([Sampled(7, 0.7, "1+1", "62", None), answer(20, "2")])

    assert not [text for text in texts(view) if text.startswith(("right", "wrong"))]
