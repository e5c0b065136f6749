"""Classifiers in all variants: loss, gradients, padding, probabilities."""

from typing import Any

import numpy as np
import pytest

from engine.layers.recurrent import Recurrent
from engine.lines import line_batch
from engine.models import ClassifierConfig
from engine.models.base import Batch, Sizes
from engine.models.classifier import Classifier
from tests.engine.gradient_check import (
    assert_gradients,
    dense_gradient,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS
from tests.engine.layers.equations import gates_of, run_lstm

V, D, H, C = 7, 3, 4, 3
LINES = ([0, 3, 3, 6], [5, 1], [2], [4, 1, 0])
LABELS = (0, 2, 1, 2)

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "both ways": {"bidirectional": True},
    "two layers, dropout": {"num_layers": 2, "dropout": 0.4},
    "everything": {
        "num_layers": 2,
        "dropout": 0.4,
        "bidirectional": True,
        "cell.recurrent_dropout": 0.3,
    },
}

every_cell = pytest.mark.parametrize("form", FORMS)
every_variant = pytest.mark.parametrize("variant", VARIANTS)


def build(form: str, variant: str, labels: int = C) -> Classifier:
    """Return a small model with random parameters, biases included."""
    options = {"embedding_size": D, "hidden_size": H} | VARIANTS[variant]
    config = ClassifierConfig(cell=FORMS[form]).changed(**options)
    sizes = Sizes(V, labels=tuple(f"label {k}" for k in range(labels)), question_length=4)
    model = config.build(sizes, float64_backend())
    randomize(model.parameters)
    return model


def batch(lines: tuple[list[int], ...] = LINES, labels: tuple[int, ...] = LABELS) -> Batch:
    """Return lines of 4, 2, 1 and 3 tokens."""
    return line_batch(lines, labels, float64_backend())


@every_cell
@every_variant
def test_gradients_are_differences_of_the_loss(form: str, variant: str) -> None:
    """Of every parameter, lines of different lengths, with the masks of dropout held still."""
    model, some = build(form, variant), batch()

    def forward() -> tuple[float, Any]:
        model.backend.rng.seed(9)
        result = model.forward(some, None, training=True)
        return float(result.nats) / some.count, result.cache

    _, cache = forward()
    model.backward(cache, 1 / some.count)

    assert_gradients(lambda: forward()[0], parameters_with_gradients(model.parameters), most=16)


def test_the_loss_is_that_of_the_equations() -> None:
    """An LSTM's last state, scored against every label, line by line."""
    model, total = build("lstm", "plain"), 0.0
    (layer,) = model.stack.layers
    assert isinstance(layer, Recurrent)
    for ids, label in zip(LINES, LABELS, strict=True):
        x = model.embedding.W.value[np.array(ids)[:, None]]
        h, _ = run_lstm(x, np.zeros((1, H)), np.zeros((1, H)), gates_of(layer))[-1]
        scores = model.output.W.value[:, :-1] @ h[0] + model.output.W.value[:, -1]
        total += float(np.log(np.exp(scores).sum()) - scores[label])

    found = model.forward(batch(), None, training=False)

    assert float(found.nats) == pytest.approx(total, rel=1e-12)


@every_cell
@every_variant
def test_padding_changes_neither_loss_nor_gradients(form: str, variant: str) -> None:
    """A padded batch costs what its lines cost one by one, and so do its gradients."""
    model, total = build(form, variant), 0.0
    gradients = {name: np.zeros(p.shape) for name, p in model.parameters.items()}
    for ids, label in zip(LINES, LABELS, strict=True):
        alone = model.forward(batch((ids,), (label,)), None, training=False)
        total += float(alone.nats)
        model.backward(alone.cache, 1.0)
        for name, p in model.parameters.items():
            gradients[name] += dense_gradient(p)

    together = model.forward(batch(), None, training=False)
    model.backward(together.cache, 1.0)

    assert float(together.nats) == pytest.approx(total, rel=1e-12)
    for name, p in model.parameters.items():
        np.testing.assert_allclose(
            dense_gradient(p), gradients[name], rtol=1e-9, atol=1e-12, err_msg=name
        )


@every_variant
def test_probabilities_are_those_of_the_loss(variant: str) -> None:
    """They sum to one over the labels, and the right ones cost what the loss says."""
    model, some = build("gru", variant), batch()
    nats = float(model.forward(some, None, training=False).nats)

    p = model.probabilities(some)

    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert -np.log(p[np.arange(4), LABELS]).sum() == pytest.approx(nats, rel=1e-12)


def test_a_softmax_of_two_labels_is_a_logistic_unit() -> None:
    """Its probability is the logistic function of the difference of the scores."""
    model, some = build("lstm", "plain", labels=2), batch(labels=(0, 1, 1, 0))
    p = np.array(model.probabilities(some))
    features, _ = model.read(some, training=False)

    difference = features @ (model.output.W.value[1] - model.output.W.value[0])

    np.testing.assert_allclose(p[:, 1], 1 / (1 + np.exp(-difference)), rtol=1e-12)


def test_a_line_without_a_known_word_gets_what_the_bias_says() -> None:
    """Nothing was read: the state is zero."""
    model = build("lstm", "everything")
    bias = np.exp(model.output.W.value[:, -1])

    p = model.probabilities(batch(([], [1, 2]), (0, 0)))

    np.testing.assert_allclose(p[0], bias / bias.sum(), rtol=1e-12)
