"""Read weights under the names of torch.nn, in the safetensors format."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from engine.checkpoint import Checkpoint
from engine.checkpoint_facts import part_of, sizes_of, vocabulary_of
from engine.corpus import KIND_OF, all_pairs, data_config_of, fitting_reading, require_corpus
from engine.data.dataset import Dataset
from engine.data.sources import DataConfig
from engine.errors import CheckpointError, ConfigError
from engine.interchange.torch_file import TorchFile, read_torch_file
from engine.interchange.torch_fit import fitting_weights
from engine.interchange.torch_names import torch_shapes
from engine.interchange.torch_recognition import recognise
from engine.models import ModelConfig, Seq2seqConfig
from engine.models.base import Sizes
from engine.run_config import RunConfig
from engine.untold import TRIED_PAIRS, settle

EMBEDDINGS = ("embedding.weight", "encoder.embedding.weight", "decoder.embedding.weight")
NOUNS = {
    "language_model": "a language model",
    "window": "a language model with a window",
    "classifier": "a classifier",
    "seq2seq": "an encoder-decoder",
    "captioner": "a model that describes pictures",
}


def import_torch_weights(
    path: str | os.PathLike[str], dataset: Dataset | None = None, *, data: DataConfig | None = None
) -> Checkpoint:
    """Return the model whose weights are in a safetensors file by the names of torch.nn.

    A file that `export_torch_weights` wrote says all else of its model and needs no data set. Of
    another program's file the model is recognised by names and shapes: a language model or a
    classifier may call its modules as PyTorch's examples do, the others are called as
    `export_torch_weights` calls them. It holds no vocabulary: that of the data set, numbered by
    first appearance, takes its place. What neither file nor data set tells of an encoder-decoder
    (whether it reads backwards, whether it hands over the cell) is tried out.

    Raises:
        CheckpointError: the file holds something else, or the data do not belong to it.
        ConfigError: the model is larger than those of this program can be.
    """
    file = read_torch_file(path)
    about = {"imported": f"PyTorch's names from {file.name}"}
    if file.facts is not None:
        return _of_this_program(file, file.facts, about)
    return _of_another_program(file, dataset, data, about)


def _of_this_program(file: TorchFile, facts: dict[str, Any], about: dict[str, str]) -> Checkpoint:
    try:
        config = RunConfig.parse(part_of(facts, "config", "settings"))
        vocabulary, sizes = vocabulary_of(facts), sizes_of(facts)
    except (ConfigError, ValueError) as error:
        raise CheckpointError(
            f"{file.name} was exported by this program, but does not say what its model is: "
            f"{error} Export it again."
        ) from None
    if sizes.vocab_size != len(vocabulary):
        raise CheckpointError(
            f"{file.name} has {len(vocabulary):,} tokens in its vocabulary, but its model is for "
            f"{sizes.vocab_size:,}. Export it again."
        )
    weights = fitting_weights(file, config.model, sizes)
    return Checkpoint(config, vocabulary, sizes, weights, about=about)


def _of_another_program(
    file: TorchFile, dataset: Dataset | None, data: DataConfig | None, about: dict[str, str]
) -> Checkpoint:
    file, model = recognise(file)
    V = len(file.matrix(next(name for name in EMBEDDINGS if name in file.arrays)))
    kind = KIND_OF[model.goal]
    corpus = require_corpus(dataset, kind, V, file.name, NOUNS[model.kind])
    task, vocabulary, sizes = fitting_reading(corpus, V)
    scores = len(file.matrix("output.weight")) if sizes.labels else 0
    if scores != len(sizes.labels):
        raise CheckpointError(
            f"{file.name} holds a classifier for {scores} labels, but “{corpus.name}” has "
            f"{len(sizes.labels)}. Open the data it was trained on."
        )
    config = RunConfig(data=data or data_config_of(corpus), task=task, model=model)
    weights = fitting_weights(_with_biases(file, model, sizes), model, sizes)
    checkpoint = Checkpoint(config, vocabulary, sizes, weights, about=about)
    return _settled(checkpoint, corpus) if isinstance(model, Seq2seqConfig) else checkpoint


def _with_biases(file: TorchFile, model: ModelConfig, sizes: Sizes) -> TorchFile:
    """Give modules that were made with bias=False the zeros that they stand for."""
    modules = {name.rpartition(".")[0] for name in file.arrays if "bias" in name}
    zeros = {
        name: np.zeros(shape, np.float32)
        for name, shape in torch_shapes(model, sizes).items()
        if ".bias" in name and name.rpartition(".")[0] not in modules
    }
    return replace(file, arrays=zeros | file.arrays)


def _settled(checkpoint: Checkpoint, corpus: Dataset) -> Checkpoint:
    """Try out what the file does not tell of an encoder-decoder."""
    model = checkpoint.config.model.model_dump()
    in_question: dict[str, tuple[Any, ...]] = {"task.reverse": (False, True)}
    if model["cell"]["kind"] == "lstm":
        in_question["model.carry_cell"] = (True, False)
    if model["peeky"] and model["attention"] == "none":  # its output looks like the book's
        in_question["model.attention"] = ("none", "book")
    choices = [
        dict(zip(in_question, values, strict=True)) for values in product(*in_question.values())
    ]
    rows = all_pairs(corpus)[:TRIED_PAIRS]
    trial = settle(checkpoint, rows, choices)
    shown = ", ".join(f"{name} = {value}" for name, value in trial.chosen.items())
    tried = (
        f"{shown}: that gives {trial.loss:.2f} nats per symbol of the first {len(rows)} answers, "
        f"the next best choice {trial.next_loss:.2f}"
    )
    return replace(trial.checkpoint, about=checkpoint.about | {"found by trial": tried})
