"""Where arrays live. The layers compute with `backend.xp` and never ask which library that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import numpy as np

from engine.errors import DeviceError

Array: TypeAlias = Any  # numpy.ndarray or cupy.ndarray: the two share no static type
F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_SEED = 1984
MASK_PIECE = 16384  # elements of a dropout mask drawn at once; even, for whole words of 32 bits


class Backend:
    """NumPy arrays on the CPU; the reference for every operation.

    Attributes:
        xp: the array module.
        dtype: of parameters and activations; float64 in gradient checks.
        rng: the one source of random numbers of a run. Its stream is frozen for good (NEP 19).
        draws: whether initial weights are drawn; off where saved ones are about to replace them.
        always_shifts: whether softmax takes off every row's maximum without looking whether it has
            to: on a GPU, looking would mean waiting.
        is_blueprint: whether models are only laid out, to know shapes without their memory.
    """

    name = "cpu"
    xp: Any = np
    is_blueprint = False
    always_shifts = False

    def __init__(self, dtype: str = "float32", seed: int = DEFAULT_SEED) -> None:
        self.dtype = np.dtype(dtype)
        self.rng = np.random.RandomState(seed)
        self.draws = True

    def empty(self, *shape: int) -> Array:
        return self.xp.empty(shape, self.dtype)

    def zeros(self, *shape: int) -> Array:
        return self.xp.zeros(shape, self.dtype)

    def ones(self, *shape: int) -> Array:
        return self.xp.ones(shape, self.dtype)

    def randn(self, *shape: int, scale: float) -> np.ndarray:
        """Draw scaled normal numbers in float64 on the host: every device gets the same ones."""
        return self.rng.randn(*shape) * scale

    def asarray(self, values: Any) -> Array:
        """Return floating-point values on the device in the backend's type."""
        return self.xp.asarray(values, self.dtype)

    def ids(self, values: np.ndarray) -> Array:
        """Return token ids on the device, in the type that indexing is fastest with."""
        return self.xp.asarray(values, np.intp)

    def to_host(self, values: Array) -> np.ndarray:
        return values

    def take(self, table: Array, ids: Array, out: Array) -> None:
        """Copy rows of a table; mode "clip" spares NumPy a buffered second copy."""
        table.take(ids, axis=0, out=out, mode="clip")

    def segment_sum(self, ids: Array, rows: Array) -> tuple[Array, Array]:
        """Return the distinct ids and, for each, the sum of its rows.

        Sorting first makes it one `reduceat`: half the time of `np.add.at` on 700 rows of 100.
        """
        order = np.argsort(ids, kind="stable")
        in_order = ids[order]
        starts = np.flatnonzero(np.concatenate(([True], in_order[1:] != in_order[:-1])))
        return in_order[starts], np.add.reduceat(rows[order], starts, axis=0)

    def dropout_mask(self, ratio: float, out: Array) -> None:
        """Fill `out` with 0 at the given ratio and 1 / (1 - ratio) elsewhere.

        Sixteen random bits per element decide, a quarter of what a float64 draw would cost. They
        are drawn piece by piece, which gives the same bits and spares an array of their own.
        """
        keep, limit, flat = (
            out.dtype.type(1.0 / (1.0 - ratio)),
            round(ratio * 65536),
            out.reshape(-1),
        )
        for start in range(0, flat.size, MASK_PIECE):
            piece = flat[start : start + MASK_PIECE]
            bits = np.frombuffer(self.rng.bytes(2 * piece.size), np.uint16)
            np.multiply(bits >= limit, keep, out=piece)

    def fused(self, function: F) -> F:
        """Return a kernel that does what `function` does in one pass, where the device has one."""
        return function

    def free_bytes(self) -> int | None:
        """Return the device's free memory; None where it is the computer's own."""
        return None


class Blueprint(Backend):
    """Lays models out without memory for their parameters: for counting, and for checking files."""

    is_blueprint = True


def get_backend(device: str, dtype: str = "float32", seed: int = DEFAULT_SEED) -> Backend:
    """Return the backend for "cpu" or "cuda".

    Raises:
        DeviceError: there is no CuPy or no GPU.
    """
    if device == "cpu":
        return Backend(dtype, seed)
    try:
        from engine.backend_cuda import CudaBackend
    except ImportError:
        raise DeviceError(
            "CuPy is not installed, so the GPU cannot be used. "
            "Install it with “pip install cupy-cuda12x”, or run on the CPU."
        ) from None
    return CudaBackend(dtype, seed)
