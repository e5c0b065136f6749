"""Captioners in all variants: gradients, single steps, the picture's places."""

from typing import Any

import numpy as np
import pytest

from engine.layers.base import IGNORE
from engine.models import CaptionerConfig
from engine.models.base import Batch, Sizes
from engine.models.encoder_decoder import EncoderDecoder
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS

V, D, H = 7, 3, 4
SIDE, A, N = 16, 3, 2

every_cell = pytest.mark.parametrize("form", FORMS)
every_attention = pytest.mark.parametrize("attention", ["none", "book", "dot", "general", "concat"])


def build(form: str, attention: Any) -> EncoderDecoder:
    """Return a small model with random parameters, biases included."""
    config = CaptionerConfig(
        cell=FORMS[form], channels=2, embedding_size=D, hidden_size=H, attention=attention
    )
    sizes = Sizes(V, answer_length=A, picture_side=SIDE)
    model = config.build(sizes, float64_backend())
    randomize(model.parameters)
    return model


def batch() -> Batch:
    """Return two pictures with captions of three and two words."""
    rng = np.random.RandomState(1)
    captions = rng.randint(0, V, (A + 1, N))
    captions[-1, 1] = IGNORE
    return Batch(0.5 * rng.randn(N, SIDE, SIDE, 3), captions, 2 * A - 1)


@every_cell
@every_attention
def test_gradients_are_differences_of_the_loss(form: str, attention: str) -> None:
    """Of every parameter, from the words back to the filters."""
    model, some = build(form, attention), batch()
    result = model.forward(some, None, training=True)
    model.backward(result.cache, 1 / some.count)

    assert_gradients(
        lambda: float(model.forward(some, None, training=True).nats) / some.count,
        parameters_with_gradients(model.parameters),
    )


@every_attention
def test_single_steps_score_as_training_did(attention: str) -> None:
    """The decoder that writes captions, fed the right ones, gives the loss of training."""
    model, some = build("lstm", attention), batch()
    expected = float(model.forward(some, None, training=False).nats)
    stepper, total = model.stepper(some), 0.0

    for ids, targets in zip(some.targets[:-1], some.targets[1:], strict=True):
        scores = np.array(stepper.step(np.maximum(ids, 0)))
        nats = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(N), targets]
        total += float(nats[targets != IGNORE].sum())

    assert total == pytest.approx(expected, rel=1e-11)


def test_pictures_are_told_apart_by_where_things_are() -> None:
    """The summary sees the place; each place's memory sees what is near it alone."""
    model = build("gru", "general")
    picture = np.zeros((1, SIDE, SIDE, 3))
    picture[0, 1, 1] = 3
    start = np.zeros((1, 1), np.intp)
    empty, _, _ = model.encoder.forward(Batch(0 * picture, start, 0), training=False)
    memory, summary = np.array(empty.memory), np.array(empty.summary)

    shown, _, _ = model.encoder.forward(Batch(picture, start, 0), training=False)

    assert memory.shape == (4, 1, H)
    assert not np.allclose(shown.summary, summary)
    assert not np.allclose(shown.memory[0], memory[0])
    assert np.array_equal(shown.memory[3], memory[3])
    assert not np.allclose(memory[0], memory[3])
