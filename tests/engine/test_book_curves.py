"""The learning curves of "Deep Learning from Scratch 2", replayed from the seed 1984.

Random numbers are drawn in the book's order, so its public curves prove the initial weights,
shuffling, gradients, clipping, Adam and evaluation together.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.events import Evaluated, Event, Progress
from engine.layers.base import Dense
from engine.layers.rnn import RNN
from engine.parameter import Parameters
from engine.presets import preset
from engine.run import Run
from tests.shared_data import shared_data

ADDITION, DATES, TREEBANK = "addition/addition.txt", "date/date.txt", "ptb/ptb.train.txt"
PRINTED_EVERY = 20  # updates: the book's program prints the mean loss since it last did


def run_of(name: str, path: str, **changes: Any) -> Run:
    """Return a preset's run on a file of the shared data, on one core: others may be busy."""
    source = {"kind": "files", "train": str(shared_data(path))}
    return Run(preset(name).config.with_source(**source).changed(threads=1, **changes))


def evaluations_of(events: Iterator[Event]) -> Iterator[Evaluated]:
    """Yield the evaluations."""
    return (event for event in events if isinstance(event, Evaluated))


def printed_losses(run: Run, count: int) -> list[float]:
    """Return the mean losses that the book's program prints at updates 1, 21, 41 and so on."""
    updates = (event for event in run.events() if isinstance(event, Progress))
    losses = [p.loss for p in islice(updates, 1 + PRINTED_EVERY * (count - 1))]
    return [losses[0]] + [
        float(np.mean(losses[start : start + PRINTED_EVERY]))
        for start in range(1, len(losses), PRINTED_EVERY)
    ]


def test_simple_rnnlm_learns_a_thousand_words_by_heart() -> None:
    """Train perplexities within the bands of five public notebooks, epoch by epoch."""
    run = run_of("simple-rnnlm", TREEBANK)
    bands = {
        1: (352, 408), 2: (235, 331), 3: (216, 247), 5: (202.7, 211.2), 10: (191.6, 193.2),
        20: (178.9, 183.3), 30: (151.0, 159.9), 50: (72.3, 88.1), 70: (24.3, 30.5),
        90: (8.2, 10.8), 100: (5.26, 6.28),
    }  # fmt: skip
    assert (run.task.sizes.vocab_size, run.task.updates_per_epoch) == (418, 19)

    curve = {round(e.epoch): e.train.perplexity for e in evaluations_of(run.events())}

    for epoch, (low, high) in bands.items():
        assert low <= curve[epoch] <= high, f"epoch {epoch}: {curve[epoch]:.2f}"


@pytest.mark.parametrize(
    ("name", "path", "losses"),
    [
        ("addition", ADDITION, [2.56, 2.53, 2.17, 1.96, 1.92]),
        ("dates-attention", DATES, [4.08, 3.09, 1.90]),
    ],
)
def test_the_first_losses_are_those_that_the_book_prints(
    name: str, path: str, losses: list[float]
) -> None:
    """To the two digits that are printed."""
    printed = printed_losses(run_of(name, path), len(losses))

    assert [round(loss, 2) for loss in printed] == losses


@pytest.mark.parametrize(
    ("name", "path", "parameters", "vocab_size"),
    [
        ("addition", ADDITION, 150_573, 13),
        ("addition-reverse-peeky", ADDITION, 217_773, 13),
        ("dates-attention", DATES, 591_259, 59),
    ],
)
def test_the_models_are_as_large_as_published(
    name: str, path: str, parameters: int, vocab_size: int
) -> None:
    """On the book's data, 45,000 pairs for training and 5,000 for validation."""
    run = run_of(name, path)

    assert run.model.parameters.count == parameters
    assert run.task.sizes.vocab_size == vocab_size
    assert run.task.counts == {"train": 45_000, "valid": 5_000}
    assert run.task.updates_per_epoch == 351


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_reversed_addition_follows_the_public_curve() -> None:
    """Whole answers right in %, within 0.3 points of three public runs for ten epochs."""
    curve = [0.12, 0.40, 1.94, 5.78, 12.46, 14.26, 17.50, 23.08, 26.54, 29.82]
    run = run_of("addition-reverse", ADDITION, **{"training.epochs": len(curve)})

    accuracies = [100 * (e.valid.accuracy or 0) for e in evaluations_of(run.events()) if e.valid]

    assert accuracies == pytest.approx(curve, abs=0.3)


@pytest.mark.parametrize(
    ("scale", "norms", "last"),
    [
        (1.0, [2.4684, 3.3357, 4.7833, 6.2796, 8.0808], 249.4956),
        (0.5, [1.2342, 0.8339, 0.5979, 0.3925, 0.2525], 0.0002),
    ],
    ids=["explodes", "vanishes"],
)
def test_gradients_explode_or_vanish_as_in_the_book(
    scale: float, norms: list[float], last: float
) -> None:
    """The norms of dh over twenty steps (section 6.1.4), by a layer whose state is zero.

    There tanh has the slope one, so the way back is dh W_h^T at every step.
    """
    N, H, T = 2, 3, 20
    backend = Backend("float64")
    layer = RNN(1, H, backend)
    parameters = Parameters(layer.parameters(), backend)
    W_h = np.random.RandomState(3).randn(H, H) * scale
    parameters.load({"W_x": np.zeros((1, 1, H)), "W_h": np.vstack([W_h, np.zeros(H)])[None]})

    found = []
    for steps in range(1, T + 1):
        x = Dense(np.zeros((steps, N, 1)), backend)
        _, _, cache = layer.forward(x, layer.initial_state(N))
        _, (dh,) = layer.backward(None, (np.ones((N, H)),), cache)
        found.append(np.sqrt((dh**2).sum()) / N)

    assert found[:5] == pytest.approx(norms, abs=5e-5)
    assert found[-1] == pytest.approx(last, abs=5e-5)
