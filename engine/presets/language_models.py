"""Presets that predict the next word or character."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.presets.base import BOOK, NEXT_WORD, Preset

_VILLAGE = {"source": {"kind": "sample", "name": "village"}, "valid_share": 0.1}
_PYTHON = {"source": {"kind": "sample", "name": "python"}, "valid_share": 0.05, "test_share": 0.05}
_BY_35 = {"batch_size": 20, "time_steps": 35}
_SGD_20 = {"kind": "sgd", "learning_rate": 20.0}
_ADAM = {"kind": "adam", "learning_rate": 0.002}


def _settings(
    data: Mapping[str, Any],
    task: Mapping[str, Any],
    model: Mapping[str, Any],
    optimizer: Mapping[str, Any] = _SGD_20,
    epochs: int = 4,
    clip: float = 0.25,
    schedule: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "data": data,
        "task": {"kind": "language_modelling", **task},
        "model": {"kind": "language_model", **model},
        "optimizer": optimizer,
        "schedule": schedule or {"kind": "constant"},
        "training": {"epochs": epochs, "max_grad_norm": clip},
    }


def _cell(name: str, size: int, layers: int = 1, **more: Any) -> dict[str, Any]:
    sizes = {"embedding_size": size, "hidden_size": size, "num_layers": layers}
    return {"cell": name, **sizes, **more}


def _ngram(order: int, title: str, expect: str) -> Preset:
    return Preset(
        f"ngram-{order}",
        title,
        NEXT_WORD,
        "Counts words in a row, smoothed by Kneser and Ney: no network, ready in a moment.",
        "Chen & Goodman 1998, interpolated modified Kneser-Ney",
        expect,
        {
            "data": _VILLAGE,
            "task": {"kind": "language_modelling", **_BY_35},
            "model": {"kind": "ngram", "order": order},
        },
    )


LANGUAGE_MODELS = (
    Preset(
        "simple-rnnlm",
        "Simple RNN",
        NEXT_WORD,
        "One Elman network reads the first 1,000 words of a text again and again.",
        f"{BOOK}, section 5.5",
        "On Penn Treebank, train perplexity 5.3 to 6.3 after 100 epochs: learned by heart.",
        _settings(
            {**_VILLAGE, "limit": 1000},
            {"batch_size": 10, "time_steps": 5},
            _cell("rnn", 100),
            {"kind": "sgd", "learning_rate": 0.1},
            epochs=100,
            clip=0.0,
        ),
    ),
    Preset(
        "village",
        "First words",
        NEXT_WORD,
        "A small LSTM learns the little language of a village in a few seconds.",
        "Our own; the text is made by a grammar whose entropy is known",
        "Validation perplexity comes close to 3.43, the best that any model can reach.",
        _settings(
            _VILLAGE,
            {"batch_size": 20, "time_steps": 20},
            _cell("lstm", 64),
            {"kind": "adam", "learning_rate": 0.003},
            epochs=20,
            clip=5.0,
        ),
    ),
    Preset(
        "rnnlm",
        "LSTM",
        NEXT_WORD,
        "One LSTM reads a whole text, 35 words at a time.",
        f"{BOOK}, section 6.4",
        "On Penn Treebank, test perplexity about 136 after 4 epochs.",
        _settings(_VILLAGE, _BY_35, _cell("lstm", 100)),
    ),
    Preset(
        "better-rnnlm",
        "Better LSTM",
        NEXT_WORD,
        "Two LSTM layers with dropout, and one table for input and output.",
        f"{BOOK}, section 6.5",
        "On Penn Treebank, test perplexity 75.8 after 40 epochs; 122 after 3.",
        _settings(
            _VILLAGE,
            _BY_35,
            _cell("lstm", 650, 2, dropout=0.5, tie_weights=True),
            epochs=40,
            schedule={"kind": "plateau", "divisor": 4.0},
        ),
    ),
    Preset(
        "gru-lm",
        "GRU",
        NEXT_WORD,
        "The LSTM's task for a gated recurrent unit: two gates, one state.",
        f"{BOOK}, appendix C",
        "On Penn Treebank close to the LSTM, in three quarters of its time.",
        _settings(_VILLAGE, _BY_35, _cell("gru", 100)),
    ),
    Preset(
        "char-lstm",
        "Letter by letter",
        NEXT_WORD,
        "An LSTM that spells: it predicts the next character of a text.",
        "Graves 2013, Generating sequences with recurrent neural networks, in small",
        "On the Python language reference, validation perplexity below 4 per character.",
        _settings(
            _PYTHON,
            {"level": "character", "batch_size": 50, "time_steps": 50},
            {"cell": "lstm", "embedding_size": 64, "hidden_size": 128},
            _ADAM,
            epochs=10,
            clip=5.0,
        ),
    ),
    Preset(
        "char-rnn",
        "char-rnn",
        NEXT_WORD,
        "Two LSTM layers of 128, the settings that wrote Shakespeare.",
        "Karpathy 2015, char-rnn",
        "On tinyshakespeare about 1.78 nats per character after 1,000 updates.",
        _settings(
            {**_PYTHON, "test_share": 0.0},
            {"level": "character", "batch_size": 50, "time_steps": 50},
            {"cell": "lstm", "embedding_size": 65, "hidden_size": 128, "num_layers": 2},
            {"kind": "rmsprop", "learning_rate": 0.002, "decay": 0.95},
            epochs=50,
            clip=5.0,
            schedule={"kind": "step", "start": 10, "divisor": 1 / 0.97},
        ),
    ),
    Preset(
        "keras-char-lstm",
        "Keras writer",
        NEXT_WORD,
        "The character generator of the Keras examples: one LSTM of 128, RMSProp at 0.01.",
        "Keras, example lstm_text_generation; here every character of a window is a target",
        "On Nietzsche the example's train loss is 2.29, 1.62, 1.50 in its first epochs.",
        _settings(
            _PYTHON,
            {"level": "character", "batch_size": 128, "time_steps": 40},
            {"cell": "lstm", "embedding_size": 64, "hidden_size": 128},
            {"kind": "rmsprop", "learning_rate": 0.01},
            epochs=20,
            clip=5.0,
        ),
    ),
    # Zaremba's loss is summed over the T steps, ours is their mean: his rate of 1 and his clip of
    # 5 are T and 5 / T here.
    Preset(
        "zaremba-small",
        "Zaremba small",
        NEXT_WORD,
        "Two LSTM layers of 200 without dropout.",
        "Zaremba et al. 2014, small",
        "On Penn Treebank, test perplexity about 115.9 after 13 epochs.",
        _settings(
            _VILLAGE,
            {"batch_size": 20, "time_steps": 20},
            _cell("lstm", 200, 2),
            epochs=13,
            schedule={"kind": "step", "start": 4, "divisor": 2.0},
        ),
    ),
    Preset(
        "zaremba-medium",
        "Zaremba medium",
        NEXT_WORD,
        "Two LSTM layers of 650 with dropout 0.5.",
        "Zaremba et al. 2014, medium",
        "On Penn Treebank, test perplexity about 82.7 after 39 epochs.",
        _settings(
            _VILLAGE,
            _BY_35,
            _cell("lstm", 650, 2, dropout=0.5),
            {"kind": "sgd", "learning_rate": 35.0},
            epochs=39,
            clip=0.143,
            schedule={"kind": "step", "start": 6, "divisor": 1.2},
        ),
    ),
    Preset(
        "window-lm",
        "Window",
        NEXT_WORD,
        "A network without memory that sees the last five words and nothing before them.",
        "Bengio et al. 2003",
        "Between a 3-gram and an RNN; what lies outside the window cannot be learned.",
        {
            **_settings(_VILLAGE, _BY_35, {}, _ADAM, epochs=10, clip=5.0),
            "model": {"kind": "window", "window": 5},
        },
    ),
    _ngram(1, "1-gram", "On Penn Treebank, test perplexity about 639: word frequencies alone."),
    _ngram(2, "2-gram", "On Penn Treebank, test perplexity 185.7."),
    _ngram(3, "n-gram", "On Penn Treebank, test perplexity 148.3."),
    _ngram(4, "4-gram", "On Penn Treebank, test perplexity 142.7."),
    _ngram(5, "5-gram", "On Penn Treebank, test perplexity 141.2."),
)
