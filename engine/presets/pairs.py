"""Presets that turn a question into an answer."""

from __future__ import annotations

from typing import Any

from engine.presets.base import ANSWER, BOOK, Preset


def _settings(
    sample: str, *, hidden_size: int, epochs: int, reverse: bool = True, **model: Any
) -> dict[str, Any]:
    return {
        "data": {"source": {"kind": "sample", "name": sample}, "valid_share": 0.1},
        "task": {"kind": "sequence_to_sequence", "batch_size": 128, "reverse": reverse},
        "model": {"kind": "seq2seq", "embedding_size": 16, "hidden_size": hidden_size, **model},
        "optimizer": {"kind": "adam", "learning_rate": 0.001},
        "training": {"epochs": epochs, "max_grad_norm": 5.0},
    }


PAIRS = (
    Preset(
        "addition",
        "Seq2seq",
        ANSWER,
        "An encoder reads a sum, a decoder writes the result.",
        f"{BOOK}, section 7.3",
        "Whole answers right after 25 epochs: 7 to 11 %.",
        _settings("addition", hidden_size=128, epochs=25, reverse=False),
    ),
    Preset(
        "addition-reverse",
        "Reverse",
        ANSWER,
        "The question is read backwards, so that its beginning is near the answer's.",
        f"{BOOK}, section 7.4.1; Sutskever et al. 2014",
        "Whole answers right after 25 epochs: about 54 %.",
        _settings("addition", hidden_size=128, epochs=25),
    ),
    Preset(
        "addition-peeky",
        "Peeky",
        ANSWER,
        "Every step of the decoder sees what the encoder said at its end.",
        f"{BOOK}, section 7.4.2; Cho et al. 2014",
        "Whole answers right after 25 epochs: about 82 %.",
        _settings("addition", hidden_size=128, epochs=25, reverse=False, peeky=True),
    ),
    Preset(
        "addition-reverse-peeky",
        "Reverse, Peeky",
        ANSWER,
        "Both together: the question backwards, the encoder's word at every step.",
        f"{BOOK}, section 7.4",
        "Whole answers right after 25 epochs: 97 to 99 %.",
        _settings("addition", hidden_size=128, epochs=25, peeky=True),
    ),
    Preset(
        "dates-attention",
        "Attention",
        ANSWER,
        "Every step of the decoder looks back at the whole question.",
        f"{BOOK}, section 8.3; Luong et al. 2015",
        "On the book's dates, 99.9 % of whole answers right after 3 epochs.",
        _settings("dates", hidden_size=256, epochs=10, attention="book"),
    ),
    Preset(
        "dates-seq2seq",
        "Dates, plain",
        ANSWER,
        "Dates rewritten by a plain encoder and decoder, to compare with attention.",
        f"{BOOK}, section 8.3",
        "On the book's dates, as the book reports, hardly anything right within 10 epochs.",
        _settings("dates", hidden_size=256, epochs=10),
    ),
    Preset(
        "dates-peeky",
        "Dates, Peeky",
        ANSWER,
        "Dates rewritten by a peeky decoder, to compare with attention.",
        f"{BOOK}, section 8.3",
        "On the book's dates, 99.8 % of whole answers right after 5 epochs; attention needs 3.",
        _settings("dates", hidden_size=256, epochs=10, peeky=True),
    ),
    Preset(
        "expressions",
        "Expressions",
        ANSWER,
        "Small arithmetic expressions and their values: an algorithm learned from examples.",
        "Zaremba & Sutskever 2014, Learning to execute, in small",
        "45 % of whole answers right after 6 epochs of 20, and still rising.",
        _settings("expressions", hidden_size=256, epochs=20, attention="book"),
    ),
)
