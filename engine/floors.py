"""Lines of reference for a run: what is reached without a network."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from functools import singledispatch

import numpy as np

from engine.backend import Backend
from engine.evaluation import TRAINING, score_tokens
from engine.events import Floor
from engine.layers.base import IGNORE
from engine.models.ngram import NgramConfig
from engine.tasks.base import Task
from engine.tasks.classification import Classification
from engine.tasks.language_modelling import LanguageModelling
from engine.tasks.sequence_to_sequence import SequenceToSequence
from engine.trigram import COUNTED_TOKENS

REPEATS = 2  # answers that occur less often, on average, tell nothing about their distribution


@singledispatch
def floors(task: Task) -> tuple[Floor, ...]:
    """Return the lines of reference of a task.

    What is counted is counted on the training part, and all is measured on the validation part
    by the protocol of the run. Without a validation part only the uniform guess is known.
    """
    return ()


@floors.register
def _of_text(task: LanguageModelling) -> tuple[Floor, ...]:
    uniform = _uniform(task.sizes.vocab_size)
    if not task.counts.get("valid"):
        return (uniform,)
    train, valid = task.parts["train"], task.parts["valid"]
    targets, unit = valid[1:], task.unit.removesuffix("s")
    counts = np.bincount(train, minlength=task.sizes.vocab_size)
    found = [
        uniform,
        _perplexity(f"{unit.capitalize()} frequencies", _nats(counts, targets) / len(targets)),
        Floor("accuracy", f"Always the most frequent {unit}", _share(targets == counts.argmax())),
    ]
    if len(train) <= COUNTED_TOKENS:
        model = NgramConfig(order=3).count(train, task.vocabulary, Backend())
        protocol = replace(TRAINING, steps=len(valid))  # the steps change no figure, only the time
        score = score_tokens(model, valid, protocol, split="valid", unit=task.unit)
        found.append(_perplexity("3-gram, Kneser-Ney", score.loss))
        found.append(Floor("accuracy", "3-gram, Kneser-Ney", score.accuracy or 0.0))
    if task.entropy is not None:
        found.append(_perplexity("Entropy of the sample", task.entropy))
    return tuple(found)


@floors.register
def _of_pairs(task: SequenceToSequence) -> tuple[Floor, ...]:
    V, rows = task.sizes.vocab_size, task.rows
    uniform = _uniform(V)
    if not task.counts.get("valid"):
        return (uniform,)
    known, asked = (_columns(task, part) for part in ("train", "valid"))
    counts = [np.bincount(column, minlength=V) for column in known]
    count = sum(map(len, asked))
    by_place = sum(_nats(own, column) for own, column in zip(counts, asked, strict=True))
    alone = _nats(np.sum(counts, axis=0), np.concatenate(asked))
    (frequent, _), *_ = Counter(pair.answer for pair in rows["train"]).most_common(1)
    always = np.array([pair.answer == frequent for pair in rows["valid"]])
    found = [
        uniform,
        _perplexity("Symbol frequencies", alone / count),
        _perplexity("Symbol frequencies by place", by_place / count),
        Floor("accuracy", "Always the most frequent answer", _share(always)),
    ]
    answers = Counter(pair.answer for part in rows.values() for pair in part)
    if answers.total() >= REPEATS * len(answers):
        nats = _entropy(answers) * len(rows["valid"]) / count
        found.append(_perplexity("Ignoring the question", nats))
    return tuple(found)


@floors.register
def _of_lines(task: Classification) -> tuple[Floor, ...]:
    uniform = _uniform(len(task.labels))
    if not task.counts.get("valid"):
        return (uniform,)
    train, valid = ([row.label for row in task.rows[part]] for part in ("train", "valid"))
    numbers = np.array([task.labels.index(label) for label in valid])
    counts = np.array([train.count(label) for label in task.labels])
    return (
        uniform,
        _perplexity("Label frequencies", _nats(counts, numbers) / len(numbers)),
        Floor("accuracy", "Always the most frequent label", _share(numbers == counts.argmax())),
    )


def _uniform(choices: int) -> Floor:
    return Floor("perplexity", "Uniform guess", float(choices))


def _perplexity(label: str, nats: float) -> Floor:
    return Floor("perplexity", label, math.exp(nats))


def _share(hits: np.ndarray) -> float:
    return float(hits.mean())


def _columns(task: SequenceToSequence, part: str) -> list[np.ndarray]:
    """Return the symbols at each place of a part's answers."""
    answers = task.encoder.answers(task.rows[part], task.sizes)[:, 1:]
    return [column[column != IGNORE] for column in answers.T]


def _nats(counts: np.ndarray, targets: np.ndarray) -> float:
    """Return what targets cost if the counts are all that is known.

    If one of them was never counted, everything counts once more than it was seen.
    """
    if (counts[targets] == 0).any():
        counts = counts + 1
    return -float(np.log(counts[targets] / counts.sum()).sum())


def _entropy(answers: Counter[str]) -> float:
    shares = np.array(list(answers.values())) / answers.total()
    return -float((shares * np.log(shares)).sum())
