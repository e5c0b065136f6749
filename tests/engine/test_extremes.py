"""At the ends of all ranges everything works, or says why not."""

import math

import numpy as np
import pytest

import engine
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Records
from engine.errors import EngineError
from engine.events import Diverged, Summary
from engine.models import MODELS
from engine.run_config import RunConfig
from engine.sampling import SamplingConfig
from tests.engine.small_runs import RECURRENT, config_of, events_of, summary_of


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    """Return a small trained language model."""
    return summary_of(config_of("language_model")).checkpoint


@pytest.mark.parametrize(
    "changes",
    [
        {"temperature": 0.01},
        {"temperature": 100},
        {"temperature": 100, "top_k": 1_000_000},
        {"temperature": 0.01, "top_p": 0.01, "min_p": 1},
        {"repetition_penalty": 10, "top_k": 1},
        {"greedy": True, "temperature": 100},
    ],
)
def test_every_sampling_writes(checkpoint: Checkpoint, changes: dict[str, object]) -> None:
    """Probabilities stay between 0 and 1, whatever the temperature and beyond the vocabulary."""
    sampling = SamplingConfig().changed(length=50, **changes)
    tokens = list(engine.generate(checkpoint, "the cat", sampling))

    assert len(tokens) == 50
    for token in tokens:
        assert 0 < token.probability <= 1
        assert math.isfinite(token.surprisal)
        assert 1 <= token.rank <= len(checkpoint.vocabulary)


@pytest.mark.parametrize("temperature", [0.0, 1e9, math.nan, -1.0])
def test_temperatures_out_of_range_are_a_sentence(temperature: float) -> None:
    """With the value and the limits."""
    with pytest.raises(EngineError, match="Temperature"):
        SamplingConfig().changed(temperature=temperature)


def test_a_skipped_vocabulary_is_a_sentence(checkpoint: Checkpoint) -> None:
    """Nothing is left to write when every token is forbidden."""
    everything = " ".join(checkpoint.vocabulary.tokens)

    with pytest.raises(EngineError) as caught:
        list(engine.generate(checkpoint, "the", SamplingConfig(skip=everything)))
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("model", RECURRENT)
@pytest.mark.parametrize(
    "changes",
    [
        {"model.dropout": 0.0},
        {"model.dropout": 0.99},
        {"model.hidden_size": 1},
        {"task.batch_size": 1},
        {"optimizer.learning_rate": 1000.0, "training.max_grad_norm": 0.0},
    ],
)
def test_every_model_trains_or_says_that_it_diverged(
    model: str, changes: dict[str, object]
) -> None:
    """No warning, and no number that is not finite in what is left."""
    *_, last = events_of(config_of(model, **changes))

    assert isinstance(last, Summary | Diverged)
    for array in last.checkpoint.weights.values():
        assert np.isfinite(array).all()


@pytest.mark.parametrize("model", [kind for kind in MODELS if kind in ("language_model", "ngram")])
@pytest.mark.parametrize("level", ["word", "character"])
@pytest.mark.parametrize("text", ["a", "a" * 500, "a " * 500, "\n" * 500, ""])
def test_a_text_of_one_symbol_trains_or_says_why(model: str, level: str, text: str) -> None:
    """There is nothing to learn, or too little to begin."""
    data = Dataset(Kind.TEXT, "One symbol", {"all": Records(text=text)})
    config: RunConfig = config_of(model, **{"task.level": level, "training.epochs": 1})
    try:
        *_, last = engine.train(config, dataset=data)
    except EngineError as error:
        sentence = str(error)
        assert sentence.endswith(".")
        assert "\n" not in sentence
    else:
        assert isinstance(last, Summary)
        assert last.best is None or math.isfinite(last.best.train.loss)
