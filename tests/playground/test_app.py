"""The program ends well from every state, and keeps what its user needs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Starts the program, brings it into a state and closes the window as a user does.
SCRIPT = """
import os, signal, sys
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
from playground.app import Application, answer_signals
from playground.driver import Driver

qt = QApplication([])
application = Application(qt)
answer_signals(application)
application.show([])
driver, window = Driver(application.window), application.window
state, end = sys.argv[1:]
if state == "mistake":
    QTimer.singleShot(0, lambda: 1 / 0)
    driver.pause(100)
if state in ("running", "paused", "saving"):
    driver.wait(lambda: application.session.survey is not None, 20)
    application.session.choose_preset("rnnlm")
    window.training.train()
    driver.wait(lambda: window.training.state == "running", 20)
    driver.pause(300)
if state == "paused":
    window.training.pause()
if state == "saving":
    from pathlib import Path
    window.files.save_to(Path(os.environ["PLAYGROUND_PROFILE"], "model.safetensors"))
if state == "loading":
    application.session.choose_preset("addition")
if end == "close":
    QTimer.singleShot(0, window.close)
else:
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGINT))
sys.exit(qt.exec())
"""


def run(profile: Path, state: str, end: str = "close") -> subprocess.CompletedProcess[str]:
    """Run the program to a state and end it."""
    environment = {
        **os.environ,
        "PLAYGROUND_PROFILE": str(profile),
        "PYTHONPATH": str(ROOT),
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-c", SCRIPT, state, end]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("state", ["idle", "loading", "running", "paused", "saving"])
def test_closing_the_window_ends_the_program_well(tmp_path: Path, state: str) -> None:
    """Exit code 0 and not a word on standard error, whatever was under way."""
    ended = run(tmp_path, state)

    said = ended.stderr.replace("This plugin does not support propagateSizeHints()", "").strip()
    assert ended.returncode == 0, ended.stderr
    assert said == ""
    assert not list(tmp_path.glob("crash-*.txt"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a process")
def test_ctrl_c_in_the_terminal_ends_the_program_well(tmp_path: Path) -> None:
    """As closing the window does, while a run is under way."""
    ended = run(tmp_path, "running", f"signal {signal.SIGINT}")

    assert ended.returncode == 0, ended.stderr


def test_the_session_is_there_again(tmp_path: Path) -> None:
    """The settings of the last session are those of the next start."""
    run(tmp_path, "running")

    settings = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    assert settings["preset"] == "rnnlm"
    assert settings["config"]["model"]["hidden_size"] == 100


def test_a_mistake_of_the_program_is_kept(tmp_path: Path) -> None:
    """What nobody caught is in the log, and in a file that the next start tells of."""
    run(tmp_path, "mistake")

    assert "ZeroDivisionError" in (tmp_path / "playground.log").read_text(encoding="utf-8")
    (kept,) = tmp_path.glob("crash-*.txt")
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")


def test_a_crash_is_told_at_the_next_start(tmp_path: Path, qapp: object) -> None:
    """What faulthandler wrote for a process that is gone is told once."""
    from playground.black_box import BlackBox

    (tmp_path / "crash-999999999.txt").write_text("Fatal Python error", encoding="utf-8")
    (tmp_path / f"crash-{os.getppid()}.txt").write_text("still running", encoding="utf-8")
    hooks = sys.excepthook
    box = BlackBox(tmp_path)

    assert box.last_crash() == "Fatal Python error"
    assert box.last_crash() == ""
    box.close()
    assert not list(tmp_path.glob(f"crash-{os.getpid()}-*.txt"))
    sys.excepthook = hooks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_log_that_cannot_be_written_says_nothing(
    tmp_path: Path, qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk costs lines of the log, and not the end of the program."""
    from playground.black_box import LOG, BlackBox

    (tmp_path / "playground.log").symlink_to("/dev/full")
    hooks = sys.excepthook
    box = BlackBox(tmp_path)
    LOG.warning("one line")
    box.close()
    sys.excepthook = hooks

    assert capsys.readouterr().err == ""
    assert [path.name for path in tmp_path.iterdir()] == ["playground.log"]
