"""The whole program in a process of its own: `python -m tests.playground.faults.program STATE`.

It brings the window into a state, says what it sees, and closes it or is killed.
"""

import os
import signal
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from playground.app import Application
from playground.driver import Driver

PATIENCE = 30.0  # seconds
OFFERS = ("A run of", "The last run of")


class Program:
    """Drive the application by what is seen."""

    def __init__(self) -> None:
        self.qt = QApplication([])
        self.application = Application(self.qt)
        self.shown = time.monotonic()
        self.application.show([])
        self.window = self.application.window
        self.driver = Driver(self.window)

    def look(self) -> None:
        """Say what is offered, and after how many seconds."""
        self.driver.wait(lambda: bool(self.window.news._title.startswith(OFFERS)), 5)
        print(round(time.monotonic() - self.shown, 2))
        print(self.window.news._banner.accessibleName())

    def start(self) -> None:
        """Wait for the data, or for a word on why there are none."""
        session, place = self.application.session, self.window.news.place
        self.driver.wait(lambda: session.survey is not None or place.isVisible(), PATIENCE)

    def train(self) -> None:
        """Train on the sample of the first start."""
        session, training = self.application.session, self.application.training
        self.driver.wait(lambda: session.survey is not None, PATIENCE)
        training.train()
        self.driver.wait(lambda: training.state == "running", PATIENCE)
        self.driver.pause(500)

    def crash(self) -> None:
        """Train, hold, go on, and be killed; say which update is safe."""
        self.train()
        training = self.application.training
        training.pause()
        assert training.folder is not None
        folder, session = training.folder, self.application.session
        self.driver.wait(lambda: any(folder.glob("autosave-*")), PATIENCE)
        self.driver.wait(lambda: session.checkpoint is not None, PATIENCE)
        checkpoint = session.checkpoint
        assert checkpoint is not None
        print(checkpoint.step, flush=True)
        training.train()
        self.driver.pause(100)
        os.kill(os.getpid(), signal.SIGKILL)

    def sample(self) -> None:
        """Write a long text with a model that is being trained."""
        self.train()
        self.driver.show_tab("Generate")
        self.driver.type("Length", "100000")
        self.driver.click("Generate")
        self.driver.pause(300)
        print(len(self.driver.find_all("Stop")))

    def survive_full_disk(self) -> None:
        """Train where no file can be written; say what the banner says."""
        import resource

        self.train()
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        training = self.application.training
        training.pause()
        self.driver.wait(lambda: training.state == "paused", PATIENCE)
        self.driver.pause(300)
        training.train()
        self.driver.wait(self.window.news.place.isVisible, PATIENCE)
        print(self.window.news._banner.accessibleName())
        print(training.state)
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, resource.RLIM_INFINITY))

    def survive_no_profile(self) -> None:
        """Train where no folder can be made; say every banner there was, and how training goes."""
        said: list[str] = []
        banner = self.window.news._banner
        self.driver.wait(self.window.news.place.isVisible, PATIENCE)
        said.append(banner.accessibleName())
        self.train()
        training = self.application.training
        training.pause()
        self.driver.wait(lambda: training.state == "paused", PATIENCE)
        self.driver.pause(300)
        if self.window.news.place.isVisible():
            said.append(banner.accessibleName())
        print(*said, training.state, sep="\n")


def main(state: str) -> int:
    """Reach a state and close the window."""
    program = Program()
    getattr(program, state)()
    QTimer.singleShot(0, program.window.close)
    return program.qt.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
