"""Small runs for the tests of the window."""

from engine import RunConfig
from engine.presets import PRESETS


def small_text_run(epochs: int = 3) -> RunConfig:
    """Return a run over 300 words that takes a fraction of a second."""
    return PRESETS["simple-rnnlm"].config.changed(
        **{"data.limit": 300, "model.hidden_size": 8, "training.epochs": epochs}
    )


def small_pairs_run() -> RunConfig:
    """Return a run over 200 sums."""
    return PRESETS["addition-reverse"].config.changed(
        **{
            "data.source": {"kind": "additions", "count": 200, "digits": 2},
            "task.batch_size": 20,
            "model.hidden_size": 8,
            "training.epochs": 2,
        }
    )
