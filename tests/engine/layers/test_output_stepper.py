"""The output layer while a text is generated."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers import output_stepper
from engine.layers.output import SoftmaxOutput
from engine.layers.output_stepper import OutputStepper
from engine.parameter import Parameters

K, V = 6, 23


@pytest.mark.parametrize("batch_size", [1, 3])
@pytest.mark.parametrize("piece", [1, 4 * (K + 1), 1000])
def test_pieces_give_the_scores_of_the_whole(
    batch_size: int, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forwards for one token and backwards for the next, each score stands in its place."""
    monkeypatch.setattr(output_stepper, "PIECE", piece)
    backend = Backend("float64", seed=5)
    output = SoftmaxOutput(K, V, backend)
    Parameters(output.parameters(), backend)
    stepper = OutputStepper(output, batch_size)
    for _ in range(3):
        features = np.random.RandomState(7).randn(batch_size, K + 1)

        np.testing.assert_allclose(
            stepper.logits(features), features @ output.W.value.T, rtol=1e-12
        )
