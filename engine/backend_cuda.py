"""The same arrays on an NVIDIA GPU. The only module that imports CuPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import cupy as cp
import numpy as np

from engine.backend import DEFAULT_SEED, Array, Backend
from engine.errors import DeviceError
from engine.kernels_cuda import FUSED

F = TypeVar("F", bound=Callable[..., Any])


class CudaBackend(Backend):
    """CuPy arrays on the first GPU.

    Layers call NumPy's ufuncs with `out=`, which CuPy's arrays take over; what would be many
    small kernels in a time step is replaced by one from `kernels_cuda`.

    Raises:
        DeviceError: there is no GPU, or its driver does not answer.
    """

    name = "cuda"
    xp: Any = cp
    always_shifts = True

    def __init__(self, dtype: str = "float32", seed: int = DEFAULT_SEED) -> None:
        super().__init__(dtype, seed)
        try:
            count = cp.cuda.runtime.getDeviceCount()
        except cp.cuda.runtime.CUDARuntimeError as error:
            raise DeviceError(f"The GPU does not answer ({error}). Run on the CPU.") from None
        if not count:
            raise DeviceError("This computer has no NVIDIA GPU. Run on the CPU.")
        self._masks = cp.random.RandomState(seed)

    def to_host(self, values: Array) -> np.ndarray:
        return cp.asnumpy(values)

    def segment_sum(self, ids: Array, rows: Array) -> tuple[Array, Array]:
        """Return the distinct ids and, for each, the sum of its rows."""
        distinct, place = cp.unique(ids, return_inverse=True)
        sums = cp.zeros((len(distinct), rows.shape[1]), rows.dtype)
        cp.add.at(sums, place, rows)
        return distinct, sums

    def dropout_mask(self, ratio: float, out: Array) -> None:
        """Fill `out` with 0 at the given ratio and 1 / (1 - ratio) elsewhere.

        The masks come from a generator of the device's own, seeded as the run is: drawing them
        on the host would copy a batch of activations to the device in every step.
        """
        drawn = self._masks.random_sample(out.shape, dtype=cp.float32)
        cp.multiply(drawn >= ratio, out.dtype.type(1 / (1 - ratio)), out=out)

    def fused(self, function: F) -> F:
        return FUSED.get(function.__name__, function)

    def free_bytes(self) -> int:
        return int(cp.cuda.runtime.memGetInfo()[0])
