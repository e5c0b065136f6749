"""Weights under the names of torch.nn go there and come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Labelled, Pair, Picture, Records
from engine.decoding import answer_questions
from engine.errors import CheckpointError
from engine.interchange import export_torch_weights, import_torch_weights
from engine.models import NgramConfig
from engine.pairs import PairEncoder
from tests.engine.interchange.models import (
    BOOKS_GRU,
    CELLS,
    LETTERS,
    NETWORKS,
    SIDE,
    TEXT,
    V,
    captioner,
    classifier,
    language_model,
    scores_of,
    seq2seq,
    window_model,
)

every_cell = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell["kind"])
CORPUS = Dataset(Kind.TEXT, "letters", {"all": Records(text=TEXT)})
NAMES = {"embedding.weight", "decoder.weight", "decoder.bias"} | {
    f"rnn.{part}_{where}_l{k}"
    for part in ("weight", "bias")
    for where in ("ih", "hh")
    for k in (0, 1)
}


def exported(checkpoint: Checkpoint, folder: Path) -> dict[str, np.ndarray]:
    """Return what the exported file holds."""
    export_torch_weights(checkpoint, folder / "model.safetensors")
    return load_file(folder / "model.safetensors")


def elsewhere(arrays: dict[str, np.ndarray], folder: Path) -> Path:
    """Return a file as another program writes it: arrays by name, and not a word about them."""
    save_file(arrays, folder / "other.safetensors")
    return folder / "other.safetensors"


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the logistic function."""
    return 1 / (1 + np.exp(-x))


def torch_layer(arrays: dict[str, np.ndarray], k: int, x: np.ndarray, kind: str) -> np.ndarray:
    """Run the equations of the documentation of torch.nn.RNN, LSTM and GRU over x (T, N, D)."""
    W_ih, W_hh, b_ih, b_hh = (
        arrays[f"rnn.{part}_l{k}"].astype(np.float64)
        for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    h = c = np.zeros((x.shape[1], W_hh.shape[1]))
    out = []
    for x_t in x:
        a, q = x_t @ W_ih.T + b_ih, h @ W_hh.T + b_hh
        if kind == "rnn":
            h = np.tanh(a + q)
        elif kind == "lstm":
            i, f, g, o = np.split(a + q, 4, axis=1)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        else:
            (a_r, a_z, a_n), (q_r, q_z, q_n) = (np.split(part, 3, axis=1) for part in (a, q))
            z = sigmoid(a_z + q_z)
            h = (1 - z) * np.tanh(a_n + sigmoid(a_r + q_r) * q_n) + z * h
        out.append(h)
    return np.array(out)


@every_cell
def test_the_exported_weights_mean_the_same(tmp_path: Path, cell: dict[str, Any]) -> None:
    """By PyTorch's documented equations, written out here, two layers give our scores."""
    checkpoint = language_model(cell=cell)
    arrays = exported(checkpoint, tmp_path)
    ids = np.random.RandomState(3).randint(0, V, (8, 2))
    y = arrays["embedding.weight"].astype(np.float64)[ids]
    for k in range(2):
        y = torch_layer(arrays, k, y, cell["kind"])
    found = y @ arrays["decoder.weight"].T + arrays["decoder.bias"]

    assert set(arrays) == NAMES
    np.testing.assert_allclose(found, scores_of(checkpoint, ids), atol=1e-6)


@pytest.mark.parametrize("name", NETWORKS)
def test_what_was_exported_is_imported(tmp_path: Path, name: str) -> None:
    """Without any data: the same weights to the bit, and exported again the same file."""
    checkpoint, first = NETWORKS[name], tmp_path / "first.safetensors"
    export_torch_weights(checkpoint, first)
    again = import_torch_weights(first)
    export_torch_weights(again, tmp_path / "second.safetensors")

    assert again.weights.keys() == checkpoint.weights.keys()
    for key, array in checkpoint.weights.items():
        assert again.weights[key].tobytes() == array.tobytes(), key
    assert (again.config, again.vocabulary) == (checkpoint.config, checkpoint.vocabulary)
    assert again.sizes == checkpoint.sizes
    assert again.about == {"imported": "PyTorch's names from “first.safetensors”"}
    assert (tmp_path / "second.safetensors").read_bytes() == first.read_bytes()


@every_cell
@pytest.mark.parametrize("tied", [False, True])
def test_a_language_model_of_another_program_is_recognised(
    tmp_path: Path, cell: dict[str, Any], tied: bool
) -> None:
    """Settings and weights come from names and shapes, the vocabulary from the corpus."""
    checkpoint = language_model(cell=cell, embedding_size=5, tie_weights=tied)
    again = import_torch_weights(elsewhere(exported(checkpoint, tmp_path), tmp_path), CORPUS)

    assert again.config.model == checkpoint.config.model
    assert again.vocabulary == checkpoint.vocabulary
    assert_same_weights(again, checkpoint)


def test_a_window_is_recognised(tmp_path: Path) -> None:
    """By what feeds its hidden layer."""
    checkpoint = window_model()
    again = import_torch_weights(elsewhere(exported(checkpoint, tmp_path), tmp_path), CORPUS)

    assert again.config.model == checkpoint.config.model
    assert_same_weights(again, checkpoint)


@pytest.mark.parametrize("both_ways", [False, True])
def test_a_classifier_is_recognised(tmp_path: Path, both_ways: bool) -> None:
    """There are fewer scores than tokens; the labels are those of the lines."""
    rows = (Labelled("a B c d e f", "good"), Labelled("g h i j k", "bad"), Labelled("a", "?"))
    lines = Dataset(Kind.LABELLED, "views", {"all": Records(rows=rows)})
    checkpoint = classifier(bidirectional=both_ways, num_layers=2)
    again = import_torch_weights(elsewhere(exported(checkpoint, tmp_path), tmp_path), lines)

    assert again.config.model == checkpoint.config.model
    assert again.vocabulary.tokens == tuple("abcdefghijk")
    assert again.sizes.labels == ("good", "bad", "?")
    assert_same_weights(again, checkpoint)


@pytest.mark.parametrize("attention", ["none", "book", "concat"])
def test_a_captioner_is_recognised(tmp_path: Path, attention: str) -> None:
    """By the names of its filters; its size comes from the pictures."""
    checkpoint = captioner(attention=attention)
    caption = " ".join(LETTERS)
    pictures = Records(pictures=(Picture(bytes(SIDE * SIDE * 3), caption),))
    shapes = Dataset(Kind.PICTURES, "shapes", {"all": pictures})
    again = import_torch_weights(elsewhere(exported(checkpoint, tmp_path), tmp_path), shapes)

    assert again.config.model == checkpoint.config.model
    assert again.sizes.picture_side == SIDE
    assert_same_weights(again, checkpoint)


@pytest.mark.parametrize(
    "settings",
    [
        {"cell": {"kind": "rnn"}},
        {"carry_cell": True},
        {"peeky": True},
        {"peeky": True, "attention": "book"},
        {"attention": "dot", "cell": {"kind": "gru"}},
        {"attention": "general"},
        {"attention": "concat", "bidirectional": True, "num_layers": 2},
    ],
    ids=str,
)
@pytest.mark.parametrize("reverse", [False, True])
def test_what_a_file_does_not_tell_is_tried_out(
    tmp_path: Path, settings: dict[str, Any], reverse: bool
) -> None:
    """An encoder-decoder gets the settings under which it knows the answers."""
    checkpoint = seq2seq(**settings)
    for array in checkpoint.weights.values():
        array *= 4  # which makes it sure of itself
    checkpoint.weights["output.W"][V - 1, -1] = -99  # never writes the start symbol
    pairs = pairs_that_it_knows(checkpoint, reverse=reverse)
    again = import_torch_weights(elsewhere(exported(checkpoint, tmp_path), tmp_path), pairs)

    assert again.config.model == checkpoint.config.model
    assert again.config.task.model_dump()["reverse"] == reverse
    assert "nats per symbol of the first 40 answers" in again.about["found by trial"]
    assert_same_weights(again, checkpoint)


def pairs_that_it_knows(checkpoint: Checkpoint, *, reverse: bool) -> Dataset:
    """Return questions with a model's own answers."""
    random = np.random.RandomState(5)
    questions = [LETTERS, *("".join(random.permutation(list(LETTERS))) for _ in range(39))]
    encoder = PairEncoder(checkpoint.vocabulary, reverse=reverse)
    answers = answer_questions(checkpoint.model(), encoder, questions, checkpoint.sizes)
    rows = tuple(Pair(q, a.text) for q, a in zip(questions, answers, strict=True))
    return Dataset(Kind.PAIRS, "letters", {"all": Records(rows=rows)})


def assert_same_weights(found: Checkpoint, expected: Checkpoint) -> None:
    """Compare all weights to the bit."""
    assert found.weights.keys() == expected.weights.keys()
    for name, array in expected.weights.items():
        np.testing.assert_array_equal(found.weights[name], array, err_msg=name)


def test_both_biases_of_pytorch_count(tmp_path: Path) -> None:
    """Elsewhere both are trained: a GRU's stand on either side of the reset gate."""
    arrays = exported(language_model(cell={"kind": "gru"}, num_layers=1), tmp_path)
    random = np.random.RandomState(5)
    for name in ("rnn.bias_ih_l0", "rnn.bias_hh_l0"):
        arrays[name] = random.randn(15).astype(np.float32)
    checkpoint = import_torch_weights(elsewhere(arrays, tmp_path), CORPUS)
    ids = random.randint(0, V, (8, 2))
    y = torch_layer(arrays, 0, arrays["embedding.weight"][ids], "gru")
    expected = y @ arrays["decoder.weight"].T + arrays["decoder.bias"]

    np.testing.assert_allclose(scores_of(checkpoint, ids), expected, atol=1e-6)


def test_modules_without_biases_are_taken(tmp_path: Path) -> None:
    """PyTorch's bias=False stands for zeros."""
    arrays = exported(language_model(num_layers=1), tmp_path)
    bare = {name: array for name, array in arrays.items() if "bias" not in name}
    checkpoint = import_torch_weights(elsewhere(bare, tmp_path), CORPUS)

    assert not checkpoint.weights["recurrent.0.W_h"][:, -1].any()
    assert not checkpoint.weights["output.W"][:, -1].any()


def test_the_names_of_word_language_model_are_known(tmp_path: Path) -> None:
    """PyTorch's example calls its embedding encoder."""
    arrays = exported(language_model(), tmp_path)
    arrays["encoder.weight"] = arrays.pop("embedding.weight")
    checkpoint = import_torch_weights(elsewhere(arrays, tmp_path), CORPUS)

    np.testing.assert_array_equal(checkpoint.weights["embedding.W"], arrays["encoder.weight"])


@pytest.mark.parametrize(
    ("checkpoint", "sentence"),
    [
        (language_model(cell=BOOKS_GRU), "before the product, as in"),
        (classifier(cell=BOOKS_GRU), "before the product, as in"),
        (
            replace(
                language_model(),
                config=language_model().config.changed(model=NgramConfig(), optimizer="sgd"),
            ),
            "the kind “ngram” is made of counts, for which neither PyTorch nor ONNX has a place",
        ),
    ],
)
def test_what_pytorch_cannot_represent_is_refused(
    tmp_path: Path, checkpoint: Checkpoint, sentence: str
) -> None:
    """The sentence says why, and no file is written."""
    with pytest.raises(CheckpointError, match=sentence):
        export_torch_weights(checkpoint, tmp_path / "model.safetensors")

    assert not list(tmp_path.iterdir())
