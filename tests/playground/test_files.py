"""Models go to other programs and come from them through the File menu."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from safetensors.numpy import load_file, save_file

from engine import RunConfig
from engine.presets import PRESETS
from playground.main_window import MainWindow
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

COUNTED = PRESETS["ngram-2"].config.changed(**{"data.limit": 300})


@pytest.fixture
def window(
    look: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """Return the window after one step of a run."""
    config: RunConfig = getattr(request, "param", small_text_run())
    with open_window(look, config) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        made.training.step_update()
        qtbot.waitUntil(lambda: made.training.state in ("paused", "finished"), timeout=10_000)
        yield made


def about(window: MainWindow) -> dict[str, str]:
    """Return what the model at hand says of itself."""
    checkpoint = window.session.checkpoint
    return checkpoint.about if checkpoint else {}


def test_a_model_goes_to_pytorch_and_comes_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Export and Import weights; nothing is asked, because the file says what it is."""
    path = tmp_path / "model.safetensors"
    window.files.export_to(path)
    qtbot.waitUntil(path.exists)
    window.training.restart()

    window.files.import_from(path)
    qtbot.waitUntil(lambda: "imported" in about(window))

    checkpoint = window.session.checkpoint
    assert checkpoint is not None
    assert (checkpoint.weights["embedding.W"] == load_file(path)["embedding.weight"]).all()


def test_weights_of_another_program_need_their_own_data(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """The vocabulary is that of the open data; where it is another one, a sentence says so."""
    path = tmp_path / "model.safetensors"
    window.files.export_to(path)
    qtbot.waitUntil(path.exists)
    arrays = load_file(path)
    save_file(arrays, path)  # without what this program says of it
    window.files.import_from(path)
    qtbot.waitUntil(window.news.place.isVisible)

    texts = [label.text() for label in window.news.place.findChildren(QLabel)]
    sentence = f"The weights are for a vocabulary of {len(arrays['embedding.weight'])} tokens, but"
    assert any(text.startswith(sentence) for text in texts)


def test_the_chosen_form_ends_the_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name without an end gets that of the form; the graph is written."""
    pytest.importorskip("onnx")
    answer = (str(tmp_path / "graph"), "Graph for ONNX (*.onnx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    window.files.export_model()

    qtbot.waitUntil((tmp_path / "graph.onnx").exists, timeout=10_000)


@pytest.mark.parametrize("window", [COUNTED], indirect=True)
def test_counts_are_not_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """The banner says why, and no file is there."""
    window.files.export_to(tmp_path / "model.onnx")
    qtbot.waitUntil(window.news.place.isVisible)

    assert not list(tmp_path.iterdir())
