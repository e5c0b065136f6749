"""What a token costs when the vocabulary, the state, the time or the batch is doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click
import numpy as np

from benchmarks.report import Report, out_option
from engine.backend import Backend
from engine.benchmark import ours
from engine.benchmark.configurations import CONFIGURATIONS, Configuration
from engine.benchmark.contender import Contender, Work
from engine.benchmark.table import grid
from engine.benchmark.timing import race
from engine.data.vocabulary import Vocabulary
from engine.tasks.language_modelling import LanguageModelling

BASE = {"V": 5_000, "H": 128, "T": 20, "N": 20}
FIELDS = {
    "H": ("model.hidden_size", "model.embedding_size"),
    "T": ("task.time_steps",),
    "N": ("task.batch_size",),
}
FACTORS = (1, 2, 4)
CORPORA = (100_000, 1_000_000, 10_000_000)  # tokens
BATCHES = 1_000  # of one call: one is made in microseconds


@click.command("growth")
@click.option("--rounds", default=9, show_default=True, type=click.IntRange(1))
@out_option
def command(rounds: int, out: bool) -> None:
    """Measure how the cost of a token grows."""
    report = Report("growth")
    contenders = [
        Contender(f"{letter} x{factor}", ours.prepare, (sized(**{letter: factor}),))
        for letter in BASE
        for factor in FACTORS
    ]
    timings = race(contenders, rounds).timings
    rows, results = [["microseconds a token", *(f"x{factor}" for factor in FACTORS)]], []
    for letter, size in BASE.items():
        costs = []
        for factor in FACTORS:
            tokens = _tokens(sized(**{letter: factor}))
            costs.append(1000 * timings[f"{letter} x{factor}"].median / tokens)
        rows.append([f"{letter}, from {size:,}", *_beside_first(costs)])
        results.append({"doubled": letter, "from": size, "microseconds_a_token": costs})
    costs = _corpora(rounds)
    rows.append([f"corpus, from {CORPORA[0]:,} (each x10)", *_beside_first(costs)])
    results.append({"doubled": "corpus", "tokens": CORPORA, "microseconds_a_token": costs})
    click.echo(grid(rows))
    click.echo("An LSTM model with SGD; of the corpus, the making of batches alone.")
    report.end(results, write=out)


def sized(**factors: int) -> Configuration:
    """Return the base configuration with some of its sizes multiplied."""
    size = {letter: size * factors.get(letter, 1) for letter, size in BASE.items()}
    base = CONFIGURATIONS["2"]
    changes: dict[str, Any] = {
        name: size[letter] for letter, names in FIELDS.items() for name in names
    }
    sizes = replace(base.sizes, vocab_size=size["V"])
    return replace(base, run=base.run.changed(**changes), sizes=sizes)


def _tokens(configuration: Configuration) -> int:
    return configuration.run.task.examples_per_update


def _beside_first(costs: list[float]) -> list[str]:
    return [f"{cost:.2f} ({cost / costs[0]:.2f})" for cost in costs]


def _corpora(rounds: int) -> list[float]:
    contenders = [Contender(str(tokens), make_batches, (tokens,)) for tokens in CORPORA]
    timings = race(contenders, rounds).timings
    made = BATCHES * BASE["N"] * BASE["T"]
    return [1000 * timings[str(tokens)].median / made for tokens in CORPORA]


def make_batches(tokens: int) -> Work:
    """Return the making of batches from a corpus of so many tokens."""
    vocabulary = Vocabulary(tuple(f"w{i}" for i in range(BASE["V"])), "word")
    ids = np.random.RandomState(0).randint(0, len(vocabulary), tokens).astype(np.uint16)
    task = LanguageModelling(vocabulary, {"train": ids}, BASE["N"], BASE["T"], Backend())

    def make() -> None:
        for step in range(BATCHES):
            task.batch(step)

    return make
