"""What the presets for whole sentences promise of the samples."""

import pytest

from engine.events import Summary
from engine.presets import preset
from engine.run import Run


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "epochs", "promised"), [("question-answer", 15, 0.98), ("translation", 3, 0.99)]
)
def test_held_out_sentences_are_answered(name: str, epochs: int, promised: float) -> None:
    """Whole answers, word for word, to questions that were never trained on."""
    config = preset(name).config.changed(**{"training.epochs": epochs, "threads": 1})
    *_, last = Run(config).events()

    assert isinstance(last, Summary)
    assert last.best is not None
    score = last.best.valid
    assert score is not None
    assert (score.accuracy or 0.0) >= promised
