"""Data sets and runs that are over in a moment."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from engine.data.dataset import Dataset, Kind, Labelled, Pair, Records
from engine.data.samples import shapes
from engine.events import Event, Summary
from engine.models import MODELS
from engine.models.base import Goal
from engine.run import Run
from engine.run_config import RunConfig
from engine.tasks import TASKS

WORDS = ("the", "cat", "sat", "on", "a", "mat", "<unk>", "dog", "ran", "to", "and", "mouse")
SMALL = {
    "embedding_size": 5,
    "hidden_size": 6,
    "batch_size": 3,
    "time_steps": 4,
    "window": 3,
    "channels": 2,
}


def a_text(words: int = 120, seed: int = 0) -> Dataset:
    """Return a text of a few different words."""
    rng = np.random.RandomState(seed)
    numbers = np.sqrt(rng.randint(0, len(WORDS) ** 2, words)).astype(int)
    text = " ".join(WORDS[k] for k in numbers)
    return Dataset(Kind.TEXT, "A text", {"all": Records(text=text)})


def some_pairs(count: int = 60, seed: int = 0, *, width: int = 0) -> Dataset:
    """Return numbers with their doubles, as they are or padded with blanks to a width."""
    numbers = np.random.RandomState(seed).permutation(count)
    rows = [Pair(str(n).ljust(width), str(2 * n).ljust(width)) for n in numbers]
    return Dataset(Kind.PAIRS, "Doubles", {"all": Records(rows=tuple(rows))})


def some_lines(count: int = 40, seed: int = 0) -> Dataset:
    """Return lines of one to five words, each labelled by whether there is a cat in it."""
    rng, rows = np.random.RandomState(seed), []
    for _ in range(count):
        words = [WORDS[k] for k in rng.randint(0, len(WORDS), rng.randint(1, 6))]
        rows.append(Labelled(" ".join(words), "cat" if "cat" in words else "no cat"))
    return Dataset(Kind.LABELLED, "Cats", {"all": Records(rows=tuple(rows))})


def some_pictures(count: int = 24) -> Dataset:
    """Return drawn shapes with their captions."""
    return Dataset(Kind.PICTURES, "Shapes", {"all": shapes.make(count, seed=0)})


MAKERS: dict[Goal, Callable[[], Dataset]] = {
    Goal.NEXT_TOKEN: a_text,
    Goal.ANSWER: some_pairs,
    Goal.LABEL: some_lines,
    Goal.CAPTION: some_pictures,
}
TRAINED = [kind for kind, c in MODELS.items() if c.goal in MAKERS and not c.is_counted]
RECURRENT = [kind for kind in TRAINED if "cell" in MODELS[kind].model_fields]


def config_of(model: str, **changes: Any) -> RunConfig:
    """Return a small run of two epochs of a kind of model, with dotted changes."""
    model_config = MODELS[model].parse({})
    task_config = next(
        config_class.parse({})
        for config_class in TASKS.values()
        if config_class.goal is model_config.goal
    )
    config = RunConfig.parse(
        {"task": task_config, "model": model_config, "training": {"epochs": 2}}
    )
    small = {
        f"{section}.{name}": value
        for section in ("task", "model")
        for name, value in SMALL.items()
        if name in type(getattr(config, section)).model_fields
    }
    return config.changed(**small | changes)


def dataset_of(config: RunConfig) -> Dataset:
    """Return data that the config's task can learn from."""
    return MAKERS[config.task.goal]()


def run_of(config: RunConfig, **options: Any) -> Run:
    """Return a run of a small config on data that fit it."""
    return Run(config, **{"dataset": dataset_of(config)} | options)


def events_of(config: RunConfig, **options: Any) -> Iterator[Event]:
    """Yield what a small run says."""
    yield from run_of(config, **options).trainer


def summary_of(config: RunConfig, **options: Any) -> Summary:
    """Return the last event of a small run."""
    *_, last = events_of(config, **options)
    assert isinstance(last, Summary)
    return last
