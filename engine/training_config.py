"""Settings of the training loop."""

from __future__ import annotations

from engine.config import Config, setting


class TrainingConfig(Config):
    """Settings of the loop itself."""

    epochs: int = setting(
        4, "Epochs", help="How often the data are gone through.", low=1, high=100_000, scale="log"
    )
    max_grad_norm: float = setting(
        5.0,
        "Clip gradients at",
        help="The largest joint norm of an update's gradient; 0 does not clip.",
        low=0,
        high=1000,
        scale="log",
        live=True,
        book=5.0,
    )
    evaluations_per_epoch: int = setting(
        1, "Evaluations per epoch", help="How often validation is scored.", low=1, high=100,
        basic=False,
    )  # fmt: skip
    early_stopping: int = setting(
        0,
        "Stop early after",
        unit="evaluations without improvement",
        help="0 never stops before the last epoch. The best weights are kept either way.",
        low=0,
        high=1000,
        basic=False,
    )
