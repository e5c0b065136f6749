"""The NumPy backend's own operations, by hand."""

import numpy as np
import pytest

from engine.backend import MASK_PIECE, Backend, get_backend
from engine.errors import DeviceError


@pytest.mark.parametrize("shape", [(3, 5, 7), (1, 1, 1), (3, MASK_PIECE // 2, 1)])
@pytest.mark.parametrize("ratio", [0.25, 0.5, 0.99])
def test_dropout_masks_come_from_sixteen_bits_each(shape: tuple[int, ...], ratio: float) -> None:
    """The stream of one draw of all bytes, whatever the pieces it is drawn in."""
    backend, rng = Backend(seed=7), np.random.RandomState(7)
    mask = backend.empty(*shape)

    backend.dropout_mask(ratio, out=mask)

    bits = np.frombuffer(rng.bytes(2 * mask.size), np.uint16).reshape(shape)
    expected = np.where(bits >= round(ratio * 65536), 1 / (1 - ratio), 0)
    np.testing.assert_allclose(mask, expected, rtol=1e-6)
    assert backend.rng.randint(1 << 30) == rng.randint(1 << 30)


def test_rows_of_the_same_id_are_summed() -> None:
    """Distinct ids in order, each with the sum of its rows."""
    ids = np.array([4, 1, 4, 9, 1, 4])
    rows = np.arange(12.0).reshape(6, 2)

    found, sums = Backend("float64").segment_sum(ids, rows)

    assert found.tolist() == [1, 4, 9]
    assert sums.tolist() == [[2 + 8, 3 + 9], [0 + 4 + 10, 1 + 5 + 11], [6, 7]]


def test_normal_numbers_are_drawn_in_float64() -> None:
    """Every type and device starts from the same numbers."""
    expected = np.random.RandomState(1984).randn(2, 3) * 0.1

    assert np.array_equal(Backend("float32", seed=1984).randn(2, 3, scale=0.1), expected)


def test_a_gpu_that_is_not_there_is_named() -> None:
    """One sentence that says what to install, or to run on the processor."""
    try:
        import cupy  # noqa: F401
    except ImportError:
        with pytest.raises(DeviceError, match="or run on the CPU"):
            get_backend("cuda")
    else:
        pytest.skip("this machine has CuPy")
