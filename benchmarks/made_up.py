"""Data of exactly the sizes that a configuration asks for."""

from __future__ import annotations

import numpy as np

from engine.benchmark.configurations import Configuration
from engine.data.dataset import Dataset, Kind, Records
from engine.data.generated_sources import AdditionsSource, DatesSource
from engine.models import Seq2seqConfig

PAIRS = 2_000


def made_up_text(vocab_size: int, tokens: int, seed: int = 0) -> str:
    """Return a text of that many words, in which each word of the vocabulary occurs."""
    drawn = np.random.RandomState(seed).randint(0, vocab_size, max(tokens - vocab_size, 0))
    ids = [*range(vocab_size), *drawn.tolist()]
    return " ".join(f"w{i}" for i in ids)


def made_up_dataset(configuration: Configuration, updates: int) -> Dataset:
    """Return data for about so many updates an epoch, with a tenth more for validation."""
    config = configuration.run
    if isinstance(config.model, Seq2seqConfig):
        source = DatesSource if config.model.attention != "none" else AdditionsSource
        return source(count=PAIRS).read()
    tokens = int(1.2 * config.task.examples_per_update * (updates + 1))
    vocab_size = configuration.sizes.vocab_size
    text = made_up_text(vocab_size, max(tokens, 2 * vocab_size))
    return Dataset(Kind.TEXT, "made-up words", {"all": Records(text=text)})
