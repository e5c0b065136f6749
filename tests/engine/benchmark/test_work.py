"""All contenders do the same work."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from engine.backend import Backend
from engine.benchmark import ours, products, pytorch
from engine.benchmark.configurations import CONFIGURATIONS, Configuration, choose
from engine.benchmark.contender import AbsentError
from engine.errors import ConfigError
from tests.engine.benchmark.tiny import PAIRS, WORDS

both = pytest.mark.parametrize("configuration", [WORDS, PAIRS], ids=lambda c: c.title)


@pytest.fixture(autouse=True)
def _threads_as_they_were() -> Iterator[None]:
    """Contenders set the number of threads of their process, which here is this one."""
    with threadpool_limits(1, user_api="blas"):
        yield


@both
def test_ours_learns_the_batches(configuration: Configuration) -> None:
    """The step is a whole update: going round the same batches, the loss comes down."""
    run = configuration.run.changed(optimizer={"kind": "adam", "learning_rate": 0.01})
    step = ours.TrainingStep(replace(configuration, run=run), Backend())
    losses = [step() for _ in range(400)]

    assert losses[0] == pytest.approx(math.log(11), rel=0.1)
    assert np.mean(losses[-8:]) < np.mean(losses[:8]) - 0.2


@both
def test_every_contender_gets_the_same_batches(configuration: Configuration) -> None:
    """They are drawn from a seed of their own, whatever the backend has drawn before."""
    used = Backend(seed=5)
    used.randn(3, scale=1.0)
    batches, again = configuration.batches(Backend()), configuration.batches(used)

    for one, other in zip(batches, again, strict=True):
        assert np.array_equal(one.inputs, other.inputs)
        assert np.array_equal(one.targets, other.targets)
    assert not np.array_equal(batches[0].inputs, batches[1].inputs)


def test_the_products_are_those_of_the_equations() -> None:
    """Counted by hand for an LSTM model: three times the forward pass, but for the first state."""
    N, T, D, H, V = 3, 4, 5, 6, 11
    recorded = products.record(WORDS)

    forward = T * N * (D * 4 * H + (H + 1) * 4 * H + (H + 1) * V)
    state_back = T * N * H * 4 * H  # the bias has no gradient to hand on
    weights_back = T * N * (D * 4 * H + (H + 1) * 4 * H + (H + 1) * V)
    inputs_back = T * N * (D * 4 * H + (H + 1) * V)
    expected = 2 * (forward + state_back + weights_back + inputs_back)
    assert sum(product.operations for product in recorded) == pytest.approx(expected, rel=0.1)


@both
def test_recording_changes_nothing(configuration: Configuration) -> None:
    """An update on recording arrays is the update, bit by bit."""
    plain = ours.TrainingStep(configuration, Backend())
    watched = ours.TrainingStep(configuration, products.RecordingBackend())

    assert [plain() for _ in range(3)] == [watched() for _ in range(3)]


def test_products_are_recorded_however_they_are_written() -> None:
    """The function, the operator and slices count; a product with a vector is a sum."""
    backend = products.RecordingBackend()
    a, b = backend.ones(2, 3), backend.ones(3, 4)
    np.matmul(a, b, out=backend.empty(2, 4))
    np.asarray(a) @ b[:, :2]
    a @ backend.ones(3)

    assert [product.out.shape for product in backend.products] == [(2, 4), (2, 2)]
    assert backend.products[0].operations == 2 * 2 * 3 * 4


@both
def test_pytorch_has_as_much_to_learn(configuration: Configuration) -> None:
    """Its network has our parameters, but for the second biases that its recurrent layers have."""
    pytest.importorskip("torch", reason="needs PyTorch, the dependency group “oracle”")
    from engine.benchmark.pytorch_models import build

    model = ours.TrainingStep(configuration, Backend()).model
    theirs = {name: p.numel() for name, p in build(configuration).named_parameters()}
    second = sum(size for name, size in theirs.items() if "bias_hh" in name)

    assert sum(theirs.values()) - second == model.parameters.count
    assert pytorch.prepare(configuration, 1)() == pytest.approx(math.log(11), rel=0.1)


def test_missing_pytorch_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the comparison goes on without it."""
    monkeypatch.setattr(pytorch, "find_spec", lambda name: None)

    with pytest.raises(AbsentError, match="not installed"):
        pytorch.prepare(WORDS, 1)


def test_the_promised_networks_are_the_promised_ones() -> None:
    """Their numbers of parameters are the published ones."""
    counts = {
        name: ours.TrainingStep(CONFIGURATIONS[name], Backend()).model.parameters.count
        for name in ("2", "4", "4p", "5")
    }

    assert counts == {"2": 2_090_400, "4": 150_573, "4p": 217_773, "5": 591_259}


def test_unknown_configurations_are_refused() -> None:
    """The sentence names those that there are."""
    with pytest.raises(ConfigError, match=r"no configuration “8”\. Choose of 1, 2, 3, 4, 4p"):
        choose(["1", "8"])
    assert [c.name for c in choose(["4p", " 1"])] == ["4p", "1"]
    assert [c.name for c in choose([""])] == list(CONFIGURATIONS)
