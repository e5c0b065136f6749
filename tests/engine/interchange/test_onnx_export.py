"""ONNX Runtime computes what we compute."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.interchange import export_onnx
from engine.models.base import Batch
from tests.engine.interchange.models import V, language_model, scores_of, seq2seq

runtime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

CELLS: list[dict[str, Any]] = [
    {"kind": "rnn"},
    {"kind": "lstm"},
    {"kind": "gru", "reset_after": True},
    {"kind": "gru", "reset_after": False},
]
every_cell = pytest.mark.parametrize(
    "cell", CELLS, ids=lambda cell: "-".join(map(str, cell.values()))
)


def session_of(checkpoint: Checkpoint, folder: Path) -> Any:
    """Return ONNX Runtime with the exported model."""
    export_onnx(checkpoint, folder / "model.onnx")
    return runtime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])


@every_cell
@pytest.mark.parametrize("tied", [False, True])
def test_a_language_model_gives_the_same_scores(
    tmp_path: Path, cell: dict[str, Any], tied: bool
) -> None:
    """Over two layers and two calls, the state of the first going into the second."""
    sizes = {"embedding_size": 5} if tied else {}
    checkpoint = language_model(cell=cell, tie_weights=tied, **sizes)
    session = session_of(checkpoint, tmp_path)
    ids = np.random.RandomState(1).randint(0, V, (9, 3))
    expected = scores_of(checkpoint, ids)

    states = {i.name: np.zeros((1, 3, 5), np.float32) for i in session.get_inputs()[1:]}
    found = []
    for part in (ids[:4], ids[4:]):
        names = [f"next_{name}" for name in states]
        logits, *last = session.run(["logits", *names], {"ids": part} | states)
        states = dict(zip(states, last, strict=True))
        found.append(logits)

    np.testing.assert_allclose(np.concatenate(found), expected, atol=1e-5)


@every_cell
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"peeky": True},
        {"attention": "book"},
        {"attention": "book", "peeky": True},
        {"num_layers": 2, "carry_cell": True},
    ],
    ids=str,
)
def test_an_encoder_decoder_gives_the_same_scores(
    tmp_path: Path, cell: dict[str, Any], settings: dict[str, Any]
) -> None:
    """All steps of an answer at once against our decoder, step by step."""
    checkpoint = seq2seq(cell=cell, **settings)
    session = session_of(checkpoint, tmp_path)
    random = np.random.RandomState(2)
    question, answer = random.randint(0, V, (6, 3)), random.randint(0, V, (4, 3))
    stepper = checkpoint.model().stepper(Batch(question, answer, 9))
    expected = np.array([stepper.step(row).copy() for row in answer])

    (found,) = session.run(["logits"], {"question": question, "answer": answer})

    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_has_no_graph_is_refused(tmp_path: Path) -> None:
    """The sentence says what can be exported."""
    with pytest.raises(CheckpointError, match=r"both ways is not exported as ONNX"):
        export_onnx(seq2seq(bidirectional=True), tmp_path / "model.onnx")
    with pytest.raises(CheckpointError, match=r"“seq2seq” .* Export a language model, or"):
        export_onnx(seq2seq(attention="general"), tmp_path / "model.onnx")

    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra, so many will not have it."""
    monkeypatch.setitem(sys.modules, "engine.interchange.onnx_graph", None)

    with pytest.raises(CheckpointError, match=r"recurrent-playground\[onnx\]"):
        export_onnx(language_model(), tmp_path / "model.onnx")
