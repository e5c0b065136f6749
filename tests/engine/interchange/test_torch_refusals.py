"""Every file that does not fit is refused with a sentence that names the array and the numbers."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save, save_file

from engine.checkpoint import Checkpoint, save_checkpoint
from engine.data.dataset import Dataset, Kind, Labelled, Pair, Records
from engine.errors import EngineError
from engine.interchange import export_torch_weights, import_torch_weights
from tests.engine.interchange.models import TEXT, V, classifier, language_model, seq2seq
from tests.shared_data import shared_data

CORPUS = Dataset(Kind.TEXT, "letters", {"all": Records(text=TEXT)})
PAIRS = Dataset(Kind.PAIRS, "sums", {"all": Records(rows=(Pair("1", "2"),))})
ROWS = (Labelled("a b c d e f g h", "good"), Labelled("i j k", "bad"))
TWO_LABELS = Dataset(Kind.LABELLED, "views", {"all": Records(rows=ROWS)})
Changes = dict[str, tuple[int, ...] | None]


def changed(checkpoint: Checkpoint, folder: Path, changes: Changes) -> Path:
    """Return a file of a model with arrays left out, or replaced by zeros of other shapes."""
    export_torch_weights(checkpoint, folder / "model.safetensors")
    arrays = load_file(folder / "model.safetensors")
    for name, shape in changes.items():
        arrays.pop(name, None)
        if shape:
            arrays[name] = np.zeros(shape, np.float32)
    save_file(arrays, folder / "odd.safetensors")
    return folder / "odd.safetensors"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rnn.weight_hr_l0": (3, 5)}, "projection .“rnn.weight_hr_l0”., which this program's"),
        ({"rnn.weight_ih_l0_reverse": (20, 4)}, "reads both ways; a language model cannot see"),
        ({"embedding.weight": None}, "one matrix called “embedding.weight”.* there is none"),
        ({"linear.weight": (V, 5)}, "there is “decoder.weight”, “linear.weight”"),
        ({"rnn.weight_hh_l0": (10, 5)}, "2 gates of 5 units in “rnn.weight_hh_l0”"),
        ({"rnn.weight_hh_l0": None}, "a matrix called “rnn.weight_hh_l0”, but there is none"),
        ({"rnn.weight_hh_l0": (5,)}, r"“rnn.weight_hh_l0”, but it has the shape \(5,\)"),
        ({"rnn.weight_ih_l0": (20, 3)}, r"“rnn.weight_ih_l0” .* \(20, 4\) .* has \(20, 3\)"),
        ({"rnn.weight_ih_l1": (20, 5)}, r"lacks “rnn.weight_hh_l1” of the shape \(20, 5\)"),
        ({"rnn.bias_hh_l0": (19,)}, r"“rnn.bias_hh_l0” .* shape \(20,\) .* has \(19,\)"),
        ({"rnn.bias_hh_l0": None}, r"lacks “rnn.bias_hh_l0” of the shape \(20,\)"),
        ({"decoder.weight": (V, 6)}, r"“decoder.weight” .* \(11, 5\) .* has \(11, 6\)"),
        ({"norm.weight": (5,)}, "“norm.weight”, for which the model of its other 7 arrays has no"),
        ({"a.weight_ih_l0": (4, 4)}, "one recurrent module, .* but there is a, rnn"),
        (
            dict.fromkeys(("rnn.weight_ih_l0", "decoder.weight")),
            "one recurrent module, .* there is",
        ),
    ],
    ids=str,
)
def test_a_language_model_that_does_not_fit_is_refused(
    tmp_path: Path, changes: Changes, sentence: str
) -> None:
    """What is missing, of another shape or unknown."""
    with pytest.raises(EngineError, match=sentence):
        import_torch_weights(changed(language_model(num_layers=1), tmp_path, changes), CORPUS)


def test_sentences_call_arrays_as_the_file_does(tmp_path: Path) -> None:
    """Not by the names that they have here."""
    export_torch_weights(language_model(num_layers=1), tmp_path / "model.safetensors")
    arrays = load_file(tmp_path / "model.safetensors")
    other = {name.replace("rnn.", "body.lstm."): array for name, array in arrays.items()}
    other["body.lstm.weight_ih_l0"] = np.zeros((20, 9), np.float32)
    save_file(other, tmp_path / "odd.safetensors")

    with pytest.raises(EngineError, match=r"“body\.lstm\.weight_ih_l0” of “odd"):
        import_torch_weights(tmp_path / "odd.safetensors", CORPUS)


def test_directions_that_are_weighed_differently_are_refused(tmp_path: Path) -> None:
    """PyTorch lays them side by side; here they are added."""
    path = changed(classifier(bidirectional=True), tmp_path, {})
    arrays = load_file(path)
    arrays["output.weight"][:, 5:] += 1
    save_file(arrays, path)
    rows = (*ROWS, Labelled("a", "neither"))
    lines = Dataset(Kind.LABELLED, "views", {"all": Records(rows=rows)})

    with pytest.raises(EngineError, match=r"“output\.weight” of .* two directions are added"):
        import_torch_weights(path, lines)


@pytest.mark.parametrize(
    ("checkpoint", "dataset", "sentence"),
    [
        (language_model(), None, r"a language model for 11 tokens.* Open the text"),
        (language_model(), PAIRS, "learns from text, but “sums” holds pairs"),
        (
            seq2seq(),
            CORPUS,
            "an encoder-decoder, which learns from pairs, but “letters” holds text",
        ),
        (seq2seq(), PAIRS, "for a vocabulary of 11 tokens, .* has 3;"),
        (classifier(), None, "a classifier for 11 tokens.* Open the labelled lines"),
        (classifier(), TWO_LABELS, "a classifier for 3 labels, but “views” has 2"),
    ],
)
def test_the_data_have_to_be_the_models_own(
    tmp_path: Path, checkpoint: Checkpoint, dataset: Dataset | None, sentence: str
) -> None:
    """A file of another program does not say which tokens its weights are for."""
    with pytest.raises(EngineError, match=sentence):
        import_torch_weights(changed(checkpoint, tmp_path, {}), dataset)


FACTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda facts: facts.pop("sizes"), "does not say what its model is: it has no sizes"),
    (lambda facts: facts["config"]["model"].update(num_layers=99), "99 is above the limit of 8"),
    (lambda facts: facts["vocabulary"]["tokens"].pop(), "10 tokens in its .* its model is for 11"),
    (lambda facts: facts["config"]["model"].update(hidden_size=6), r"\(24, 4\) .* has \(20, 4\)"),
    (
        lambda facts: facts["config"]["model"].update(hidden_size=4096),
        "the model it speaks of needs",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), FACTS, ids=[sentence for _, sentence in FACTS])
def test_what_our_own_file_says_is_checked(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    """Its metadata may have been changed, or be of another version."""
    path = tmp_path / "model.safetensors"
    export_torch_weights(language_model(), path)
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    facts = json.loads(json.loads(content[8 : 8 + length])["__metadata__"]["recurrent-playground"])
    change(facts)
    path.write_bytes(save(load_file(path), {"recurrent-playground": json.dumps(facts)}))

    with pytest.raises(EngineError, match=sentence):
        import_torch_weights(path)


def test_pytorch_files_are_not_opened() -> None:
    """They are pickles; the sentence tells how to convert them."""
    with pytest.raises(EngineError, match=r"PyTorch file: .* so it is not opened\. Convert it"):
        import_torch_weights(shared_data("torch_pt/lstm.pt"), CORPUS)


def test_other_files_are_named(tmp_path: Path) -> None:
    """Text, damage, absence, a folder, half a file, our own checkpoints, numbers gone wrong."""
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "b").write_bytes(b"\xff" * 40)
    save_checkpoint(language_model(), tmp_path / "ours")
    export_torch_weights(language_model(), tmp_path / "whole")
    (tmp_path / "half").write_bytes((tmp_path / "whole").read_bytes()[:-10])
    save_file({"x": np.array([np.nan], np.float32)}, tmp_path / "wrong")
    sentences = {
        "a.txt": r"“a\.txt” is a text file, not a safetensors file",
        "b": "“b” is damaged or of another format",
        "c": "“c” cannot be opened: No such file",
        ".": "is a folder",
        "half": "“half” is cut short: .* of .* bytes are there",
        "ours": "“ours” is a model that this program saved. Open it as a model",
        "wrong": "“x” holds numbers that are not finite",
    }

    for name, sentence in sentences.items():
        with pytest.raises(EngineError, match=sentence):
            import_torch_weights(tmp_path / name, CORPUS)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_damage_is_a_sentence_or_goes_unseen(tmp_path: Path, place: int, other: bytes) -> None:
    """Bytes replaced anywhere: the file is taken, or refused like any other."""
    export_torch_weights(language_model(), tmp_path / "model")
    content = bytearray((tmp_path / "model").read_bytes())
    place %= len(content)
    content[place : place + len(other)] = other
    (tmp_path / "model").write_bytes(content)

    with contextlib.suppress(EngineError):
        import_torch_weights(tmp_path / "model", CORPUS)
