"""The same update by the code of the book "Deep Learning from Scratch 2", where it is at hand."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from engine.backend import Backend
from engine.benchmark.configurations import Configuration
from engine.benchmark.contender import AbsentError, Work

CHAPTERS = ("ch05", "ch06", "ch07", "ch08")
MODELS = {
    "1": ("simple_rnnlm", "SimpleRnnlm"),
    "2": ("rnnlm", "Rnnlm"),
    "3": ("better_rnnlm", "BetterRnnlm"),
    "4": ("seq2seq", "Seq2seq"),
    "4p": ("peeky_seq2seq", "PeekySeq2seq"),
    "5": ("attention_seq2seq", "AttentionSeq2seq"),
}
RULES = {"sgd": "SGD", "adam": "Adam"}


def prepare(configuration: Configuration, folder: Path) -> Work:
    """Return the book's update: that of its trainer, without what it prints.

    Raises:
        AbsentError: the book has no such network, or its code cannot be imported.
    """
    if configuration.name not in MODELS:
        raise AbsentError("the book has no such network")
    module, name = MODELS[configuration.name]
    sys.path[:0] = [str(folder), *(str(folder / chapter) for chapter in CHAPTERS)]
    try:
        model_class = getattr(import_module(module), name)
        trainer, util = import_module("common.trainer"), import_module("common.util")
        rule = getattr(import_module("common.optimizer"), RULES[configuration.run.optimizer.kind])
    except (ImportError, AttributeError) as error:
        raise AbsentError(f"the book's code in {folder} cannot be used: {error}") from None
    return _step(configuration, model_class, rule, trainer.remove_duplicate, util.clip_grads)


def _step(configuration: Configuration, model_class: Any, rule: Any, merge: Any, clip: Any) -> Work:
    run, sizes = configuration.run, configuration.sizes
    config: Any = run.model
    model = model_class(sizes.vocab_size, config.embedding_size, config.hidden_size)
    optimizer = rule(run.optimizer.learning_rate)
    batches = cycle(
        (np.ascontiguousarray(batch.inputs.T), np.ascontiguousarray(batch.targets.T))
        for batch in configuration.batches(Backend())
    )

    def step() -> None:
        model.forward(*next(batches))
        model.backward()
        params, grads = merge(model.params, model.grads)  # the trainer does so at every update
        clip(grads, run.training.max_grad_norm)
        optimizer.update(params, grads)

    return step
