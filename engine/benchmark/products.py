"""The matrix products of an update alone: what no program written with them can be faster than."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from engine.backend import Array, Backend
from engine.benchmark.configurations import Configuration
from engine.benchmark.contender import Work
from engine.benchmark.ours import TrainingStep


class Product(NamedTuple):
    """One call of `matmul`, in the memory in which our update makes it."""

    left: np.ndarray
    right: np.ndarray
    out: np.ndarray

    @property
    def operations(self) -> int:
        """How many multiplications and additions it takes."""
        return 2 * self.out.size * self.left.shape[-1]


class RecordingBackend(Backend):
    """Makes arrays that take down the products they are in, whoever asks for them and how.

    Attributes:
        products: of matrices with matrices; one with a vector is a sum, no product.
    """

    def __init__(self) -> None:
        super().__init__()
        self.products: list[Product] = []
        self._type = _recorded(self.products)

    def empty(self, *shape: int) -> Array:
        return super().empty(*shape).view(self._type)

    def zeros(self, *shape: int) -> Array:
        return super().zeros(*shape).view(self._type)

    def ones(self, *shape: int) -> Array:
        return super().ones(*shape).view(self._type)

    def asarray(self, values: Any) -> Array:
        return super().asarray(values).view(self._type)


def _recorded(products: list[Product]) -> type[np.ndarray]:
    """Return a kind of array that appends to the list every product it takes part in."""

    class Recorded(np.ndarray):
        def __array_ufunc__(
            self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **kwargs: Any
        ) -> Any:
            plain = [_plain(value) for value in inputs]
            if out is not None:
                kwargs["out"] = tuple(_plain(array) for array in out)
            result = getattr(ufunc, method)(*plain, **kwargs)
            if ufunc is np.matmul and min(np.ndim(value) for value in plain) >= 2:
                products.append(Product(plain[0], plain[1], result))
            if out is not None:
                return out[0]
            return result.view(Recorded) if isinstance(result, np.ndarray) else result

    def _plain(value: Any) -> Any:
        return value.view(np.ndarray) if isinstance(value, Recorded) else value

    return Recorded


def record(configuration: Configuration) -> list[Product]:
    """Return the products of one update in their order; not of the first, which allocates."""
    backend = RecordingBackend()
    step = TrainingStep(configuration, backend)
    step()
    backend.products.clear()
    step()
    return list(backend.products)


def prepare(configuration: Configuration, threads: int) -> Work:
    """Return the products, one after the other, on so many threads."""
    threadpool_limits(threads, user_api="blas")
    products, matmul = record(configuration), np.matmul

    def multiply() -> None:
        for left, right, out in products:
            matmul(left, right, out=out)

    return multiply
