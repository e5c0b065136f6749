"""Weights under the names of torch.nn go there and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Records
from engine.errors import CheckpointError
from engine.interchange import export_torch_weights, import_torch_weights
from tests.engine.interchange.models import TEXT, V, language_model, scores_of, seq2seq
from tests.shared_data import shared_data

CELLS: list[dict[str, Any]] = [{"kind": "rnn"}, {"kind": "lstm"}, {"kind": "gru"}]
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


@every_cell
def test_pytorch_takes_the_weights(tmp_path: Path, cell: dict[str, Any]) -> None:
    """`load_state_dict` misses nothing, and the module's outputs are ours to 1e-6."""
    torch = pytest.importorskip("torch")
    checkpoint = language_model(cell=cell)
    arrays = exported(checkpoint, tmp_path)
    module = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell["kind"]](
        4, 5, 2
    )
    tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
    state = {name.removeprefix("rnn."): t for name, t in tensors.items() if name.startswith("rnn.")}
    module.load_state_dict(state)
    ids = np.random.RandomState(3).randint(0, V, (8, 2))
    with torch.no_grad():
        y, _ = module(tensors["embedding.weight"][torch.from_numpy(ids)])
        found = y @ tensors["decoder.weight"].T + tensors["decoder.bias"]

    np.testing.assert_allclose(found.numpy(), scores_of(checkpoint, ids), atol=1e-6)


@every_cell
@pytest.mark.parametrize("tied", [False, True])
def test_what_was_exported_is_imported(tmp_path: Path, cell: dict[str, Any], tied: bool) -> None:
    """Settings and scores come back; the vocabulary is that of the corpus."""
    checkpoint = language_model(cell=cell, embedding_size=5, tie_weights=tied)
    exported(checkpoint, tmp_path)
    again = import_torch_weights(tmp_path / "model.safetensors", CORPUS)
    ids = np.random.RandomState(4).randint(0, V, (6, 2))

    assert again.config.model == checkpoint.config.model
    assert again.vocabulary == checkpoint.vocabulary
    np.testing.assert_allclose(scores_of(again, ids), scores_of(checkpoint, ids), atol=1e-6)


def test_both_biases_of_pytorch_count(tmp_path: Path) -> None:
    """Elsewhere both are trained: a GRU's stand on either side of the reset gate."""
    arrays = exported(language_model(cell={"kind": "gru"}, num_layers=1), tmp_path)
    random = np.random.RandomState(5)
    for name in ("rnn.bias_ih_l0", "rnn.bias_hh_l0"):
        arrays[name] = random.randn(15).astype(np.float32)
    save_file(arrays, tmp_path / "trained.safetensors")
    checkpoint = import_torch_weights(tmp_path / "trained.safetensors", CORPUS)
    ids = random.randint(0, V, (8, 2))
    y = torch_layer(arrays, 0, arrays["embedding.weight"][ids], "gru")
    expected = y @ arrays["decoder.weight"].T + arrays["decoder.bias"]

    np.testing.assert_allclose(scores_of(checkpoint, ids), expected, atol=1e-6)


def test_the_names_of_word_language_model_are_known(tmp_path: Path) -> None:
    """PyTorch's example calls its embedding encoder."""
    arrays = exported(language_model(), tmp_path)
    arrays["encoder.weight"] = arrays.pop("embedding.weight")
    save_file(arrays, tmp_path / "example.safetensors")
    checkpoint = import_torch_weights(tmp_path / "example.safetensors", CORPUS)

    np.testing.assert_array_equal(checkpoint.weights["embedding.W"], arrays["encoder.weight"])


@pytest.mark.parametrize("settings", [{}, {"peeky": True}, {"attention": "book"}], ids=str)
def test_an_encoder_decoder_is_exported(tmp_path: Path, settings: dict[str, Any]) -> None:
    """Two modules of the names that torch.nn gives its parameters."""
    checkpoint = seq2seq(**settings)
    arrays = exported(checkpoint, tmp_path)
    weights = checkpoint.weights
    width = 4 + 5 * ("peeky" in settings)

    assert arrays["decoder.rnn.weight_ih_l0"].shape == (20, width)
    np.testing.assert_array_equal(arrays["output.bias"], weights["output.W"][:, -1])
    np.testing.assert_array_equal(
        arrays["encoder.rnn.weight_hh_l0"][:5], weights["encoder.recurrent.0.W_h"][2, :-1].T
    )


@pytest.mark.parametrize(
    ("checkpoint", "sentence"),
    [
        (language_model(cell={"kind": "gru", "reset_after": False}), "before the product, as in"),
        (seq2seq(bidirectional=True), "directions of an encoder side by side, but here they are"),
        (seq2seq(attention="concat"), "no PyTorch names for a model of the kind “seq2seq”"),
    ],
)
def test_what_pytorch_cannot_represent_is_refused(
    tmp_path: Path, checkpoint: Checkpoint, sentence: str
) -> None:
    """The sentence says why, and no file is written."""
    with pytest.raises(CheckpointError, match=sentence):
        export_torch_weights(checkpoint, tmp_path / "model.safetensors")

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rnn.weight_hr_l0": (3, 5)}, "projection .“rnn.weight_hr_l0”., which this program's"),
        ({"rnn.weight_ih_l0_reverse": (20, 4)}, "reads both ways; a language model cannot see"),
        ({"embedding.weight": None}, "one matrix called “embedding.weight”.* there is none"),
        ({"linear.weight": (V, 5)}, "“decoder.weight”.* there is decoder.weight, linear.weight"),
        ({"rnn.weight_hh_l0": (10, 5)}, "2 gates of 5 units in “rnn.weight_hh_l0”"),
        ({"rnn.weight_hh_l0": None}, "one matrix called “weight_hh_l0”.* there is none"),
        ({"rnn.weight_hh_l0": (5,)}, "one matrix called “weight_hh_l0”"),
        ({"rnn.weight_ih_l0": (20, 3)}, r"shape \(20, 4\) .* has \(20, 3\)"),
        ({"rnn.weight_ih_l1": (20, 5)}, "“rnn.weight_hh_l1” of .* has no shape, for it is missing"),
        ({"rnn.bias_hh_l0": (19,)}, r"shape \(20,\) .* has \(19,\)"),
        ({"embedding.weight": (V + 9, 4)}, "for a vocabulary of 20 tokens, .* has 11;"),
        ({"decoder.weight": (V, 6)}, r"output.W has the shape \(11, 7\), but .* \(11, 6\)"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, changes: dict[str, tuple[int, ...] | None], sentence: str
) -> None:
    """Each sentence has the name and the numbers."""
    arrays = exported(language_model(num_layers=1), tmp_path)
    for name, shape in changes.items():
        arrays.pop(name, None)
        if shape:
            arrays[name] = np.zeros(shape, np.float32)
    save_file(arrays, tmp_path / "odd.safetensors")

    with pytest.raises(CheckpointError, match=sentence):
        import_torch_weights(tmp_path / "odd.safetensors", CORPUS)


def test_the_corpus_is_asked_for(tmp_path: Path) -> None:
    """The weights do not say which words they are for."""
    exported(language_model(), tmp_path)

    with pytest.raises(CheckpointError, match=r"a language model for 11 tokens.* Open the text"):
        import_torch_weights(tmp_path / "model.safetensors")


def test_pytorch_files_are_not_opened() -> None:
    """They are pickles; the sentence tells how to convert them."""
    with pytest.raises(CheckpointError, match=r"PyTorch file: .* so it is not opened\. Convert it"):
        import_torch_weights(shared_data("torch_pt/lstm.pt"), CORPUS)


def test_other_files_are_named(tmp_path: Path) -> None:
    """Text, damage and absence."""
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "b").write_bytes(b"\xff" * 40)

    with pytest.raises(CheckpointError, match=r"“a\.txt” is a text file, not a safetensors file"):
        import_torch_weights(tmp_path / "a.txt", CORPUS)
    with pytest.raises(CheckpointError, match="“b” is damaged or of another format"):
        import_torch_weights(tmp_path / "b", CORPUS)
    with pytest.raises(CheckpointError, match="“c” cannot be opened: No such file"):
        import_torch_weights(tmp_path / "c", CORPUS)
