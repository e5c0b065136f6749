"""Data sets and runs that are over in a moment."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.events import Event, Summary
from engine.run import Run
from engine.run_config import RunConfig

WORDS = ("the", "cat", "sat", "on", "a", "mat", "<unk>", "dog", "ran", "to", "and", "mouse")

LANGUAGE_MODEL = {
    "task": {"kind": "language_modelling", "batch_size": 3, "time_steps": 4},
    "model": {"kind": "language_model", "embedding_size": 5, "hidden_size": 6},
}
SEQ2SEQ = {
    "task": {"kind": "sequence_to_sequence", "batch_size": 8},
    "model": {"kind": "seq2seq", "embedding_size": 4, "hidden_size": 8},
}
GOALS: dict[str, dict[str, Any]] = {"language model": LANGUAGE_MODEL, "seq2seq": SEQ2SEQ}


def a_text(words: int = 120, seed: int = 0) -> Dataset:
    """Return a text of a few different words."""
    rng = np.random.RandomState(seed)
    text = " ".join(WORDS[k] for k in np.sqrt(rng.randint(0, len(WORDS) ** 2, words)).astype(int))
    return Dataset(Kind.TEXT, "A text", {"all": Records(text=text)})


def some_pairs(count: int = 60, seed: int = 0, *, fixed_width: bool = False) -> Dataset:
    """Return numbers with their doubles, of different lengths or padded with blanks."""
    numbers = np.random.RandomState(seed).permutation(count)
    rows = [Pair(str(n), str(2 * n)) for n in numbers]
    if fixed_width:
        rows = [Pair(question.ljust(4), answer.ljust(4)) for question, answer in rows]
    return Dataset(Kind.PAIRS, "Doubles", {"all": Records(rows=tuple(rows))})


def dataset_of(config: RunConfig) -> Dataset:
    """Return data that the config's task can learn from."""
    return a_text() if config.task.kind == "language_modelling" else some_pairs()


def config_of(goal: str, **changes: Any) -> RunConfig:
    """Return a small run towards a goal, with dotted changes."""
    return RunConfig.parse(GOALS[goal] | {"training": {"epochs": 2}}).changed(**changes)


def run_of(config: RunConfig, **options: Any) -> Run:
    """Return a run of a small config on data that fit it."""
    return Run(config, dataset=dataset_of(config), **options)


def events_of(config: RunConfig, **options: Any) -> Iterator[Event]:
    """Yield what a small run says."""
    yield from run_of(config, **options).trainer


def summary_of(config: RunConfig, **options: Any) -> Summary:
    """Return the last event of a small run."""
    *_, last = events_of(config, **options)
    assert isinstance(last, Summary)
    return last
