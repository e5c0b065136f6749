"""Settings to start from: one preset per published experiment, and a few of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.errors import ConfigError
from engine.run_config import RunConfig

NEXT_WORD = "Predict the next word"
ANSWER = "Turn a question into an answer"
BOOK = "Saito, Deep Learning from Scratch 2"


@dataclass(frozen=True)
class Preset:
    """A run's settings with where they come from and what to expect.

    Attributes:
        settings: what differs from the defaults, as plain data.
    """

    name: str
    title: str
    group: str
    summary: str
    source: str
    expect: str
    settings: Mapping[str, Any] = field(repr=False)

    @cached_property
    def config(self) -> RunConfig:
        """The whole configuration."""
        return RunConfig.parse(self.settings)


def _language_model(
    source: Mapping[str, Any], task: Mapping[str, Any], model: Mapping[str, Any], **rest: Any
) -> dict[str, Any]:
    return {
        "data": source,
        "task": {"kind": "language_modelling", **task},
        "model": {"kind": "language_model", **model},
        **rest,
    }


def _pairs(sample: str, model: Mapping[str, Any], *, reverse: bool, epochs: int) -> dict[str, Any]:
    return {
        "data": {"source": {"kind": "sample", "name": sample}, "valid_share": 0.1},
        "task": {"kind": "sequence_to_sequence", "batch_size": 128, "reverse": reverse},
        "model": {"kind": "seq2seq", **model},
        "optimizer": {"kind": "adam", "learning_rate": 0.001},
        "training": {"epochs": epochs, "max_grad_norm": 5.0},
    }


_VILLAGE = {"source": {"kind": "sample", "name": "village"}, "valid_share": 0.1}
_PYTHON = {"source": {"kind": "sample", "name": "python"}, "valid_share": 0.05, "test_share": 0.05}
_PTB_SCHEME = {"batch_size": 20, "time_steps": 35}
_SGD_20 = {"kind": "sgd", "learning_rate": 20.0}

_ALL = (
    Preset(
        "village",
        "First words",
        NEXT_WORD,
        "A small LSTM learns the little language of a village in a quarter of a minute.",
        "Our own; the text is made by a grammar whose entropy is known",
        "Validation perplexity comes close to 3.43, the best that any model can reach.",
        _language_model(
            _VILLAGE,
            {"batch_size": 20, "time_steps": 20},
            {"cell": "lstm", "embedding_size": 64, "hidden_size": 64},
            optimizer={"kind": "adam", "learning_rate": 0.003},
            training={"epochs": 20, "max_grad_norm": 5.0},
        ),
    ),
    Preset(
        "simple-rnnlm",
        "Simple RNN",
        NEXT_WORD,
        "One Elman network reads the first 1,000 words of a text again and again.",
        f"{BOOK}, section 5.5",
        "On Penn Treebank, train perplexity 5.3 to 6.3 after 100 epochs: learned by heart.",
        _language_model(
            {**_VILLAGE, "limit": 1000},
            {"batch_size": 10, "time_steps": 5},
            {"cell": "rnn", "embedding_size": 100, "hidden_size": 100},
            optimizer={"kind": "sgd", "learning_rate": 0.1},
            training={"epochs": 100, "max_grad_norm": 0.0},
        ),
    ),
    Preset(
        "rnnlm",
        "LSTM",
        NEXT_WORD,
        "One LSTM reads a whole text, 35 words at a time.",
        f"{BOOK}, section 6.4",
        "On Penn Treebank, test perplexity about 136 after 4 epochs.",
        _language_model(
            _VILLAGE,
            _PTB_SCHEME,
            {"cell": "lstm", "embedding_size": 100, "hidden_size": 100},
            optimizer=_SGD_20,
            training={"epochs": 4, "max_grad_norm": 0.25},
        ),
    ),
    Preset(
        "gru-lm",
        "GRU",
        NEXT_WORD,
        "The same with a gated recurrent unit: two gates, one state.",
        f"{BOOK}, appendix C",
        "On Penn Treebank close to the LSTM, in three quarters of its time.",
        _language_model(
            _VILLAGE,
            _PTB_SCHEME,
            {"cell": "gru", "embedding_size": 100, "hidden_size": 100},
            optimizer=_SGD_20,
            training={"epochs": 4, "max_grad_norm": 0.25},
        ),
    ),
    Preset(
        "char-lstm",
        "Letter by letter",
        NEXT_WORD,
        "An LSTM that spells: it predicts the next character of a text.",
        "Graves 2013, Generating sequences with recurrent neural networks, in small",
        "On the Python language reference, validation perplexity below 4 per character.",
        _language_model(
            _PYTHON,
            {"level": "character", "batch_size": 50, "time_steps": 50},
            {"cell": "lstm", "embedding_size": 64, "hidden_size": 128},
            optimizer={"kind": "adam", "learning_rate": 0.002},
            training={"epochs": 10, "max_grad_norm": 5.0},
        ),
    ),
    Preset(
        "addition",
        "Seq2seq",
        ANSWER,
        "An encoder reads a sum, a decoder writes the result.",
        f"{BOOK}, section 7.3",
        "Whole answers right after 25 epochs: about 10 %.",
        _pairs("addition", {"embedding_size": 16, "hidden_size": 128}, reverse=False, epochs=25),
    ),
    Preset(
        "addition-reverse",
        "Reverse",
        ANSWER,
        "The same with the question reversed, so that its beginning is near the answer's.",
        f"{BOOK}, section 7.4.1; Sutskever et al. 2014",
        "Whole answers right after 25 epochs: about 54 %.",
        _pairs("addition", {"embedding_size": 16, "hidden_size": 128}, reverse=True, epochs=25),
    ),
)

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _ALL}


def preset(name: str) -> Preset:
    """Return a preset.

    Raises:
        ConfigError: there is none of this name.
    """
    if name not in PRESETS:
        raise ConfigError(f"There is no preset “{name}”. Choose one of {', '.join(PRESETS)}.")
    return PRESETS[name]
