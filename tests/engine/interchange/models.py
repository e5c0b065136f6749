"""Small models with random weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.backend import Backend
from engine.checkpoint import Checkpoint
from engine.data.vocabulary import Vocabulary
from engine.models import LanguageModelConfig, Seq2seqConfig
from engine.models.base import ModelConfig, Sizes
from engine.run_config import RunConfig
from engine.tasks import LanguageModellingConfig, SequenceToSequenceConfig, TaskConfig

V = 11
TEXT = "a b c d e f g h i j\n" * 3  # ten words and the line end


def language_model(**settings: Any) -> Checkpoint:
    """Return a checkpoint of a language model with random weights, biases too."""
    small = {"embedding_size": 4, "hidden_size": 5, "num_layers": 2} | settings
    return _checkpoint(LanguageModelConfig.parse(small), LanguageModellingConfig())


def seq2seq(**settings: Any) -> Checkpoint:
    """Return a checkpoint of an encoder-decoder with random weights, biases too."""
    small = {"embedding_size": 4, "hidden_size": 5} | settings
    return _checkpoint(Seq2seqConfig.parse(small), SequenceToSequenceConfig())


def _checkpoint(model: ModelConfig, task: TaskConfig) -> Checkpoint:
    sizes = Sizes(V, question_length=6, answer_length=7)
    rng = np.random.RandomState(8)
    shapes = model.build(sizes, Backend()).parameters.shapes
    weights = {name: rng.randn(*shape).astype(np.float32) / 2 for name, shape in shapes.items()}
    vocabulary = Vocabulary.of_text(TEXT, "word")
    return Checkpoint(RunConfig(task=task, model=model), vocabulary, sizes, weights)


def scores_of(checkpoint: Checkpoint, ids: np.ndarray) -> np.ndarray:
    """Return our logits (T, N, V) for ids (T, N)."""
    stepper = checkpoint.model().stepper(ids.shape[1])
    return np.array([stepper.step(row).copy() for row in ids])
