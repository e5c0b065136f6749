"""Turn the weights of "Deep Learning from Scratch 2" into checkpoints."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from engine.book_weights import BookWeights, recognise
from engine.checkpoint import Checkpoint
from engine.corpus import all_pairs, data_config_of, fitting_reading, require_corpus
from engine.data.dataset import Dataset, Kind
from engine.data.sources import DataConfig
from engine.layers.lstm import LSTM
from engine.models import LanguageModelConfig, Seq2seqConfig
from engine.optimizers import AdamConfig, SGDConfig
from engine.pickle_reader import read_pickled_arrays
from engine.run_config import RunConfig
from engine.schedules import ConstantConfig, PlateauConfig
from engine.shown_name import shown_name
from engine.training_config import TrainingConfig
from engine.untold import TRIED_PAIRS, settle

TITLES = {
    "rnnlm": "Rnnlm",
    "better_rnnlm": "BetterRnnlm",
    "seq2seq": "Seq2seq",
    "peeky": "PeekySeq2seq",
    "attention": "AttentionSeq2seq",
}


def import_book_weights(
    path: str | os.PathLike[str], dataset: Dataset | None = None, *, data: DataConfig | None = None
) -> Checkpoint:
    """Return the model whose weights the book's program pickled.

    The file holds no vocabulary: that of the data set, numbered as the book numbers it, takes its
    place. A file that was trained on other data of as many tokens cannot be told from its own.

    Args:
        dataset: the text or the pairs that the model was trained on.
        data: where the data set comes from; the files it was read from, if left out.

    Raises:
        CheckpointError: the file is none of the book's models, or the data do not belong to it.
    """
    name, weights = shown_name(path), recognise(read_pickled_arrays(path))
    wanted = Kind.PAIRS if weights.is_seq2seq else Kind.TEXT
    title = TITLES[weights.kind]
    corpus = require_corpus(dataset, wanted, weights.vocab_size, name, f"the book's {title}")
    convert = _seq2seq if weights.is_seq2seq else _language_model
    about = {"imported": f"{title} from {name}"}
    return convert(weights, corpus, data or data_config_of(corpus), about)


def _language_model(
    weights: BookWeights, dataset: Dataset, data: DataConfig, about: dict[str, str]
) -> Checkpoint:
    task, vocabulary, sizes = fitting_reading(dataset, weights.vocab_size)
    is_better = weights.kind == "better_rnnlm"
    config = RunConfig(
        data=data,
        task=task.changed(batch_size=20, time_steps=35),
        model=LanguageModelConfig(
            num_layers=1 + is_better,
            embedding_size=weights.embedding_size,
            hidden_size=weights.hidden_size,
            dropout=0.5 * is_better,
            tie_weights=is_better,
        ),
        optimizer=SGDConfig(learning_rate=20),
        schedule=PlateauConfig() if is_better else ConstantConfig(),
        training=TrainingConfig(epochs=40 if is_better else 4, max_grad_norm=0.25),
    )
    arrays = weights.arrays
    table = arrays["embedding.W"] if is_better else arrays["output.W"].T
    shared = np.column_stack([table, arrays["output.b"]])
    named = {"embedding.W": shared if is_better else arrays["embedding.W"]}
    for k in range(1 + is_better):
        named |= _recurrent(arrays, f"recurrent.{k}", f"recurrent.{k}")
    if not is_better:
        named["output.W"] = shared
    return Checkpoint(config, vocabulary, sizes, named, about=about)


def _seq2seq(
    weights: BookWeights, dataset: Dataset, data: DataConfig, about: dict[str, str]
) -> Checkpoint:
    task, vocabulary, sizes = fitting_reading(dataset, weights.vocab_size)
    arrays = weights.arrays
    config = RunConfig(
        data=data,
        task=task,
        model=Seq2seqConfig(
            embedding_size=weights.embedding_size,
            hidden_size=weights.hidden_size,
            peeky=weights.kind == "peeky",
            attention="book" if weights.kind == "attention" else "none",
        ),
        optimizer=AdamConfig(learning_rate=0.001),
        training=TrainingConfig(epochs=10 if weights.kind == "attention" else 25),
    )
    named = {"output.W": np.column_stack([arrays["output.W"].T, arrays["output.b"]])}
    for side in ("encoder", "decoder"):
        named[f"{side}.embedding.W"] = arrays[f"{side}.embedding.W"]
        named |= _recurrent(arrays, side, f"{side}.recurrent.0")
    checkpoint = Checkpoint(config, vocabulary, sizes, named, about=about)
    return _in_its_direction(checkpoint, dataset)


def _recurrent(arrays: dict[str, np.ndarray], book: str, ours: str) -> dict[str, np.ndarray]:
    """Return an LSTM's weights in blocks of gates, the bias as last row."""
    W_h = np.vstack([arrays[f"{book}.W_h"], arrays[f"{book}.b"]])
    return {
        f"{ours}.W_x": LSTM.to_blocks(arrays[f"{book}.W_x"]),
        f"{ours}.W_h": LSTM.to_blocks(W_h),
    }


def _in_its_direction(checkpoint: Checkpoint, dataset: Dataset) -> Checkpoint:
    """Let the model read as it learnt to, reversed or not: the file does not tell, so try both."""
    rows = all_pairs(dataset)[:TRIED_PAIRS]
    trial = settle(checkpoint, rows, [{"task.reverse": False}, {"task.reverse": True}])
    way = "backwards" if trial.chosen["task.reverse"] else "forwards"
    reading = (
        f"{way}: that gives {trial.loss:.2f} nats per symbol of the first {len(rows)} "
        f"answers, the other way {trial.next_loss:.2f}"
    )
    about = checkpoint.about | {"reads questions": reading}
    return replace(trial.checkpoint, about=about)
