"""Presets that label a text."""

from __future__ import annotations

from engine.presets.base import LABEL, Preset

CLASSIFIERS = (
    Preset(
        "keras-sentiment",
        "Classifier",
        LABEL,
        "An LSTM reads an opinion and says whether it praises.",
        "Keras, example imdb_lstm, with its dropout of 0.2 on inputs and state",
        "On the film reviews of Pang & Lee 2005, 76 % of the test lines right; on TREC, 86 %.",
        {
            "data": {
                "source": {"kind": "sample", "name": "opinions"},
                "valid_share": 0.1,
                "test_share": 0.1,
            },
            "task": {"kind": "classification", "batch_size": 32, "vocabulary_size": 20_000},
            "model": {
                "kind": "classifier",
                "cell": {"kind": "lstm", "recurrent_dropout": 0.2},
                "embedding_size": 128,
                "hidden_size": 128,
                "dropout": 0.2,
            },
            "optimizer": {"kind": "adam", "learning_rate": 0.001},
            "training": {"epochs": 3, "max_grad_norm": 5.0},
        },
    ),
)
