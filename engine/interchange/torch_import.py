"""Read weights under the names of torch.nn, in the safetensors format."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load

from engine.checkpoint import Checkpoint
from engine.corpus import data_config_of, fitting_vocabulary, require_corpus
from engine.data.dataset import Dataset, Kind
from engine.data.sources import DataConfig
from engine.errors import CheckpointError
from engine.foreign_files import foreign_kind
from engine.interchange.gates import PYTORCH, to_blocks
from engine.layers import CELLS
from engine.models import LanguageModelConfig
from engine.models.base import Sizes
from engine.run_config import RunConfig
from engine.shown_name import shown_name
from engine.tasks import LanguageModellingConfig

Arrays = dict[str, np.ndarray]

EMBEDDINGS = ("embedding.weight", "encoder.weight", "embed.weight", "emb.weight")
OUTPUTS = ("decoder", "linear", "output", "fc", "out")
CELL_OF = {1: "rnn", 3: "gru", 4: "lstm"}  # by the number of gates


def import_torch_weights(
    path: str | os.PathLike[str], dataset: Dataset | None = None, *, data: DataConfig | None = None
) -> Checkpoint:
    """Return the language model whose weights a PyTorch program wrote as safetensors.

    Expected are an embedding, a recurrent module of any name and a linear layer, called as
    `export_torch_weights` or PyTorch's word_language_model call them. The file holds no
    vocabulary: that of the data set, numbered by first appearance, takes its place.

    Raises:
        CheckpointError: the file holds something else, or the data do not belong to it.
    """
    name = shown_name(path)
    found = _Found.of(_read(Path(path), name), name)
    corpus = require_corpus(dataset, Kind.TEXT, found.vocab_size, name, "a language model")
    vocabulary = fitting_vocabulary(corpus, found.vocab_size)
    config = RunConfig(
        data=data or data_config_of(corpus),
        task=LanguageModellingConfig(level=vocabulary.level),
        model=found.config,
    )
    sizes, weights = Sizes(len(vocabulary)), found.weights()
    misfit = found.config.misfit(sizes, weights)
    if misfit:
        raise CheckpointError(f"{name} does not hold a whole language model: {misfit}")
    return Checkpoint(
        config, vocabulary, sizes, weights, about={"imported": f"PyTorch's names from {name}"}
    )


def _read(path: Path, name: str) -> Arrays:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CheckpointError(f"{name} cannot be opened: {error.strerror}.") from None
    kind = foreign_kind(content[:1024])
    if kind == "a PyTorch file":
        raise CheckpointError(
            f"{name} is a PyTorch file: opening it can run a program that is hidden in it, so it "
            f"is not opened. Convert it with PyTorch: safetensors.torch.save_file("
            f"torch.load(“model.pt”, weights_only=True), “model.safetensors”)."
        )
    try:
        arrays = load(content)
    except (SafetensorError, KeyError, TypeError, ValueError):
        raise CheckpointError(
            f"{name} is {kind or 'damaged or of another format'}, not a safetensors file of "
            f"weights that NumPy can hold. Choose another file."
        ) from None
    return {key: np.asarray(array, np.float32) for key, array in arrays.items()}


@dataclass(frozen=True)
class _Found:
    """The parts of a language model in a file: names in it, and what they say of its settings."""

    arrays: Arrays
    recurrent: str
    embedding: str
    output: str
    config: LanguageModelConfig

    @property
    def vocab_size(self) -> int:
        return len(self.arrays[self.embedding])

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> _Found:
        """Find the parts.

        Raises:
            CheckpointError: one is missing, or this program has no such layer.
        """
        recurrent = _one(
            arrays, [k for k in arrays if k.endswith("weight_ih_l0")], name, "weight_ih_l0"
        )
        recurrent = recurrent.removesuffix("weight_ih_l0")
        _refuse_other_layers(arrays, name)
        embedding = _one(arrays, EMBEDDINGS, name, "embedding.weight")
        linears = [f"{output}.weight" for output in OUTPUTS]
        output = _one(arrays, linears, name, "decoder.weight").removesuffix(".weight")
        hidden = _one(arrays, [f"{recurrent}weight_hh_l0"], name, "weight_hh_l0")
        H = arrays[hidden].shape[1]
        gates, rest = divmod(len(arrays[hidden]), H)
        if rest or gates not in CELL_OF:
            raise CheckpointError(
                f"{name} has {gates} gates of {H} units in “{hidden}”, but an RNN "
                f"has 1, a GRU 3 and an LSTM 4. Choose another file."
            )
        layers = len([key for key in arrays if re.search(r"weight_ih_l\d+$", key)])
        table, W = arrays[embedding], arrays[f"{output}.weight"]
        config = LanguageModelConfig(
            cell=CELLS.parse(CELL_OF[gates]),
            num_layers=layers,
            embedding_size=table.shape[1],
            hidden_size=H,
            tie_weights=table.shape == W.shape and np.array_equal(table, W),
        )
        _check_layers(arrays, recurrent, gates, config, name)
        return cls(arrays, recurrent, embedding, output, config)

    def weights(self) -> Arrays:
        """Return the weights by our names and in our layout."""
        table, W = self.arrays[self.embedding], self.arrays[f"{self.output}.weight"]
        bias = self.arrays.get(f"{self.output}.bias", np.zeros(len(W), np.float32))
        augmented = np.column_stack([W, bias])
        named = {"embedding.W": augmented if self.config.tie_weights else table}
        if not self.config.tie_weights:
            named["output.W"] = augmented
        for layer in range(self.config.num_layers):
            named |= self._layer(layer)
        return named

    def _layer(self, layer: int) -> Arrays:
        cell = self.config.cell.kind
        order, theirs, ours = PYTORCH[cell], self.recurrent, f"recurrent.{layer}"
        W_ih, W_hh = (self.arrays[f"{theirs}weight_{part}_l{layer}"] for part in ("ih", "hh"))
        zeros = np.zeros(len(W_hh), np.float32)
        b_ih, b_hh = (
            self.arrays.get(f"{theirs}bias_{part}_l{layer}", zeros) for part in ("ih", "hh")
        )
        inner, outer = (to_blocks(b[:, None], cell, order) for b in (b_ih, b_hh))
        named = {}
        if cell == "gru":  # the candidate's two biases stand on either side of the reset
            named[f"{ours}.b_x"] = inner[-1, 0].copy()
            inner[-1] = 0
        W_h = np.concatenate([to_blocks(W_hh, cell, order), inner + outer], axis=1)
        return named | {f"{ours}.W_x": to_blocks(W_ih, cell, order), f"{ours}.W_h": W_h}


def _one(arrays: Arrays, names: list[str] | tuple[str, ...], file: str, wanted: str) -> str:
    """Return the one name that is there, of a matrix."""
    found = [name for name in names if name in arrays]
    if len(found) != 1 or arrays[found[0]].ndim != 2 or not arrays[found[0]].size:
        shown = ", ".join(found) or "none"
        raise CheckpointError(
            f"{file} should hold one matrix called “{wanted}”, or another of its usual names, but "
            f"there is {shown}. Choose a file of an embedding, one recurrent module and a linear "
            f"layer."
        )
    return found[0]


def _check_layers(
    arrays: Arrays, prefix: str, gates: int, config: LanguageModelConfig, name: str
) -> None:
    """Compare the arrays of all layers with those that the first one asks for."""
    D, H = config.embedding_size, config.hidden_size
    for k in range(config.num_layers):
        shapes: dict[str, tuple[int, ...]] = {
            f"{prefix}weight_ih_l{k}": (gates * H, H if k else D),
            f"{prefix}weight_hh_l{k}": (gates * H, H),
        }
        biases = {f"{prefix}bias_{part}_l{k}": (gates * H,) for part in ("ih", "hh")}
        shapes |= {bias: shape for bias, shape in biases.items() if bias in arrays}
        for key, shape in shapes.items():
            found = arrays[key].shape if key in arrays else "no shape, for it is missing"
            if found != shape:
                raise CheckpointError(
                    f"“{key}” of {name} should have the shape {shape} beside the other arrays, but "
                    f"has {found}. Choose another file."
                )


def _refuse_other_layers(arrays: Arrays, name: str) -> None:
    projection = next((key for key in arrays if "weight_hr_l" in key), None)
    if projection:
        raise CheckpointError(
            f"{name} holds an LSTM with a projection (“{projection}”), which this program's LSTM "
            f"does not have. Choose a model without proj_size."
        )
    if any(key.endswith("_reverse") for key in arrays):
        raise CheckpointError(
            f"{name} holds a recurrent module that reads both ways; a language model cannot see "
            f"what comes next. Choose a model that reads one way."
        )
