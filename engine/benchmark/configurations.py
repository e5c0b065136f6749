"""The networks whose speed is promised, and the promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.backend import Backend
from engine.errors import ConfigError
from engine.models.base import Batch, Sizes
from engine.run_config import RunConfig

BATCHES = 8  # different ones that a contender goes round: no batch is in the cache by its ids
DIFFERENT = 0  # the seed that they are drawn from


@dataclass(frozen=True)
class Limits:
    """How many times as long as others an update of ours may take at most."""

    to_pytorch: float
    to_products: float


@dataclass(frozen=True)
class Configuration:
    """A network and the update whose time is measured, in float32.

    Attributes:
        name: as it is chosen on the command line. title: what it is, with its sizes.
    """

    name: str
    title: str
    run: RunConfig
    sizes: Sizes
    limits: Limits

    def batches(self, backend: Backend) -> list[Batch]:
        """Return made-up batches, the same ones for everybody."""
        source = Backend(seed=DIFFERENT)
        made = [self.run.task.made_up_batch(self.sizes, source) for _ in range(BATCHES)]
        return [
            Batch(backend.ids(batch.inputs), backend.ids(batch.targets), batch.count)
            for batch in made
        ]


def _words(
    vocab_size: int, size: int, batch_size: int, time_steps: int, optimizer: str, **model: Any
) -> tuple[RunConfig, Sizes]:
    """Return a language model whose embedding is as large as its state."""
    config = {
        "task": {
            "kind": "language_modelling",
            "batch_size": batch_size,
            "time_steps": time_steps,
        },
        "model": {
            "kind": "language_model",
            "embedding_size": size,
            "hidden_size": size,
            **model,
        },
        "optimizer": {"kind": optimizer, "learning_rate": 0.001},
        "training": {"max_grad_norm": 0.25},
    }
    return RunConfig.parse(config), Sizes(vocab_size)


def _pairs(
    vocab_size: int, hidden_size: int, question: int, answer: int, **model: Any
) -> tuple[RunConfig, Sizes]:
    """Return an encoder-decoder as in the book: 16 numbers stand for a symbol, 128 pairs."""
    config = {
        "task": {"kind": "sequence_to_sequence", "batch_size": 128},
        "model": {"kind": "seq2seq", "embedding_size": 16, "hidden_size": hidden_size, **model},
        "optimizer": {"kind": "adam", "learning_rate": 0.001},
        "training": {"max_grad_norm": 5.0},
    }
    sizes = Sizes(vocab_size, question_length=question, answer_length=answer, fixed_width=True)
    return RunConfig.parse(config), sizes


_ALL = (
    Configuration(
        "1",
        "SimpleRnnlm V=418 D=H=100 N=10 T=5, SGD",
        *_words(418, 100, 10, 5, "sgd", cell="rnn"),
        Limits(0.40, 2.0),
    ),
    Configuration(
        "2",
        "Rnnlm V=10000 D=H=100 N=20 T=35, SGD",
        *_words(10_000, 100, 20, 35, "sgd"),
        Limits(0.55, 1.35),
    ),
    Configuration(
        "3",
        "BetterRnnlm V=10000 2x650 tied, dropout 0.5, N=20 T=35, SGD",
        *_words(10_000, 650, 20, 35, "sgd", num_layers=2, dropout=0.5, tie_weights=True),
        Limits(0.80, 1.15),
    ),
    Configuration(
        "4", "addition seq2seq D=16 H=128 N=128, Adam", *_pairs(13, 128, 7, 4), Limits(1.00, 1.65)
    ),
    Configuration(
        "4p",
        "addition Peeky seq2seq D=16 H=128 N=128, Adam",
        *_pairs(13, 128, 7, 4, peeky=True),
        Limits(0.90, 1.6),
    ),
    Configuration(
        "5",
        "dates with attention D=16 H=256 N=128, Adam",
        *_pairs(59, 256, 29, 10, attention="book"),
        Limits(0.82, 1.3),
    ),
    Configuration(
        "6",
        "char-rnn V=65 2x128 N=50 T=50, Adam",
        *_words(65, 128, 50, 50, "adam", num_layers=2),
        Limits(1.00, 1.2),
    ),
    Configuration(
        "7",
        "GRU LM V=10000 D=H=256 N=20 T=35, SGD",
        *_words(10_000, 256, 20, 35, "sgd", cell="gru"),
        Limits(0.55, 1.3),
    ),
)

CONFIGURATIONS = {configuration.name: configuration for configuration in _ALL}


def choose(names: Iterable[str]) -> list[Configuration]:
    """Return configurations by name; all of them if none is named.

    Raises:
        ConfigError: there is none of a name.
    """
    wanted = [name.strip() for name in names if name.strip()] or list(CONFIGURATIONS)
    unknown = next((name for name in wanted if name not in CONFIGURATIONS), None)
    if unknown is not None:
        raise ConfigError(
            f"There is no configuration “{unknown}”. Choose of {', '.join(CONFIGURATIONS)}."
        )
    return [CONFIGURATIONS[name] for name in wanted]
