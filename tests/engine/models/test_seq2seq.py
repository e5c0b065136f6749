"""Encoder-decoders in all variants: loss, gradients, padding, single steps, order of draws."""

from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import IGNORE
from engine.layers.recurrent import Recurrent
from engine.models import Seq2seqConfig
from engine.models.base import Batch, Sizes
from engine.models.encoder_decoder import EncoderDecoder
from engine.models.luong_readout import LuongReadout
from engine.models.readout import AttentionReadout
from engine.models.text_encoder import TextEncoder
from tests.engine.gradient_check import (
    assert_gradients,
    dense_gradient,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS
from tests.engine.layers.equations import gates_of, run_lstm

V, D, H = 9, 3, 4
S, A, N = 5, 3, 4  # longest question, longest answer, pairs

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "peeky": {"peeky": True},
    "attention": {"attention": "book"},
    "peeky, attention": {"peeky": True, "attention": "book"},
    "dot": {"attention": "dot"},
    "general": {"attention": "general"},
    "concat": {"attention": "concat"},
    "both ways": {"bidirectional": True, "peeky": True},
    "cell handed over": {"carry_cell": True},
    "two layers, dropout": {"num_layers": 2, "dropout": 0.4},
    "everything": {
        "num_layers": 2,
        "dropout": 0.4,
        "peeky": True,
        "attention": "concat",
        "bidirectional": True,
        "carry_cell": True,
    },
}

every_cell = pytest.mark.parametrize("form", FORMS)
every_variant = pytest.mark.parametrize("variant", VARIANTS)
padded = pytest.mark.parametrize("is_padded", [False, True], ids=["fixed width", "padded"])


def build(form: str, variant: str) -> EncoderDecoder:
    """Return a small model with random parameters, biases included."""
    options = {"embedding_size": D, "hidden_size": H} | VARIANTS[variant]
    config = Seq2seqConfig(cell=FORMS[form]).changed(**options)
    model = config.build(Sizes(V, question_length=S, answer_length=A), float64_backend())
    randomize(model.parameters)
    return model


def batch(is_padded: bool) -> Batch:
    """Return questions (S, N) and answers (A + 1, N) that begin with the start symbol, 8.

    Padded, the questions are 5, 4, 2 and 1 symbols long and the answers 3, 1, 2 and 3.
    """
    rng = np.random.RandomState(1)
    questions, answers = rng.randint(0, 8, (S, N)), rng.randint(0, 8, (A + 1, N))
    answers[0] = 8
    if not is_padded:
        return Batch(questions, answers, A * N)
    mask = np.arange(S)[:, None] >= S - np.array([5, 4, 2, 1])
    scored = np.arange(A + 1)[:, None] <= np.array([3, 1, 2, 3])
    questions, answers = np.where(mask, questions, 0), np.where(scored, answers, IGNORE)
    return Batch(questions, answers, int(scored[1:].sum()), mask[:, :, None].astype(float))


def single(some: Batch, n: int) -> Batch:
    """Return one pair of a batch by itself, without its padding."""
    begin = 0 if some.mask is None else int(some.mask[:, n, 0].argmax())
    end = int((some.targets[:, n] != IGNORE).sum())
    return Batch(some.inputs[begin:, n : n + 1], some.targets[:end, n : n + 1], end - 1)


@every_cell
@every_variant
@padded
def test_gradients_are_differences_of_the_loss(form: str, variant: str, is_padded: bool) -> None:
    """Of every parameter, with the masks of dropout held still."""
    model, some = build(form, variant), batch(is_padded)
    scale = 1 / some.count

    def forward() -> tuple[float, Any]:
        model.backend.rng.seed(9)
        result = model.forward(some, None, training=True)
        return scale * float(result.nats), result.cache

    _, cache = forward()
    model.backward(cache, scale)

    assert_gradients(lambda: forward()[0], parameters_with_gradients(model.parameters), most=16)


@pytest.mark.parametrize(
    "variant", ["plain", "peeky", "attention", "dot", "general", "concat", "cell handed over"]
)
def test_the_loss_is_that_of_the_equations(variant: str) -> None:
    """The book's encoder and decoder written out for one pair at a time."""
    model, some = build("lstm", variant), batch(is_padded=True)
    result = model.forward(some, None, training=False)

    total = sum(nats_by_hand(model, single(some, n)) for n in range(N))

    assert float(result.nats) == pytest.approx(total, rel=1e-12)


def nats_by_hand(model: EncoderDecoder, pair: Batch) -> float:
    """Return what one pair's answer costs."""
    assert isinstance(model.encoder, TextEncoder)
    (encoder,), (decoder,) = model.encoder.stack.layers, model.decoder.layers
    assert isinstance(encoder, Recurrent)
    zero = np.zeros((1, H))
    x = model.encoder.embedding.W.value[pair.inputs]
    read = run_lstm(x, zero, zero, gates_of(encoder))
    h, c = read[-1]
    memory = np.array([state[0] for state, _ in read])  # (S, H)
    x = model.decoder_embedding.W.value[pair.targets[:-1]]
    if model.peeky:
        x = np.concatenate([np.broadcast_to(h, (len(x), 1, H)), x], axis=2)
    written = run_lstm(x, h, c if model.carry_cell else zero, gates_of(decoder))
    total, W = 0.0, model.output.W.value
    for (own, _), target in zip(written, pair.targets[1:, 0], strict=True):
        features = features_by_hand(model, own[0], memory, h[0])
        scores = W[:, :-1] @ features + W[:, -1]
        total += float(np.log(np.exp(scores).sum()) - scores[target])
    return total


def features_by_hand(
    model: EncoderDecoder, own: np.ndarray, memory: np.ndarray, summary: np.ndarray
) -> np.ndarray:
    """Return what the output layer sees of the decoder's state (H,) and the memory (S, H)."""
    weights = {name: p.value for name, p in model.parameters.items() if "attention" in name}
    if type(model.readout) not in (AttentionReadout, LuongReadout):
        return np.concatenate([summary, own]) if model.peeky else own
    scores = memory @ own
    if "attention.v" in weights:
        W, v = weights["attention.W"], weights["attention.v"]
        scores = np.array([np.tanh(np.concatenate([own, step]) @ W) @ v for step in memory])
    elif "attention.W" in weights:
        scores = np.array([own @ weights["attention.W"] @ step for step in memory])
    a = np.exp(scores) / np.exp(scores).sum()
    beside = np.concatenate([a @ memory, own])
    if type(model.readout) is AttentionReadout:
        return beside
    W_c = weights["attention.W_c"]
    return np.tanh(beside @ W_c[:-1] + W_c[-1])


@every_cell
@every_variant
def test_padding_changes_neither_loss_nor_gradients(form: str, variant: str) -> None:
    """A padded batch costs what its pairs cost one by one, and so do its gradients."""
    model, some = build(form, variant), batch(is_padded=True)
    total, gradients = 0.0, {name: np.zeros(p.shape) for name, p in model.parameters.items()}
    for n in range(N):
        alone = model.forward(single(some, n), None, training=False)
        total += float(alone.nats)
        model.backward(alone.cache, 1.0)
        for name, p in model.parameters.items():
            gradients[name] += dense_gradient(p)

    together = model.forward(some, None, training=False)
    model.backward(together.cache, 1.0)

    assert float(together.nats) == pytest.approx(total, rel=1e-12)
    for name, p in model.parameters.items():
        np.testing.assert_allclose(
            dense_gradient(p), gradients[name], rtol=1e-9, atol=1e-12, err_msg=name
        )


@every_variant
def test_three_more_columns_of_padding_change_nothing(variant: str) -> None:
    """Wider padding in front of the questions and behind the answers."""
    model, some = build("lstm", variant), batch(is_padded=True)
    assert some.mask is not None
    before = model.forward(some, None, training=False)
    nats = float(before.nats)
    model.backward(before.cache, 1.0)
    gradients = {name: dense_gradient(p) for name, p in model.parameters.items()}

    wider = Batch(
        np.concatenate([np.zeros((3, N), np.intp), some.inputs]),
        np.concatenate([some.targets, np.full((3, N), IGNORE)]),
        some.count,
        np.concatenate([np.zeros((3, N, 1)), some.mask]),
    )
    after = model.forward(wider, None, training=False)
    model.backward(after.cache, 1.0)

    assert float(after.nats) == pytest.approx(nats, rel=1e-13)
    for name, p in model.parameters.items():
        np.testing.assert_allclose(dense_gradient(p), gradients[name], rtol=1e-10, atol=1e-13)


@every_cell
@every_variant
@padded
def test_single_steps_score_as_training_did(form: str, variant: str, is_padded: bool) -> None:
    """The decoder that writes answers, fed the right ones, gives the losses of training."""
    model, some = build(form, variant), batch(is_padded)
    expected = float(model.forward(some, None, training=False).nats)
    stepper, total = model.stepper(some), 0.0

    for ids, targets in zip(some.targets[:-1], some.targets[1:], strict=True):
        scores = np.array(stepper.step(np.maximum(ids, 0)))
        nats = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(N), targets]
        total += float(nats[targets != IGNORE].sum())

    assert total == pytest.approx(expected, rel=1e-11)


def test_attention_weights_are_shown_for_what_was_read() -> None:
    """Each step's weights sum to one over the question; padding has none."""
    model, some = build("lstm", "attention"), batch(is_padded=True)
    assert some.mask is not None
    stepper = model.stepper(some)

    stepper.step(some.targets[0])

    assert stepper.attention is not None
    np.testing.assert_allclose(stepper.attention.sum(axis=1), 1)
    assert (stepper.attention[some.mask[:, :, 0].T == 0] == 0).all()


@pytest.mark.parametrize(
    ("options", "vocab_size", "count"),
    [
        # The book's addition, the same peeky, and its dates with attention.
        ({}, 13, 150_573),
        ({"peeky": True}, 13, 217_773),
        ({"attention": "book", "hidden_size": 256}, 59, 591_259),
    ],
)
def test_parameters_are_as_many_as_published(
    options: dict[str, Any], vocab_size: int, count: int
) -> None:
    """The reference's figures."""
    model = Seq2seqConfig.parse(options).build(Sizes(vocab_size), Backend())

    assert model.parameters.count == count


@pytest.mark.parametrize("peeky", [False, True])
def test_parameters_are_drawn_in_the_order_of_the_book(peeky: bool) -> None:
    """Encoder, then decoder, then output; peeky rows count in the scales."""
    config = Seq2seqConfig(embedding_size=D, hidden_size=H, peeky=peeky)
    model = config.build(Sizes(V), Backend("float64", seed=1984))
    rng = np.random.RandomState(1984)

    assert isinstance(model.encoder, TextEncoder)
    for embedding, stack, size in (
        (model.encoder.embedding, model.encoder.stack, D),
        (model.decoder_embedding, model.decoder, D + H * peeky),
    ):
        (layer,) = stack.layers
        assert isinstance(layer, Recurrent)
        np.testing.assert_allclose(embedding.W.value, rng.randn(V, D) / 100, rtol=1e-15)
        W_x, W_h = rng.randn(size, 4 * H) / np.sqrt(size), rng.randn(H, 4 * H) / np.sqrt(H)
        np.testing.assert_allclose(layer.to_columns(layer.W_x.value), W_x, rtol=1e-15)
        np.testing.assert_allclose(layer.to_columns(layer.W_h.value)[:-1], W_h, rtol=1e-15)
    K = 2 * H if peeky else H
    W = rng.randn(K, V).T / np.sqrt(K)
    np.testing.assert_allclose(model.output.W.value[:, :-1], W, rtol=1e-15)
