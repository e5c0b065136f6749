"""Parameters: arrays with gradients, all of a model's as views into one flat vector."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from engine.backend import Array, Backend

ALIGNMENT = 16  # elements: every parameter starts on a cache line


class RowGradient(NamedTuple):
    """The gradient of a large table of which a step touched only some rows.

    Shapes: ids (K,), distinct; rows (K, D).
    """

    ids: Array
    rows: Array


class Parameter:
    """A trainable array and its gradient.

    `initial` draws the first value when the parameter is packed, straight into its place.

    `backward` assigns `grad`, it does not add: nothing has to be set to zero between steps. A
    lookup table leaves `rows` instead when writing a gradient of its whole size would cost more
    than the step itself.
    """

    value: Array
    grad: Array

    def __init__(
        self,
        shape: tuple[int, ...],
        initial: Callable[[], np.ndarray | float],
        *,
        is_table: bool = False,
    ) -> None:
        self.shape, self.initial, self.is_table = shape, initial, is_table
        self.rows: RowGradient | None = None

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    def view(self, flat: Array) -> Array:
        """Return this parameter's piece of a flat vector in its shape."""
        return flat.reshape(self.shape)


class GateParameter(Parameter):
    """Weights of G gates, a block (K, H) each, that lie side by side in memory.

    By blocks, (G, K, H), a gate is a matrix of its own; by columns, (K, G H), one product serves
    all gates, which takes a quarter less time than one each at K = H = 128.
    """

    def view(self, flat: Array) -> Array:
        G, K, H = self.shape
        return as_blocks(flat.reshape(K, G * H), G)

    @property
    def columns(self) -> Array:
        """The value as (K, G H)."""
        return _as_columns(self.value)

    @property
    def grad_columns(self) -> Array:
        """The gradient as (K, G H)."""
        return _as_columns(self.grad)


def as_blocks(columns: Array, gates: int) -> Array:
    """Return (K, G H) as (G, K, H), without a copy."""
    return columns.reshape(len(columns), gates, -1).transpose(1, 0, 2)


def _as_columns(blocks: Array) -> Array:
    return blocks.transpose(1, 0, 2).reshape(blocks.shape[1], -1)


class Parameters(Mapping[str, Parameter]):
    """A model's parameters by name, packed into one vector of values and one of gradients.

    Clipping then is one dot product and an update a few passes, whatever the model. Tables stand
    at the end, so that what always has a dense gradient is one piece at the front.

    Attributes:
        flat_values, flat_grads: the two vectors, zero between the parameters.
    """

    def __init__(self, named: Mapping[str, Parameter], backend: Backend) -> None:
        self._named, self._backend = dict(named), backend
        distinct = list({id(p): p for p in named.values()}.values())
        self.tables = [p for p in distinct if p.is_table]
        size, spans = 0, {}
        for p in sorted(distinct, key=lambda p: p.is_table):
            spans[id(p)] = slice(size, size + p.size)
            size += -(-p.size // ALIGNMENT) * ALIGNMENT
        self._spans = spans
        self.dense_size = spans[id(self.tables[0])].start if self.tables else size
        if not backend.is_blueprint:
            self.flat_values, self.flat_grads = backend.zeros(size), backend.zeros(size)
            for p in distinct:  # in the order of the layers, which is the order of the draws
                p.value = p.view(self.flat_values[spans[id(p)]])
                p.grad = p.view(self.flat_grads[spans[id(p)]])
                if backend.draws:
                    p.value[...] = backend.asarray(p.initial())

    def __getitem__(self, name: str) -> Parameter:
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    @property
    def count(self) -> int:
        """How many numbers are trained; shared ones count once."""
        return sum(span.stop - span.start for span in self._spans.values())

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shapes by name."""
        return {name: p.shape for name, p in self.items()}

    def split(self, vector: Array) -> dict[str, Array]:
        """Return the parts of a flat vector, laid out as the values are, by name."""
        return {name: p.view(vector[self._spans[id(p)]]) for name, p in self.items()}

    def join(self, parts: Mapping[str, np.ndarray], out: Array) -> None:
        """Write parts by name into a flat vector: the inverse of `split`."""
        for name, view in self.split(out).items():
            view[...] = self._backend.asarray(parts[name])

    def segments(self) -> Iterator[slice]:
        """Yield the pieces of the flat vectors that hold a dense gradient after a backward pass."""
        yield slice(0, self.dense_size)
        for p in self.tables:
            if p.rows is None:
                yield self._spans[id(p)]

    def touched_rows(self) -> Iterator[tuple[Array, RowGradient]]:
        """Yield the value of each table that has a row gradient, with that gradient."""
        for p in self.tables:
            if p.rows is not None:
                yield p.value, p.rows

    def spread_rows(self) -> None:
        """Write row gradients into the dense gradient, for updates that need every element."""
        for p in self.tables:
            if p.rows is not None:
                p.grad[...] = 0
                p.grad[p.rows.ids] = p.rows.rows
                p.rows = None

    def squared_norm(self) -> Array:
        """Return the squared Euclidean norm of the gradient of all parameters together."""
        vdot = self._backend.xp.vdot
        total = sum(vdot(self.flat_grads[s], self.flat_grads[s]) for s in self.segments())
        return total + sum(vdot(r.rows, r.rows) for _, r in self.touched_rows())

    def is_finite(self) -> bool:
        """Return whether every value is a finite number."""
        return bool(self._backend.xp.isfinite(self.flat_values).all())

    def culprit(self) -> str | None:
        """Return the name of the first parameter whose gradient is not finite."""
        isfinite = self._backend.xp.isfinite
        for name, p in self.items():
            grad = p.grad if p.rows is None else p.rows.rows
            if not bool(isfinite(grad).all()):
                return name
        return None

    def to_host(self) -> dict[str, np.ndarray]:
        """Return copies of all values by name."""
        host = self._backend.to_host
        return {name: np.array(host(p.value), order="C") for name, p in self.items()}

    def load(self, weights: Mapping[str, np.ndarray]) -> None:
        """Take over values by name; names and shapes must be the model's own.

        Raises:
            ValueError: a name is missing or unknown, or a shape differs.
        """
        if weights.keys() != self.keys():
            odd = ", ".join(sorted(weights.keys() ^ self.keys()))
            raise ValueError(f"the parameters {odd} are only on one side")
        for name, p in self.items():
            if weights[name].shape != p.shape:
                raise ValueError(f"{name} has the shape {weights[name].shape}, not {p.shape}")
            p.value[...] = self._backend.asarray(weights[name])
