"""ONNX Runtime computes what we compute."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import Checkpoint
from engine.errors import CheckpointError
from engine.interchange import export_onnx
from tests.engine.interchange.models import (
    BOOKS_GRU,
    BOTH_WAYS,
    CELLS,
    LETTERS,
    NETWORKS,
    TWO,
    V,
    classifier,
    example_of,
    language_model,
    scores_of,
    seq2seq,
)

runtime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

ALSO = {
    "language model, book's GRU": language_model(cell=BOOKS_GRU),
    "classifier, both ways, book's GRU": classifier(cell=BOOKS_GRU, **BOTH_WAYS, **TWO),
    "seq2seq, general, book's GRU": seq2seq(cell=BOOKS_GRU, attention="general", peeky=True),
}


def session_of(checkpoint: Checkpoint, folder: Path) -> Any:
    """Return ONNX Runtime with the exported model."""
    export_onnx(checkpoint, folder / "model.onnx")
    return runtime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("name", NETWORKS | ALSO)
def test_every_network_gives_the_same_scores(tmp_path: Path, name: str) -> None:
    """All steps of an answer at once, against our decoder step by step."""
    checkpoint = (NETWORKS | ALSO)[name]
    session = session_of(checkpoint, tmp_path)
    inputs, expected = example_of(checkpoint)
    given = {i.name: i.shape for i in session.get_inputs()}
    states = {key: np.zeros((1, 3, 5), np.float32) for key in given.keys() - inputs.keys()}

    (found,) = session.run(["logits"], inputs | states)

    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("cell", [*CELLS, BOOKS_GRU], ids=lambda c: "-".join(map(str, c.values())))
def test_a_language_model_goes_on_where_it_was(tmp_path: Path, cell: dict[str, Any]) -> None:
    """Over two layers and two calls, the state of the first going into the second."""
    checkpoint = language_model(cell=cell)
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


def test_a_graph_tells_its_tokens(tmp_path: Path) -> None:
    """Whoever runs it has to know what the ids stand for."""
    meta = session_of(seq2seq(), tmp_path).get_modelmeta().custom_metadata_map
    told = json.loads(meta["recurrent-playground"])

    assert told["vocabulary"]["tokens"] == [*LETTERS, "<start>"]
    assert told["config"]["task"]["reverse"] is False


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra, so many will not have it."""
    monkeypatch.setitem(sys.modules, "engine.interchange.onnx_graph", None)

    with pytest.raises(CheckpointError, match=r"recurrent-playground\[onnx\]"):
        export_onnx(language_model(), tmp_path / "model.onnx")
