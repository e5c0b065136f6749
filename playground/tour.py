"""A tour through the main job, driven unseen: it proves the window, and makes its pictures."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication

from engine.events import Evaluated
from engine.score import Score
from playground.app import Application
from playground.driver import Driver
from playground.formats import percent, significant
from playground.offscreen import go_offscreen
from playground.places import VARIABLE
from playground.widgets.icon_button import IconButton
from playground.window_size import DESIGNED

PATIENCE = 180.0  # seconds for what takes a few on two idle cores
CURVE = 4.2  # perplexity of the village, where a uniform guess has 148 and 3.43 is the best
SUMS = 0.7  # share of right answers at which 57+5 is asked
QUESTION = "57+5"


def take_tour(folder: Path) -> int:
    """Drive the window, leave pictures in `folder`, say what happened; return the exit code."""
    go_offscreen()
    folder.mkdir(parents=True, exist_ok=True)
    qt = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as profile:
        os.environ[VARIABLE] = profile  # the user's own settings are left alone
        application = Application(qt)
        application.show([])
        application.window.resize(*DESIGNED)  # the offscreen screen itself is smaller
        tour = Tour(application, folder)
        try:
            tour.go()
        finally:
            application.window.close()
    print(f"The tour is over; its pictures are in {folder.absolute()}.")
    return 0


class Tour(QObject):
    """Do the main job with mouse and keyboard, a picture at each tab."""

    def __init__(self, application: Application, folder: Path) -> None:
        super().__init__(application)
        self._driver = Driver(application.window)
        self._folder = folder
        self._scores: list[Score] = []
        application.training.events_arrived.connect(self._take)
        self._session = application.session

    def go(self) -> None:
        """Text first, sums after it."""
        self._learn_text()
        self._generate_text()
        self._compare_depths()
        self._learn_sums()
        self._answer_sum()

    def _learn_text(self) -> None:
        driver = self._driver
        self._wait(lambda: self._session.survey is not None, "The first sample was not loaded.")
        self._picture("welcome")
        driver.click("Text")
        driver.show_tab("Data")
        self._wait(lambda: self._session.survey is not None, "The sample was not loaded.")
        driver.pause(1000)  # the statistics beside the text
        self._picture("data")
        driver.show_tab("Model")
        driver.choose("First words", "Preset")
        driver.type("Hidden size", "80")
        driver.pause(1000)  # the measured time of an epoch
        self._picture("model")
        self._say(f"Chose “First words” with a hidden size of 80, on {self._data()}.")
        driver.click("Train", QAbstractButton)
        self._wait(lambda: self._last_perplexity() < CURVE, "The curve did not fall in time.")
        driver.point("Perplexity", QPoint(260, 120))
        self._picture("train")
        driver.click("Pause")
        self._say(f"Trained until the validation perplexity was {self._written_perplexity()}.")

    def _generate_text(self) -> None:
        driver = self._driver
        driver.show_tab("Generate")
        driver.type("Prompt", "the old")
        self._wait(self._has_written, "The text did not come to an end.")
        self._picture("generate")
        self._say("Let it go on from “the old”.")

    def _compare_depths(self) -> None:
        driver = self._driver
        driver.show_tab("Model")
        driver.type("Layers", "2")
        driver.show_tab("Train")
        driver.click("Restart", IconButton)
        self._scores.clear()
        driver.click("Train", QAbstractButton)
        self._wait(lambda: self._last_perplexity() < CURVE, "The second curve did not fall.")
        driver.click("Pause")
        driver.show_tab("Compare")
        driver.pause(500)
        self._picture("compare")
        self._say(f"Two layers reached {self._written_perplexity()}; both curves are on Compare.")

    def _learn_sums(self) -> None:
        driver = self._driver
        driver.show_tab("Model")
        driver.choose("Reverse", "Preset")
        self._wait(self._is_about_pairs, "The additions were not loaded.")
        driver.show_tab("Data")
        driver.type("Pairs", "5000")
        driver.type("Size", "2")
        driver.click("Make pairs")
        self._wait(lambda: "5,000" in self._data(), "The pairs were not made.")
        driver.pause(1000)
        self._picture("data-pairs")
        driver.show_tab("Train")
        driver.type("Learning rate", "0.005")
        self._scores.clear()
        driver.click("Train", QAbstractButton)
        self._say(f"Chose “Reverse” on {self._data()}.")
        self._wait(lambda: self._last_accuracy() > SUMS, "It did not learn to add in time.")
        self._picture("train-pairs")
        driver.click("Pause")
        self._say(f"Trained until {percent(self._last_accuracy())} of the sums were right.")

    def _answer_sum(self) -> None:
        driver = self._driver
        driver.show_tab("Generate")
        driver.type("Question", QUESTION)
        self._wait(lambda: QUESTION in self._answer(), "There was no answer.")
        self._picture("generate-pairs")
        self._say(f"Asked it: {self._answer()}")

    # What is seen

    def _data(self) -> str:
        dataset = self._session.dataset
        return dataset.name if dataset is not None else ""

    def _is_about_pairs(self) -> bool:
        return self._session.survey is not None and self._session.survey.unit == "pairs"

    def _last_perplexity(self) -> float:
        return self._scores[-1].perplexity if self._scores else float("inf")

    def _written_perplexity(self) -> str:
        return significant(self._last_perplexity(), 3)

    def _last_accuracy(self) -> float:
        return (self._scores[-1].accuracy or 0.0) if self._scores else 0.0

    def _answer(self) -> str:
        from playground.views.answer_display import AnswerDisplay

        display = self._driver.window.findChild(AnswerDisplay)
        return str(display.accessibleName()) if display is not None else ""

    def _has_written(self) -> bool:
        return len(self._driver.find_all("Generate", QAbstractButton)) == 1

    @Slot(list)
    def _take(self, events: list[Any]) -> None:
        self._scores += [e.valid for e in events if isinstance(e, Evaluated) and e.valid]

    # How it goes on

    def _wait(self, until: Callable[[], bool], otherwise: str) -> None:
        if not self._driver.wait(until, PATIENCE):
            raise TimeoutError(otherwise)

    def _picture(self, name: str) -> None:
        self._driver.picture(self._folder / f"{name}.png")

    def _say(self, sentence: str) -> None:
        print(sentence, flush=True)
