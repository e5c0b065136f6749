"""Changing configs, and what is said when it does not work."""

from typing import Any

import pytest

from engine.config import Setting, advice, in_full
from engine.errors import ConfigError
from engine.layers import GRUConfig, LSTMConfig
from engine.models import Seq2seqConfig
from engine.optimizers import AdamConfig
from engine.run_config import RunConfig
from engine.tasks import SequenceToSequenceConfig


def test_dotted_names_reach_into_sections_and_variants() -> None:
    """Several at once; the original stays as it was."""
    config = RunConfig()

    changed = config.changed(
        **{"seed": 7, "training.epochs": 3, "model.cell": "gru", "model.cell.reset_after": False}
    )

    assert (changed.seed, changed.training.epochs) == (7, 3)
    assert changed.model.cell == GRUConfig(reset_after=False)  # type: ignore[attr-defined]
    assert config.model.cell == LSTMConfig()  # type: ignore[attr-defined]


def test_a_variant_may_be_given_as_a_config_or_by_its_kind() -> None:
    """The window hands over configs, the command line words."""
    config = RunConfig()

    assert config.changed(optimizer=AdamConfig(learning_rate=0.5)).optimizer.learning_rate == 0.5
    assert config.changed(optimizer="adam").optimizer == AdamConfig()
    assert config.changed(**{"optimizer.kind": "adam"}).optimizer == AdamConfig()


def test_task_and_model_change_together() -> None:
    """Only the outcome has to fit."""
    config = RunConfig().changed(task=SequenceToSequenceConfig(), model=Seq2seqConfig())

    assert config.model == Seq2seqConfig()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"model.hidden_size": 0},
            (
                "Hidden size (hidden_size): 0 is below the limit of 1. "
                "Enter a whole number from 1 to 4,096."
            ),
        ),
        (
            {"training.epochs": 100_001},
            (
                "Epochs (training.epochs): 100001 is above the limit of 100,000. "
                "Enter a whole number from 1 to 100,000."
            ),
        ),
        (
            {"seed": -1},
            (
                "Seed (seed): -1 is below the limit of 0. "
                "Enter a whole number from 0 to 4,294,967,295."
            ),
        ),
        (
            {"training.epochs": "many"},
            (
                "Epochs (training.epochs): 'many' does not fit. "
                "Enter a whole number from 1 to 100,000."
            ),
        ),
        (
            {"optimizer.learning_rate": 0},
            (
                "Learning rate (learning_rate): 0 is below the limit of 0.000001. "
                "Enter a number from 0.000001 to 1,000."
            ),
        ),
        (
            {"device": "tpu"},
            "Runs on (device): 'tpu' does not fit. Choose one of cpu, cuda.",
        ),
        (
            {"model.tie_weights": "perhaps"},
            "Tie weights (tie_weights): 'perhaps' does not fit. Choose true or false.",
        ),
        ({"model.hiden_size": 5}, "There is no setting “hiden_size”."),
        ({"training.deep.epochs": 5}, "There is no setting “training.deep.epochs”."),
        ({"optimizer.kind": "newton"}, "'newton' is not a known optimizer."),
        (
            {"task": "sequence_to_sequence"},
            (
                "A model that is made to predict the next token cannot turn a question into an "
                "answer. Choose a model or a data set that fits."
            ),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_work_is_said_in_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    """The value, the limit and what to do."""
    with pytest.raises(ConfigError) as caught:
        RunConfig().changed(**changes)

    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.000001, "0.000001"), (2**32 - 1, "4,294,967,295"), (0.5, "0.5"), (0, "0"), (-3, "-3")],
)
def test_limits_are_written_out(number: float, text: str) -> None:
    """No powers of ten."""
    assert in_full(number) == text


def test_a_setting_without_an_upper_limit_says_so() -> None:
    """Only the lower end is named."""
    assert advice(Setting("limit", "Limit", low=0, annotation=int)) == (
        "Enter a whole number, 0 or more."
    )
