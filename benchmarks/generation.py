"""Tokens per second of one text, and many answers at once, beside PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import click
import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.report import Report, out_option, verdict
from engine.backend import Backend
from engine.benchmark.configurations import CONFIGURATIONS, Configuration
from engine.benchmark.contender import Contender, Work
from engine.benchmark.pytorch import need_pytorch
from engine.benchmark.table import grid
from engine.benchmark.timing import Race, race
from engine.data.dataset import Pair
from engine.data.generated_sources import AdditionsSource
from engine.data.vocabulary import Vocabulary
from engine.decoding import ROWS
from engine.generation import Writer
from engine.greedy import continue_greedily
from engine.greedy_search import decode_greedily
from engine.pairs import PairEncoder, to_batch
from engine.sampling import SamplingConfig
from engine.threads import BlasThreads

LENGTH = 100  # tokens of one call
SUMS = 5_000
TIMES_FASTER = {"6": 8.0, "2": 3.0}  # than PyTorch, by configuration
GREEDY, DRAWN = "greedy", "drawn"
OURS, PYTORCH, CELLS = "ours", "PyTorch", "by cells"
THREADS = (1, 2)  # whichever is faster counts, of ours as of PyTorch's
HEAD = ["", OURS, PYTORCH, CELLS, "times PyTorch", ""]
LEGEND = (
    "Per second, tokens or answers, with the faster number of threads. Drawn: by probability, ours "
    "with all that the window tells of each token. PyTorch: the network as it is trained; by "
    "cells: put together anew of LSTMCells, for writing alone."
)


@click.command("generation")
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1))
@out_option
def command(rounds: int, out: bool) -> None:
    """Write texts token by token, and answer 5,000 sums."""
    report, rows, results = Report("generation"), [HEAD], []
    races: list[tuple[str, Mapping[str, Callable[..., Work]], list[Configuration], int, float]]
    races = [
        (f"{CONFIGURATIONS[name].title}, {way}", work, [CONFIGURATIONS[name]], LENGTH, times)
        for name, times in TIMES_FASTER.items()
        for way, work in WRITING.items()
    ]
    races.append(("sums, greedy", ANSWERING, [], SUMS, 1))
    for title, work, arguments, count, times in races:
        found = _race(work, rounds, *arguments)
        rows.append(_row(title, found, count, times))
        results.append(_result(title, found, count))
    click.echo(grid(rows))
    click.echo(LEGEND)
    report.end(results, write=out)


def _row(title: str, found: Race, count: int, least: float) -> list[str]:
    rates = _rates(found, count)
    best = {
        who: max((rate for name, rate in rates.items() if name.startswith(who)), default=None)
        for who in (OURS, PYTORCH, CELLS)
    }
    ours, theirs = best[OURS], best[PYTORCH]
    row = [title, *("-" if rate is None else f"{rate:,.0f}" for rate in best.values())]
    if not (ours and theirs):
        return [*row, "-", ""]
    return [*row, f"{ours / theirs:.1f} of {least:.0f}", verdict(ours >= least * theirs)]


def _result(title: str, found: Race, count: int) -> dict[str, Any]:
    """Return a measurement as plain data."""
    return {"title": title, "per_second": _rates(found, count), "absent": found.absent}


def _rates(found: Race, count: int) -> dict[str, float]:
    return {name: 1000 * count / timing.median for name, timing in found.timings.items()}


def _race(work: Mapping[str, Callable[..., Work]], rounds: int, *arguments: object) -> Race:
    """Let everybody run with each number of threads."""
    contenders = [
        Contender(f"{who}, {threads}", prepare, (*arguments, threads))
        for who, prepare in work.items()
        for threads in THREADS
    ]
    return race(contenders, rounds)


# Texts


def write_greedily(configuration: Configuration, threads: int) -> Work:
    """Return the writing of a text, always with the likeliest token."""
    threadpool_limits(threads, user_api="blas")
    model: Any = configuration.run.model.build(configuration.sizes, Backend())
    stepper, first = model.stepper(), np.zeros(1, np.intp)
    return lambda: continue_greedily(stepper, first, LENGTH)


def write_drawn(configuration: Configuration, threads: int) -> Work:
    """Return the writing of a text as the window asks for it: drawn, with alternatives."""
    threadpool_limits(threads, user_api="blas")
    model: Any = configuration.run.model.build(configuration.sizes, Backend())
    vocabulary = Vocabulary(tuple(f"w{i}" for i in range(configuration.sizes.vocab_size)), "word")
    as_it_is = BlasThreads(())
    writer = Writer(model.stepper(), vocabulary, SamplingConfig(length=LENGTH), as_it_is)
    return lambda: sum(1 for _ in writer.write([0]))


def write_with_pytorch(
    way: str, with_cells: bool, configuration: Configuration, threads: int
) -> Work:
    """Return the same in PyTorch: with the network that learns there, or with single cells."""
    need_pytorch(threads)
    import torch

    from engine.benchmark.pytorch_models import Cells, LanguageModel, build

    model: Any = build(configuration).eval()
    assert isinstance(model, LanguageModel)
    step: Any = Cells(model) if with_cells else lambda token: model(token[None])[0]
    choose = _likeliest if way == GREEDY else _draw

    def write() -> object:
        with torch.inference_mode():
            token, written = torch.zeros(1, dtype=torch.int64), []
            for _ in range(LENGTH):
                token = choose(step(token))
                written.append(token)
            return torch.cat(written)

    return write


def _likeliest(logits: Any) -> Any:
    return logits.argmax(1)


def _draw(logits: Any) -> Any:
    return logits.softmax(1).multinomial(1)[:, 0]


WRITING: dict[str, dict[str, Callable[..., Work]]] = {
    way: {
        OURS: ours,
        PYTORCH: partial(write_with_pytorch, way, False),
        CELLS: partial(write_with_pytorch, way, True),
    }
    for way, ours in ((GREEDY, write_greedily), (DRAWN, write_drawn))
}


# Sums


def sums() -> tuple[PairEncoder, list[Pair]]:
    """Return the sums, and what numbers their symbols."""
    rows = [Pair(*row) for row in AdditionsSource(count=SUMS).make().rows]
    return PairEncoder(Vocabulary.of_pairs(rows, "character"), reverse=True), rows


def answer_sums(threads: int) -> Work:
    """Return the answering of all sums, from their characters to ids of answers."""
    threadpool_limits(threads, user_api="blas")
    encoder, rows = sums()
    sizes, backend = encoder.sizes(rows), Backend()
    model: Any = CONFIGURATIONS["4"].run.model.build(sizes, backend)

    def answer() -> object:
        answers = []
        for start in range(0, len(rows), ROWS):
            questions = encoder.questions(rows[start : start + ROWS], sizes)
            fed = to_batch(questions, np.full((len(questions), 1), encoder.start), backend)
            answers.append(decode_greedily(model, fed, encoder.form(sizes)).ids)
        return np.concatenate(answers, axis=1)

    return answer


def answer_sums_with_pytorch(threads: int) -> Work:
    """Return the same in PyTorch, all sums in one batch."""
    need_pytorch(threads)
    import torch

    from engine.benchmark.pytorch_models import Seq2seq

    encoder, rows = sums()
    sizes, config = encoder.sizes(rows), CONFIGURATIONS["4"].run.model
    model = Seq2seq(sizes.vocab_size, config).eval()  # type: ignore[arg-type]

    def answer() -> object:
        with torch.inference_mode():
            questions = np.ascontiguousarray(encoder.questions(rows, sizes).T)
            memory, state = model.read(torch.from_numpy(questions))
            summary, answers = state[0], []
            token = torch.full((1, len(rows)), encoder.start)
            for _ in range(sizes.answer_length):
                logits, state = model.write(memory, summary, state, token)
                token = logits.argmax(2)
                answers.append(token)
            return torch.cat(answers)

    return answer


ANSWERING: dict[str, Callable[..., Work]] = {OURS: answer_sums, PYTORCH: answer_sums_with_pytorch}
