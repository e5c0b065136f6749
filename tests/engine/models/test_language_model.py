"""Language models: loss, gradients, state, single steps, and the order of the draws."""

from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.errors import ConfigError
from engine.layers.base import IGNORE
from engine.layers.gru import GRU
from engine.layers.lstm import LSTM
from engine.layers.recurrent import Recurrent
from engine.layers.reset_before_gru import ResetBeforeGRU
from engine.layers.rnn import RNN
from engine.models import LanguageModelConfig
from engine.models.base import Batch, Sizes
from engine.models.language_model import LanguageModel
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS
from tests.engine.layers.equations import (
    gates_of,
    run_gru_reset_after,
    run_gru_reset_before,
    run_lstm,
    run_rnn,
)

T, N, D, H = 5, 3, 4, 6
FEW, MANY = 3, 11  # symbols: few are looked up in a table of products, many are gathered

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "two layers, dropout": {"num_layers": 2, "dropout": 0.4},
    "tied": {"tie_weights": True, "embedding_size": H},
    "tied, two layers, dropout": {
        "tie_weights": True,
        "embedding_size": H,
        "num_layers": 2,
        "dropout": 0.4,
    },
}

every_cell = pytest.mark.parametrize("form", FORMS)
every_variant = pytest.mark.parametrize("variant", VARIANTS)


def build(form: str, variant: str, vocab_size: int, dtype: str = "float64") -> LanguageModel:
    """Return a small model with random parameters, biases included."""
    options = {"embedding_size": D, "hidden_size": H} | VARIANTS[variant]
    config = LanguageModelConfig(cell=FORMS[form]).changed(**options)
    model = config.build(Sizes(vocab_size), Backend(dtype, 3))
    randomize(model.parameters)
    return model


def batch(vocab_size: int, steps: int = T, streams: int = N) -> Batch:
    """Return inputs and targets, one of them not scored."""
    rng = np.random.RandomState(1)
    inputs = rng.randint(0, vocab_size, (steps, streams))
    targets = rng.randint(0, vocab_size, (steps, streams))
    targets[-1, 0] = IGNORE
    return Batch(inputs, targets, targets.size - 1)


def outputs_by_hand(layer: Recurrent, x: np.ndarray) -> np.ndarray:
    """Return h (T, N, H) from a state of zeros by the equations of the cell."""
    gates, zero = gates_of(layer), np.zeros((x.shape[1], layer.hidden_size))
    if isinstance(layer, LSTM):
        return np.array([h for h, _ in run_lstm(x, zero, zero, gates)])
    run = {RNN: run_rnn, GRU: run_gru_reset_after, ResetBeforeGRU: run_gru_reset_before}
    return np.array(run[type(layer)](x, zero, gates))


def scores_by_hand(model: LanguageModel, inputs: np.ndarray) -> np.ndarray:
    """Return W h + b (T, N, V) of the top layer, each layer reading the one below."""
    h = model.embedding.vectors[inputs]
    for layer in model.stack.layers:
        h = outputs_by_hand(layer, h)
    W = model.output.W.value
    return h @ W[:, :-1].T + W[:, -1]


@every_cell
@every_variant
@pytest.mark.parametrize("vocab_size", [FEW, MANY])
def test_the_loss_is_that_of_the_equations(form: str, variant: str, vocab_size: int) -> None:
    """Minus the log-softmax of the right symbols, summed; the likeliest ones are counted."""
    model, some = build(form, variant, vocab_size), batch(vocab_size)
    scores = scores_by_hand(model, some.inputs)
    log_p = scores - np.log(np.exp(scores).sum(axis=2, keepdims=True))
    scored = some.targets != IGNORE
    expected = -np.take_along_axis(log_p, some.targets[:, :, None], axis=2)[:, :, 0][scored].sum()

    result = model.forward(some, model.initial_state(N), training=False)

    assert float(result.nats) == pytest.approx(expected, rel=1e-12)
    hits = (scores.argmax(axis=2) == some.targets)[scored].sum()
    assert int(model.count_correct(result.cache)) == hits


@every_cell
@every_variant
@pytest.mark.parametrize("vocab_size", [FEW, MANY])
def test_gradients_are_differences_of_the_loss(form: str, variant: str, vocab_size: int) -> None:
    """Of every parameter, with the masks of dropout held still."""
    model, some = build(form, variant, vocab_size), batch(vocab_size)
    scale = 1 / some.count

    def forward() -> tuple[float, Any]:
        model.backend.rng.seed(9)
        result = model.forward(some, model.initial_state(N), training=True)
        return scale * float(result.nats), result.cache

    _, cache = forward()
    model.backward(cache, scale)

    assert_gradients(lambda: forward()[0], parameters_with_gradients(model.parameters), most=16)


@every_cell
def test_two_halves_equal_the_whole(form: str) -> None:
    """The state that one batch leaves is where the next one goes on."""
    model, some = build(form, "two layers, dropout", MANY), batch(MANY)
    whole = float(model.forward(some, model.initial_state(N), training=False).nats)

    state, total = model.initial_state(N), 0.0
    for part in (slice(0, 2), slice(2, T)):
        half = Batch(some.inputs[part], some.targets[part], 0)
        result = model.forward(half, state, training=False)
        state, total = result.state, total + float(result.nats)

    assert total == pytest.approx(whole, rel=1e-13)


@every_cell
@every_variant
def test_single_steps_score_as_the_whole_sequence(form: str, variant: str) -> None:
    """What generates text gives the scores that training saw."""
    model, some = build(form, variant, MANY), batch(MANY)
    expected = scores_by_hand(model, some.inputs)
    stepper = model.stepper(N)

    scores = [np.array(stepper.step(ids)) for ids in some.inputs]

    np.testing.assert_allclose(scores, expected, rtol=1e-11)


@every_variant
def test_a_tied_table_is_one_parameter(variant: str) -> None:
    """Tied weights are trained once: V D fewer numbers, and no second name for them."""
    model = build("lstm", variant, MANY)

    names = set(model.parameters)

    assert ("output.W" in names) != variant.startswith("tied")
    assert model.parameters.count == sum(p.value.size for p in model.parameters.values())


def test_parameters_are_drawn_from_the_input_on() -> None:
    """Embedding, then W_x and W_h of each layer, then the output: the book's order."""
    config = LanguageModelConfig(embedding_size=D, hidden_size=H, num_layers=2)
    model = config.build(Sizes(MANY), Backend("float64", seed=1984))
    rng = np.random.RandomState(1984)

    np.testing.assert_allclose(model.embedding.W.value, rng.randn(MANY, D) / 100, rtol=1e-15)
    for layer, size in zip(model.stack.layers, (D, H), strict=True):
        W_x, W_h = rng.randn(size, 4 * H) / np.sqrt(size), rng.randn(H, 4 * H) / np.sqrt(H)
        np.testing.assert_allclose(layer.to_columns(layer.W_x.value), W_x, rtol=1e-15)
        np.testing.assert_allclose(layer.to_columns(layer.W_h.value)[:-1], W_h, rtol=1e-15)
    W = rng.randn(H, MANY).T / np.sqrt(H)
    np.testing.assert_allclose(model.output.W.value[:, :-1], W, rtol=1e-15)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        # Rnnlm and BetterRnnlm of the book on the 10,000 words of the Penn Treebank.
        ({"embedding_size": 100, "hidden_size": 100}, 2_090_400),
        (
            {
                "embedding_size": 650, "hidden_size": 650, "num_layers": 2, "tie_weights": True,
            },
            13_275_200,
        ),
    ],
)  # fmt: skip
def test_parameters_are_as_many_as_published(options: dict[str, int], count: int) -> None:
    """The reference's figures, from the shapes alone."""
    backend = Backend()
    backend.draws = False

    model = LanguageModelConfig.parse(options).build(Sizes(10_000), backend)

    assert model.parameters.count == count


@every_cell
def test_one_unit_and_one_symbol_are_enough(form: str) -> None:
    """H = 1 and V = 1 compute; there is nothing to be unsure about."""
    config = LanguageModelConfig(cell=FORMS[form], embedding_size=1, hidden_size=1)
    model = config.build(Sizes(1), float64_backend())
    zeros = np.zeros((4, 2), np.intp)

    result = model.forward(Batch(zeros, zeros, 8), model.initial_state(2), training=True)
    model.backward(result.cache, 1 / 8)

    assert float(result.nats) == pytest.approx(0, abs=1e-12)
    assert float(model.parameters.squared_norm()) == pytest.approx(0, abs=1e-20)


def test_tied_weights_need_equal_sizes() -> None:
    """The sentence names both sizes and what to do."""
    with pytest.raises(ConfigError, match=r"is 100 and the hidden size 64\. Make them equal"):
        LanguageModelConfig.parse({"tie_weights": True, "hidden_size": 64})
