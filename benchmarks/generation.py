"""Tokens per second of one text, and many answers at once, beside PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

LENGTH = 200  # tokens of one call
SUMS = 5_000
TIMES_FASTER = {"6": 8.0, "2": 3.0}  # than PyTorch, by configuration
OURS, SHOWN, PYTORCH = "ours", "shown", "PyTorch"
THREADS = (1, 2)  # whichever is faster counts, of ours as of PyTorch's
HEAD = ["", OURS, SHOWN, PYTORCH, "times as fast", ""]
LEGEND = (
    "Per second, tokens or answers, with the faster number of threads. "
    "Shown: drawn by probability, with all that the window tells of each token."
)


@click.command("generation")
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1))
@out_option
def command(rounds: int, out: bool) -> None:
    """Write texts token by token, and answer 5,000 sums."""
    report, rows, results = Report("generation"), [HEAD], []
    for name, times in TIMES_FASTER.items():
        row, result = _told(CONFIGURATIONS[name].title, _write(name, rounds), LENGTH, times)
        rows.append(row)
        results.append(result)
    row, result = _told("greedy answers to sums", _answer(rounds), SUMS, 1.0)
    click.echo(grid([*rows, row]))
    click.echo(LEGEND)
    report.end([*results, result], write=out)


def _told(title: str, found: Race, count: int, least: float) -> tuple[list[str], dict[str, Any]]:
    """Return a measurement as a row of the table and as plain data."""
    rates = {name: 1000 * count / timing.median for name, timing in found.timings.items()}
    best = {
        who: max((rate for name, rate in rates.items() if name.startswith(who)), default=None)
        for who in (OURS, SHOWN, PYTORCH)
    }
    ours, theirs = best[OURS], best[PYTORCH]
    times = ours / theirs if ours and theirs else None
    row = [title, *("-" if rate is None else f"{rate:,.0f}" for rate in best.values())]
    row += ["-", ""] if times is None else [f"{times:.1f} of {least:.0f}", verdict(times >= least)]
    result = {"title": title, "per_second": rates, "times_as_fast": times, "at_least": least}
    return row, result | {"absent": found.absent}


# Texts


def _write(name: str, rounds: int) -> Race:
    work = {OURS: write_greedily, SHOWN: write_sampled, PYTORCH: write_with_pytorch}
    return _race(work, rounds, CONFIGURATIONS[name])


def _race(work: Mapping[str, Callable[..., Work]], rounds: int, *arguments: object) -> Race:
    """Let everybody run with each number of threads."""
    contenders = [
        Contender(f"{who}, {threads}", prepare, (*arguments, threads))
        for who, prepare in work.items()
        for threads in THREADS
    ]
    return race(contenders, rounds)


def write_greedily(configuration: Configuration, threads: int) -> Work:
    """Return the writing of a text, always with the likeliest token."""
    threadpool_limits(threads, user_api="blas")
    model: Any = configuration.run.model.build(configuration.sizes, Backend())
    stepper, first = model.stepper(), np.zeros(1, np.intp)
    return lambda: continue_greedily(stepper, first, LENGTH)


def write_sampled(configuration: Configuration, threads: int) -> Work:
    """Return the writing of a text as the window asks for it: drawn, with alternatives."""
    threadpool_limits(threads, user_api="blas")
    model: Any = configuration.run.model.build(configuration.sizes, Backend())
    tokens = tuple(f"w{i}" for i in range(configuration.sizes.vocab_size))
    writer = Writer(model.stepper(), Vocabulary(tokens, "word"), SamplingConfig(length=LENGTH))
    return lambda: sum(1 for _ in writer.write([0]))


def write_with_pytorch(configuration: Configuration, threads: int) -> Work:
    """Return the same in PyTorch, always with the likeliest token."""
    need_pytorch(threads)
    import torch

    from engine.benchmark.pytorch_models import LanguageModel, build

    model = build(configuration).eval()
    assert isinstance(model, LanguageModel)

    def write() -> object:
        with torch.inference_mode():
            token, written = torch.zeros(1, 1, dtype=torch.int64), []
            for _ in range(LENGTH):
                token = model(token).argmax(2)
                written.append(token)
            return torch.cat(written)

    return write


# Sums


def _answer(rounds: int) -> Race:
    return _race({OURS: answer_sums, PYTORCH: answer_sums_with_pytorch}, rounds)


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
