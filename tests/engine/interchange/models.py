"""Small models with random weights, and what they compute."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.backend import Backend
from engine.captions import CaptionEncoder
from engine.checkpoint import Checkpoint
from engine.data.vocabulary import START, Vocabulary
from engine.models import (
    CaptionerConfig,
    ClassifierConfig,
    LanguageModelConfig,
    Seq2seqConfig,
    WindowModelConfig,
)
from engine.models.base import Batch, ModelConfig, Sizes
from engine.run_config import RunConfig
from engine.tasks import (
    CaptioningConfig,
    ClassificationConfig,
    LanguageModellingConfig,
    SequenceToSequenceConfig,
    TaskConfig,
)

V, SIDE = 11, 16
TEXT = "a b c d e f g h i j\n" * 3  # ten words and the line end
LETTERS = "abcdefghij"
SMALL = {"embedding_size": 4, "hidden_size": 5}
TWO = {"num_layers": 2}


def language_model(**settings: Any) -> Checkpoint:
    """Return a checkpoint of a language model with random weights, biases too."""
    model = LanguageModelConfig.parse(SMALL | TWO | settings)
    return _checkpoint(model, LanguageModellingConfig(), Vocabulary.of_text(TEXT, "word"), Sizes(V))


def window_model(**settings: Any) -> Checkpoint:
    """Return a checkpoint of a model that sees three words."""
    model = WindowModelConfig.parse(SMALL | {"window": 3} | settings)
    return _checkpoint(model, LanguageModellingConfig(), Vocabulary.of_text(TEXT, "word"), Sizes(V))


def classifier(**settings: Any) -> Checkpoint:
    """Return a checkpoint of a classifier with three labels."""
    sizes = Sizes(V, labels=("good", "bad", "neither"), question_length=11)
    vocabulary = Vocabulary.of_text(TEXT, "word")
    model = ClassifierConfig.parse(SMALL | settings)
    return _checkpoint(model, ClassificationConfig(max_length=0), vocabulary, sizes)


def seq2seq(**settings: Any) -> Checkpoint:
    """Return a checkpoint of an encoder-decoder for ten letters and the start symbol."""
    sizes = Sizes(V, question_length=10, answer_length=4, fixed_width=True)
    vocabulary = Vocabulary((*LETTERS, START), "character")
    model = Seq2seqConfig.parse(SMALL | settings)
    return _checkpoint(model, SequenceToSequenceConfig(), vocabulary, sizes)


def captioner(**settings: Any) -> Checkpoint:
    """Return a checkpoint of a model that describes pictures of 16 x 16."""
    sizes = Sizes(V, answer_length=4, fixed_width=True, picture_side=SIDE)
    vocabulary = Vocabulary((START, *LETTERS), "word")
    model = CaptionerConfig.parse(SMALL | {"channels": 3} | settings)
    return _checkpoint(model, CaptioningConfig(), vocabulary, sizes)


def _checkpoint(
    model: ModelConfig, task: TaskConfig, vocabulary: Vocabulary, sizes: Sizes
) -> Checkpoint:
    rng = np.random.RandomState(8)
    shapes = model.build(sizes, Backend()).parameters.shapes
    weights = {name: rng.randn(*shape).astype(np.float32) / 3 for name, shape in shapes.items()}
    return Checkpoint(RunConfig(task=task, model=model), vocabulary, sizes, weights)


CELLS: list[dict[str, Any]] = [{"kind": "rnn"}, {"kind": "lstm"}, {"kind": "gru"}]
BOOKS_GRU = {"kind": "gru", "reset_after": False}
BOTH_WAYS = {"bidirectional": True}

# Every kind of network, by what is special about it.
NETWORKS: dict[str, Checkpoint] = {
    **{f"language model, {cell['kind']}": language_model(cell=cell) for cell in CELLS},
    "language model, tied": language_model(embedding_size=5, tie_weights=True),
    "window": window_model(),
    "classifier": classifier(),
    **{f"classifier, both ways, {c['kind']}": classifier(cell=c, **BOTH_WAYS) for c in CELLS},
    "classifier, both ways, two layers": classifier(**BOTH_WAYS, **TWO),
    **{f"seq2seq, {cell['kind']}": seq2seq(cell=cell) for cell in CELLS},
    "seq2seq, peeky": seq2seq(peeky=True),
    "seq2seq, two layers, cell handed over": seq2seq(**TWO, carry_cell=True),
    "seq2seq, both ways, two layers": seq2seq(**BOTH_WAYS, **TWO, carry_cell=True),
    "seq2seq, book's attention": seq2seq(attention="book"),
    "seq2seq, book's attention, peeky": seq2seq(attention="book", peeky=True),
    "seq2seq, dot": seq2seq(attention="dot"),
    "seq2seq, general, gru": seq2seq(attention="general", cell={"kind": "gru"}),
    "seq2seq, concat, both ways": seq2seq(attention="concat", **BOTH_WAYS),
    "captioner": captioner(),
    "captioner, book's attention": captioner(attention="book"),
    "captioner, concat, gru": captioner(attention="concat", cell={"kind": "gru"}),
}


def example_of(checkpoint: Checkpoint) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return inputs of a model, by the names that they have in ONNX, and our logits for them."""
    kind, random = checkpoint.config.model.kind, np.random.RandomState(2)
    ids, answer = random.randint(0, V, (6, 3)), random.randint(0, V, (4, 3))
    if kind == "language_model":
        return {"ids": ids}, scores_of(checkpoint, ids)
    if kind == "window":
        before = np.full((checkpoint.config.model.model_dump()["window"] - 1, 3), -1)
        return {"ids": np.concatenate([before, ids])}, scores_of(checkpoint, ids)
    model = checkpoint.model()
    if kind == "classifier":
        features, _ = model.read(Batch(ids, np.zeros(3, int), 3), training=False)
        return {"ids": ids}, model.output.logits(features)
    batch = Batch(ids, answer, 9)
    inputs: dict[str, np.ndarray] = {"question": ids, "answer": answer}
    if kind == "captioner":
        pictures = random.randint(0, 256, (3, SIDE, SIDE, 3)).astype(np.uint8)
        batch = CaptionEncoder(checkpoint.vocabulary).batch(pictures, answer.T, model.backend)
        inputs = {"pictures": pictures, "answer": answer}
    stepper = model.stepper(batch)
    return inputs, np.array([stepper.step(row).copy() for row in answer])


def scores_of(checkpoint: Checkpoint, ids: np.ndarray) -> np.ndarray:
    """Return our logits (T, N, V) for ids (T, N)."""
    stepper = checkpoint.model().stepper(ids.shape[1])
    return np.array([stepper.step(row).copy() for row in ids])
