"""Tell from the names and shapes of a file what kind of model a PyTorch program has saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import CheckpointError
from engine.interchange.torch_file import TorchFile
from engine.interchange.torch_module import RecurrentModule
from engine.models import MODELS, ModelConfig

EMBEDDINGS = ("embedding", "encoder", "embed", "emb")
OUTPUTS = ("decoder", "linear", "output", "fc", "out")
INPUT_WEIGHT = re.compile(r"weight_ih_l\d+(_reverse)?$")


def recognise(file: TorchFile) -> tuple[TorchFile, ModelConfig]:
    """Return the file with its modules called as in `torch_names`, and the model's settings.

    Raises:
        CheckpointError: the file holds none of this program's models.
        ConfigError: it is larger than this program's models can be.
    """
    names = [name.rpartition(".") for name in file.arrays]
    modules = sorted({module for module, _, part in names if INPUT_WEIGHT.match(part)})
    if [module.partition(".")[0] for module in modules] == ["decoder", "encoder"]:
        file = file.renamed({modules[0]: "decoder.rnn", modules[1]: "encoder.rnn"})
        return file, MODELS.parse(_seq2seq(file))
    if len(modules) == 1 and "encoder.convolution.0.weight" in file.arrays:
        file = file.renamed({modules[0]: "decoder.rnn"})
        return file, MODELS.parse(_captioner(file))
    if not modules and "hidden.weight" in file.arrays:
        return file, MODELS.parse(_window(file))
    if len(modules) == 1:
        return _over_one_module(file, modules[0])
    found = ", ".join(modules or sorted(file.arrays)[:6]) or "nothing"
    raise CheckpointError(
        f"{file.name} should hold one recurrent module, or one below “encoder” and one below "
        f"“decoder”, with arrays called weight_ih_l0 and so on, but there is {found}. Choose "
        f"another file."
    )


def _over_one_module(file: TorchFile, module: str) -> tuple[TorchFile, ModelConfig]:
    """Return a language model if there is a score for every token that is read, else a classifier.

    Its modules may be called as PyTorch's own examples call them.
    """
    embedding, output = _one(file, EMBEDDINGS), _one(file, OUTPUTS)
    table, W = (file.arrays[f"{name}.weight"] for name in (embedding, output))
    is_language_model = len(table) == len(W)
    names = {module: "rnn", embedding: "embedding"}
    names[output] = "decoder" if is_language_model else "output"
    file = file.renamed(names)
    rnn = RecurrentModule.of(file, "rnn")
    settings = _common(rnn, table) | {"num_layers": rnn.num_layers}
    if not is_language_model:
        settings |= {"kind": "classifier", "bidirectional": rnn.is_bidirectional}
        return file, MODELS.parse(settings)
    if rnn.is_bidirectional:
        raise CheckpointError(
            f"{file.name} holds a recurrent module that reads both ways; a language model cannot "
            f"see what comes next. Choose a model that reads one way."
        )
    is_tied = np.array_equal(table, W)
    return file, MODELS.parse(settings | {"kind": "language_model", "tie_weights": is_tied})


def _seq2seq(file: TorchFile) -> dict[str, Any]:
    encoder, decoder = (
        RecurrentModule.of(file, "encoder.rnn"),
        RecurrentModule.of(file, "decoder.rnn"),
    )
    table = file.matrix("encoder.embedding.weight")
    peeky = decoder.input_size == table.shape[1] + decoder.hidden_size
    return _common(encoder, table) | {
        "kind": "seq2seq",
        "num_layers": encoder.num_layers,
        "bidirectional": encoder.is_bidirectional,
        "peeky": peeky,
        "attention": _attention(file, encoder.hidden_size, peeky=peeky),
    }


def _captioner(file: TorchFile) -> dict[str, Any]:
    decoder = RecurrentModule.of(file, "decoder.rnn")
    table, H = file.matrix("decoder.embedding.weight"), decoder.hidden_size
    attention = _attention(file, H, peeky="encoder.where" not in file.arrays)
    channels = len(np.atleast_1d(file.arrays["encoder.convolution.0.weight"]))
    kind = {"kind": "captioner", "channels": channels, "attention": attention}
    return _common(decoder, table) | kind


def _window(file: TorchFile) -> dict[str, Any]:
    table, W = file.matrix("embedding.weight"), file.matrix("hidden.weight")
    sizes = {"embedding_size": table.shape[1], "hidden_size": len(W)}
    return {"kind": "window", "window": W.shape[1] // table.shape[1]} | sizes


def _common(module: RecurrentModule, table: np.ndarray) -> dict[str, Any]:
    sizes = {"embedding_size": table.shape[1], "hidden_size": module.hidden_size}
    return {"cell": {"kind": module.cell}} | sizes


def _attention(file: TorchFile, H: int, *, peeky: bool) -> str:
    """Return the kind of attention; a peeky decoder's output looks as if it had the book's."""
    if "attention.v" in file.arrays:
        return "concat"
    if "attention.score.weight" in file.arrays:
        return "general"
    if "attention.blend.weight" in file.arrays:
        return "dot"
    is_wide = file.matrix("output.weight").shape[1] == 2 * H
    return "book" if is_wide and not peeky else "none"


def _one(file: TorchFile, modules: Sequence[str]) -> str:
    """Return the one module of these names that is there, with a matrix."""
    found = [module for module in modules if f"{module}.weight" in file.arrays]
    if len(found) != 1:
        shown = ", ".join(f"“{module}.weight”" for module in found) or "none"
        raise CheckpointError(
            f"{file.name} should hold one matrix called “{modules[0]}.weight”, or another of its "
            f"usual names, but there is {shown}. Choose a file of an embedding, one recurrent "
            f"module and a linear layer."
        )
    file.matrix(f"{found[0]}.weight")
    return found[0]
