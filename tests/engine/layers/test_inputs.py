"""What every input of a recurrent layer promises."""

import numpy as np
import pytest

from engine.layers.base import Dense, Input
from engine.layers.context import WithContext
from engine.layers.embedding import Embedding
from engine.parameter import Parameters
from engine.scratch import Scratch
from tests.engine.gradient_check import float64_backend, randomize

T, N, D, C, H, G = 6, 3, 4, 2, 5, 3


def inputs(vocab_size: int) -> dict[str, Input]:
    """Return one of each kind."""
    backend, rng = float64_backend(), np.random.RandomState(2)
    embedding = Embedding(vocab_size, D, backend)
    randomize(Parameters(embedding.parameters(), backend))
    lookup = embedding.forward(rng.randint(0, vocab_size, (T, N)))
    dense = Dense(rng.randn(T, N, D), backend)
    return {
        "vectors": dense,
        "embedding": lookup,
        "context": WithContext(rng.randn(N, C), dense, backend),
        "context before embedding": WithContext(rng.randn(N, C), lookup, backend),
    }


@pytest.mark.parametrize("kind", inputs(3))
@pytest.mark.parametrize("vocab_size", [3, 40], ids=["by table", "gathered"])
def test_what_is_gathered_is_what_is_projected(kind: str, vocab_size: int) -> None:
    """The projection is the product of the vectors with each gate's weights."""
    x = inputs(vocab_size)[kind]
    vectors = np.array(x.gather())
    W = np.random.RandomState(3).randn(vectors.shape[2], G * H)
    out = np.empty((G, T, N, H))

    x.project(W, out, Scratch(float64_backend()))

    assert (x.steps, x.batch_size) == (T, N)
    expected = (vectors @ W).reshape(T, N, G, H).transpose(2, 0, 1, 3)
    np.testing.assert_allclose(out, expected, rtol=1e-10, atol=1e-13)
