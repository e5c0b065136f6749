"""From a configuration to events: the face of training."""

import math
from typing import Any

import pytest

import engine
from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.errors import DataError, EngineError
from engine.events import Evaluated, Progress, Started, Summary
from engine.models import MODELS
from engine.models.base import Goal
from engine.run_config import RunConfig
from tests.engine.small_runs import (
    RECURRENT,
    TRAINED,
    a_text,
    config_of,
    dataset_of,
    run_of,
    some_pairs,
)

every_model = pytest.mark.parametrize("model", TRAINED)


@every_model
def test_a_run_begins_with_what_it_works_on(model: str) -> None:
    """Sizes, parts and floors come first, before anything is trained."""
    config = config_of(model)
    run = run_of(config)

    first, *_, last = engine.train(config, dataset=dataset_of(config))

    assert isinstance(first, Started)
    assert first.updates_per_epoch == run.task.updates_per_epoch
    assert first.counts == run.task.counts
    assert first.parameters == run.model.parameters.count
    assert isinstance(last, Summary)
    assert last.step == 2 * first.updates_per_epoch


@every_model
def test_the_same_config_gives_the_same_numbers(model: str) -> None:
    """Twice the face, and once a run by itself: the same losses to the last bit."""
    config = config_of(model)

    losses = [
        [
            e.loss
            for e in engine.train(config, dataset=dataset_of(config))
            if isinstance(e, Progress)
        ]
        for _ in range(2)
    ]
    own = [e.loss for e in run_of(config).trainer if isinstance(e, Progress)]

    assert losses[0] == losses[1] == own


def test_data_may_come_from_the_config() -> None:
    """Without a data set in hand the source is read."""
    config = config_of(
        "language_model", **{"data.limit": 300, "training.epochs": 1, "data.source": "sample"}
    )

    *events, last = engine.train(config)

    assert isinstance(last, Summary)
    assert any(isinstance(event, Evaluated) for event in events)


@pytest.mark.parametrize(
    ("model", "dataset"), [("language_model", some_pairs()), ("seq2seq", a_text())]
)
def test_data_that_do_not_fit_are_refused_before_the_first_event(
    model: str, dataset: Dataset
) -> None:
    """An error that can be shown, not half a run."""
    with pytest.raises(DataError):
        next(engine.train(config_of(model), dataset=dataset))


def test_a_text_too_small_is_refused_before_the_first_event() -> None:
    """The sentence says what to change."""
    config = config_of("language_model", **{"task.time_steps": 1000})

    with pytest.raises(EngineError, match="too few for one update of 3 × 1000 words"):
        next(engine.train(config, dataset=a_text()))


@pytest.mark.parametrize("kind", MODELS)
def test_every_model_has_a_task_that_it_fits(kind: str) -> None:
    """What is offered can be run: some task shares the model's goal."""
    config_class: Any = MODELS[kind]

    assert config_class.goal in set(Goal)
    assert config_of(kind).model == RunConfig.parse(config_of(kind).model_dump(mode="json")).model


EXTREMES: dict[str, dict[str, Any]] = {
    "one unit": {"model.hidden_size": 1, "model.embedding_size": 1},
    "dropout of nearly all": {"model.dropout": 0.99},
    "eight layers": {"model.num_layers": 8},
    "one sequence": {"task.batch_size": 1},
}


def has_setting(config: RunConfig, dotted: str) -> bool:
    """Tell whether the run's model or task has such a setting."""
    section, name = dotted.split(".")
    return name in type(getattr(config, section)).model_fields


@pytest.mark.parametrize("model", RECURRENT)
@pytest.mark.parametrize("extreme", EXTREMES)
def test_extreme_settings_train(model: str, extreme: str) -> None:
    """Both ends of every range that a person may choose."""
    config = config_of(model)
    own = {k: v for k, v in EXTREMES[extreme].items() if has_setting(config, k)}

    *_, last = run_of(config.changed(**own)).trainer

    assert isinstance(last, Summary)
    assert last.best is not None
    assert math.isfinite(last.best.train.loss)


@pytest.mark.parametrize("level", ["word", "character"])
def test_a_text_of_one_symbol_trains(level: str) -> None:
    """There is nothing to learn: the loss is zero from the first update on."""
    text = "a " * 100 if level == "word" else "a" * 100
    dataset = Dataset(Kind.TEXT, "One symbol", {"all": Records(text=text)})
    config = config_of("language_model", **{"task.level": level})

    events = list(run_of(config, dataset=dataset).trainer)

    assert isinstance(events[-1], Summary)
    assert all(e.loss == pytest.approx(0, abs=1e-6) for e in events if isinstance(e, Progress))


def test_pairs_of_one_symbol_train() -> None:
    """The start symbol is the only other one."""
    rows = tuple(Pair("a", "a") for _ in range(30))
    dataset = Dataset(Kind.PAIRS, "One symbol", {"all": Records(rows=rows)})

    *_, last = run_of(config_of("seq2seq"), dataset=dataset).trainer

    assert isinstance(last, Summary)
    assert last.best is not None
