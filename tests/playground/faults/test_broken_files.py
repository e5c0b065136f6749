"""Whatever file is opened in the window: one sentence in the banner, and what was there stays."""

import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from engine.archive import pack
from engine.checkpoint import Checkpoint, to_parts
from engine.events import Summary
from playground.main_window import MainWindow
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

CONFIG = small_text_run(epochs=1)


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    """Return a trained model."""
    *_, last = engine.train(CONFIG)
    assert isinstance(last, Summary)
    return last.checkpoint


@pytest.fixture
def window(look: QApplication, qtbot: QtBot, checkpoint: Checkpoint) -> Iterator[MainWindow]:
    """Return the window with a model at hand."""
    with open_window(look, CONFIG) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        made.session.set_checkpoint(checkpoint)
        yield made


def whole(checkpoint: Checkpoint) -> bytes:
    """Return the bytes of a sound file."""
    return pack(*to_parts(checkpoint))


def with_other_shapes(checkpoint: Checkpoint) -> bytes:
    """Return a file whose weights do not fit its settings, with a checksum that is right."""
    arrays, facts = to_parts(checkpoint)
    name = next(name for name in arrays if name.startswith("weights/"))
    return pack(arrays | {name: np.zeros((2, 2), np.float32)}, facts)


def without_settings(checkpoint: Checkpoint) -> bytes:
    """Return a file without its config, with a checksum that is right."""
    arrays, facts = to_parts(checkpoint)
    del facts["config"]
    return pack(arrays, facts)


def of_a_later_version(checkpoint: Checkpoint) -> bytes:
    """Return a file with a setting that is not known here."""
    arrays, facts = to_parts(checkpoint)
    facts["config"]["thinking"] = True
    return pack(arrays, facts)


BROKEN: dict[str, Callable[[Checkpoint], bytes]] = {
    "empty": lambda checkpoint: b"",
    "text": lambda checkpoint: b"once upon a time",
    "cut short": lambda checkpoint: whole(checkpoint)[:-1],
    "cut in its header": lambda checkpoint: whole(checkpoint)[:20],
    "flipped bit": lambda checkpoint: whole(checkpoint)[:-1] + bytes([whole(checkpoint)[-1] ^ 1]),
    "too long": lambda checkpoint: whole(checkpoint) + b"\0",
    "huge header": lambda checkpoint: (2**62).to_bytes(8, "little") + b"{" * 100,
    "pickle": lambda checkpoint: pickle.dumps({"W": [1.0]}),
    "weights alone": lambda checkpoint: safetensors.numpy.save({"W": np.ones(3)}),
    "other shapes": with_other_shapes,
    "no settings": without_settings,
    "later version": of_a_later_version,
}


def said_about(path: Path, window: MainWindow, qtbot: QtBot) -> str:
    """Open a file; return what the banner says within two seconds."""
    window.files.open([path])
    qtbot.waitUntil(window.news.place.isVisible, timeout=2000)
    return str(window.news._banner.accessibleName())


def assert_one_sentence(said: str, title: str) -> None:
    """The title, then what is wrong and what to do, and no traceback."""
    assert said.startswith(title)
    assert said.rstrip().endswith(".")
    assert "Traceback" not in said
    assert "mistake" not in said
    assert "\n" not in said


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_model_is_refused(
    kind: str, window: MainWindow, checkpoint: Checkpoint, qtbot: QtBot, tmp_path: Path
) -> None:
    """The model at hand stays."""
    path = tmp_path / "broken.safetensors"
    path.write_bytes(BROKEN[kind](checkpoint))

    assert_one_sentence(said_about(path, window, qtbot), "The model could not be opened.")
    assert window.session.checkpoint is checkpoint


@pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "folder", "link to itself", "nothing", "no permission"])
def test_a_place_that_is_no_file_is_refused(
    kind: str, window: MainWindow, checkpoint: Checkpoint, qtbot: QtBot, tmp_path: Path
) -> None:
    """Nobody waits for a pipe."""
    path = tmp_path / "odd\nname ü.safetensors"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link to itself":
        path.symlink_to(path)
    elif kind == "no permission":
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        path.write_bytes(whole(checkpoint))
        path.chmod(0)

    assert_one_sentence(said_about(path, window, qtbot), "The model could not be opened.")
    assert window.session.checkpoint is checkpoint


def test_a_pickle_that_would_run_code_runs_none(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Weights of the book are read without letting the file call anything."""
    path, trace = tmp_path / "weights.pkl", tmp_path / "trace"
    path.write_bytes(f"cos\nmkdir\n(S'{trace}'\ntR.".encode())

    assert_one_sentence(said_about(path, window, qtbot), "The weights could not be imported.")
    assert not trace.exists()
