"""Presets that answer whole sentences with whole sentences."""

from __future__ import annotations

from typing import Any

from engine.presets.base import ANSWER, Preset


def _settings(
    sample: str,
    *,
    epochs: int,
    batch_size: int = 32,
    embedding_size: int = 128,
    dropout: float = 0.0,
    learning_rate: float = 0.005,
) -> dict[str, Any]:
    """Return settings for whole sentences: attention, an encoder that reads both ways."""
    return {
        "data": {"source": {"kind": "sample", "name": sample}, "valid_share": 0.1},
        "task": {"kind": "sequence_to_sequence", "batch_size": batch_size, "level": "word"},
        "model": {
            "kind": "seq2seq",
            "embedding_size": embedding_size,
            "hidden_size": 128,
            "dropout": dropout,
            "attention": "general",
            "bidirectional": True,
            "carry_cell": True,
        },
        "optimizer": {"kind": "adam", "learning_rate": learning_rate},
        "schedule": {"kind": "cosine"},
        "training": {"epochs": epochs, "max_grad_norm": 5.0},
    }


SENTENCES = (
    Preset(
        "translation",
        "Translation",
        ANSWER,
        "Word by word from one language into another, looking back at the whole sentence.",
        "Luong et al. 2015, attention-based translation, in small; sentences of manythings.org",
        "On 18,000 pairs of manythings.org, 19 % of new sentences right word for word: 6 epochs.",
        _settings("phrases", epochs=6, dropout=0.2),
    ),
    Preset(
        "question-answer",
        "Conversation",
        ANSWER,
        "Answers a question or goes on with a conversation, from a file of both.",
        "Vinyals & Le 2015, A neural conversational model, in small",
        "On Korean small talk, answers that fit the topic after 7 epochs, seldom the file's own.",
        _settings("questions", epochs=15, dropout=0.1),
    ),
    Preset(
        "commands",
        "Commands",
        ANSWER,
        "Turns a command in a few words into all that is then done.",
        "Lake & Baroni 2018, SCAN, with Luong's attention",
        "On SCAN's simple split, 99.9 % of the test commands right after 12 epochs.",
        _settings("commands", epochs=12, batch_size=64, embedding_size=32, learning_rate=0.002),
    ),
    Preset(
        "summaries",
        "Summaries",
        ANSWER,
        "Says a long sentence again in the few words of a headline.",
        "Rush et al. 2015, A neural attention model for abstractive summarization, in small",
        "On the sample, nine in ten of the held-out headlines right after 8 epochs.",
        _settings("reports", epochs=8),
    ),
)
