"""The same arrays on an NVIDIA GPU. The only module that imports CuPy.

The recurrent cells' elementwise parts are one kernel each. Every such function has the name and the
arguments of the NumPy function that it stands in for, where the equations are; a kernel walks over
the (N, H) elements of one time step, and the gates' blocks come as arguments of their own, so no
strides are assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import cupy as cp
import numpy as np

from engine.backend import DEFAULT_SEED, Array, Backend
from engine.errors import DeviceError

F = TypeVar("F", bound=Callable[..., Any])


class CudaBackend(Backend):
    """CuPy arrays on the first GPU.

    Layers call NumPy's ufuncs with `out=`, which CuPy's arrays take over; what would be many

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

    def take(self, table: Array, ids: Array, out: Array) -> None:
        """Copy rows of a table; CuPy's `take` has no modes."""
        table.take(ids, axis=0, out=out)

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


_LSTM = cp.ElementwiseKernel(
    "T zo, T zf, T zi, T zg, T c",
    "T o, T f, T i, T g, T c_next, T tanh_c, T h_next",
    """
    o = tanh(o + zo) * (T)0.5 + (T)0.5;
    f = tanh(f + zf) * (T)0.5 + (T)0.5;
    i = tanh(i + zi) * (T)0.5 + (T)0.5;
    g = tanh(g + zg);
    c_next = f * c + i * g;
    tanh_c = tanh(c_next);
    h_next = o * tanh_c;
    """,
    "lstm_cell",
)

_LSTM_BACK = cp.ElementwiseKernel(
    "T dh, T dtanh, T f_gate",
    "T dc, T do_, T df, T di, T dg",
    """
    T total = dc + dh * dtanh;
    do_ *= dh;
    df *= total;
    di *= total;
    dg *= total;
    dc = total * f_gate;
    """,
    "lstm_cell_back",
)

_GRU = cp.ElementwiseKernel(
    "T qz, T qr, T qn, T h",
    "T z, T r, T n, T h_next",
    """
    z = tanh(z + qz) * (T)0.5 + (T)0.5;
    r = tanh(r + qr) * (T)0.5 + (T)0.5;
    n = tanh(n + r * qn);
    h_next = (h - n) * z + n;
    """,
    "gru_cell",
)


def lstm_cell(
    z: Any, a: Any, s: Any, o: Any, f: Any, i: Any, g: Any,
    c: Any, c_next: Any, tanh_c: Any, h_next: Any, part: Any,
) -> None:  # fmt: skip
    """Take one step of an LSTM."""
    _LSTM(z[0], z[1], z[2], z[3], c, o, f, i, g, c_next, tanh_c, h_next)


def lstm_cell_back(dh: Any, dc: Any, dtanh: Any, f: Any, do: Any, dfig: Any, part: Any) -> None:
    """Turn the prepared factors of an LSTM into gradients."""
    _LSTM_BACK(dh, dtanh, f, dc, do, dfig[0], dfig[1], dfig[2])


def gru_cell(
    q_s: Any, q_n: Any, s: Any, z: Any, r: Any, n: Any, h: Any, h_next: Any, part: Any
) -> None:
    """Take one step of a GRU."""
    _GRU(q_s[0], q_s[1], q_n, h, z, r, n, h_next)


FUSED: dict[str, Callable[..., None]] = {
    function.__name__: function for function in (lstm_cell, lstm_cell_back, gru_cell)
}
