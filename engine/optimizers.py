"""Update rules. All work on the flat vectors, piece by piece, so that a piece stays in the cache."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

import numpy as np

from engine.backend import Array, Backend
from engine.config import Config, setting
from engine.parameter import Parameters
from engine.registry import Registry

CHUNK = 16384  # elements: three to five float32 pieces of this size fit into a 512 kB L2 cache

def learning_rate(default: float) -> Any:
    """Return the field that every optimizer has."""
    return setting(
        default,
        "Learning rate",
        help="How far each update goes. Too high diverges, too low takes for ever.",
        low=1e-6,
        high=100,
        scale="log",
        live=True,
    )


class OptimizerConfig(Config):
    """Base of the optimizers' configs."""

    kind: str
    learning_rate: float = learning_rate(0.001)

    def build(self, parameters: Parameters, backend: Backend) -> Optimizer:
        """Return the optimizer of these parameters."""
        raise NotImplementedError


OPTIMIZERS: Registry[OptimizerConfig] = Registry("optimizer")


class Optimizer(ABC):
    """Change the parameters by their gradients.

    Attributes:
        slots: vectors that it keeps beside the parameters, by name; part of a checkpoint.
        updates: how many have been made.
    """

    slot_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parameters: Parameters, backend: Backend) -> None:
        self.parameters, self.backend = parameters, backend
        size = parameters.values.size
        self.slots = {name: backend.zeros(size) for name in self.slot_names}
        self._part = backend.empty(min(CHUNK, size))
        self.updates = 0

    def step(self, learning_rate: float, clip_rate: float = 1.0) -> None:
        """Make one update with the gradients times `clip_rate`, which are used up."""
        self.updates += 1
        if self.slots:
            self.parameters.spread_rows()
        for span in self._chunks():
            gradient = self.parameters.grads[span]
            if self.slots and clip_rate != 1.0:
                np.multiply(gradient, gradient.dtype.type(clip_rate), out=gradient)
            self._update(span, gradient, learning_rate, clip_rate)

    def _chunks(self) -> Iterator[slice]:
        for segment in self.parameters.segments():
            for start in range(segment.start, segment.stop, CHUNK):
                yield slice(start, min(start + CHUNK, segment.stop))

    @abstractmethod
    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        """Change the values of one piece; with slots the gradient is clipped already."""


@OPTIMIZERS.register
class SGDConfig(OptimizerConfig):
    """Steps straight down the gradient. Simple; good for language models with clipping."""

    kind: Literal["sgd"] = "sgd"
    learning_rate: float = learning_rate(1.0)

    def build(self, parameters: Parameters, backend: Backend) -> SGD:
        return SGD(parameters, backend)


class SGD(Optimizer):
    """w <- w - lr g. Rows of a table that no token touched are not visited at all."""

    def step(self, learning_rate: float, clip_rate: float = 1.0) -> None:
        """Make one update with the gradients times `clip_rate`, which are used up."""
        super().step(learning_rate, clip_rate)
        for table, (ids, rows) in self.parameters.touched_rows():
            rows *= rows.dtype.type(learning_rate * clip_rate)
            table[ids] -= rows

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values = self.parameters.values[span]
        np.multiply(gradient, gradient.dtype.type(learning_rate * rate), out=gradient)
        np.subtract(values, gradient, out=values)


@OPTIMIZERS.register
class MomentumConfig(OptimizerConfig):
    """Keeps some of the last step, as a rolling ball does."""

    kind: Literal["momentum"] = "momentum"
    learning_rate: float = learning_rate(0.1)
    momentum: float = setting(
        0.9, "Momentum", help="The share of the last step that is kept.", low=0, high=0.999,
        basic=False, book=0.9,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> Momentum:
        return Momentum(parameters, backend, self.momentum)


class Momentum(Optimizer):
    """v <- a v - lr g; w <- w + v. Source: Polyak 1964; book 1, section 6.1."""

    slot_names = ("velocity",)

    def __init__(self, parameters: Parameters, backend: Backend, momentum: float) -> None:
        super().__init__(parameters, backend)
        self.momentum = momentum

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, velocity = self.parameters.values[span], self.slots["velocity"][span]
        np.multiply(velocity, self.momentum, out=velocity)
        np.multiply(gradient, learning_rate, out=gradient)
        np.subtract(velocity, gradient, out=velocity)
        np.add(values, velocity, out=values)


@OPTIMIZERS.register
class AdaGradConfig(OptimizerConfig):
    """Slows down where gradients have been large from the start."""

    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = learning_rate(0.01)

    def build(self, parameters: Parameters, backend: Backend) -> AdaGrad:
        return AdaGrad(parameters, backend)


class AdaGrad(Optimizer):
    """s <- s + g^2; w <- w - lr g / (sqrt(s) + 1e-7). Source: Duchi et al. 2011."""

    slot_names = ("squares",)

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, squares = self.parameters.values[span], self.slots["squares"][span]
        part = self._part[: gradient.size]
        np.multiply(gradient, gradient, out=part)
        np.add(squares, part, out=squares)
        _descend(values, gradient, squares, learning_rate, 1e-7, part)


@OPTIMIZERS.register
class RMSPropConfig(OptimizerConfig):
    """Slows down where gradients have been large lately."""

    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: float = learning_rate(0.001)
    decay: float = setting(
        0.9, "Decay", help="How slowly old gradients are forgotten.", low=0, high=0.9999,
        basic=False,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> RMSProp:
        return RMSProp(parameters, backend, self.decay)


class RMSProp(Optimizer):
    """s <- d s + (1 - d) g^2; w <- w - lr g / (sqrt(s) + 1e-7). Source: Tieleman & Hinton 2012."""

    slot_names = ("squares",)

    def __init__(self, parameters: Parameters, backend: Backend, decay: float) -> None:
        super().__init__(parameters, backend)
        self.decay = decay

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, squares = self.parameters.values[span], self.slots["squares"][span]
        part = self._part[: gradient.size]
        np.multiply(squares, self.decay, out=squares)
        np.multiply(gradient, gradient, out=part)
        np.multiply(part, 1 - self.decay, out=part)
        np.add(squares, part, out=squares)
        _descend(values, gradient, squares, learning_rate, 1e-7, part)


@OPTIMIZERS.register
class AdamConfig(OptimizerConfig):
    """Momentum with a step size of its own for every weight. Works well untuned."""

    kind: Literal["adam"] = "adam"
    learning_rate: float = learning_rate(0.001)
    beta1: float = setting(
        0.9, "Beta 1", help="How slowly the mean gradient changes.", low=0, high=0.9999,
        basic=False, book=0.9,
    )  # fmt: skip
    beta2: float = setting(
        0.999, "Beta 2", help="How slowly the mean square changes.", low=0, high=0.99999,
        basic=False, book=0.999,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> Adam:
        return Adam(parameters, backend, self.beta1, self.beta2)


class Adam(Optimizer):
    """Adaptive moments, as in the book:

        m <- b1 m + (1 - b1) g
        v <- b2 v + (1 - b2) g^2
        w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + 1e-7)

    The slots hold m / (1 - b1) and v / (1 - b2): two passes less, and the factors go into the
    step size. The 1e-7 stands outside the bias correction, where Kingma & Ba 2015 have it inside.
    """

    slot_names = ("mean", "square")
    weight_decay = 0.0

    def __init__(
        self, parameters: Parameters, backend: Backend, beta1: float, beta2: float
    ) -> None:
        super().__init__(parameters, backend)
        self.beta1, self.beta2 = beta1, beta2

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, t = self.parameters.values[span], self.updates
        mean, square = self.slots["mean"][span], self.slots["square"][span]
        part, root = self._part[: gradient.size], (1 - self.beta2) ** 0.5
        np.multiply(mean, self.beta1, out=mean)
        np.add(mean, gradient, out=mean)
        np.multiply(gradient, gradient, out=part)
        np.multiply(square, self.beta2, out=square)
        np.add(square, part, out=square)
        if self.weight_decay:
            np.multiply(values, 1 - learning_rate * self.weight_decay, out=values)
        corrected = learning_rate * (1 - self.beta2**t) ** 0.5 / (1 - self.beta1**t)
        _descend(values, mean, square, corrected * (1 - self.beta1) / root, 1e-7 / root, part)


@OPTIMIZERS.register
class AdamWConfig(AdamConfig):
    """Adam that also pulls every weight towards zero a little."""

    kind: Literal["adamw"] = "adamw"  # type: ignore[assignment]
    weight_decay: float = setting(
        0.01, "Weight decay", help="How strongly weights are pulled towards zero.", low=0, high=1,
        basic=False,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> AdamW:
        return AdamW(parameters, backend, self.beta1, self.beta2, self.weight_decay)


class AdamW(Adam):
    """Adam with decoupled weight decay. Source: Loshchilov & Hutter 2019."""

    def __init__(
        self, parameters: Parameters, backend: Backend, beta1: float, beta2: float, decay: float
    ) -> None:
        super().__init__(parameters, backend, beta1, beta2)
        self.weight_decay = decay


def clip_rate(norm: float, max_norm: float) -> float:
    """Return the factor that brings a joint norm down to `max_norm`; 1 where it is below, or 0.

    Source: Pascanu et al. 2013; the book's form (section 6.1), with 1e-6 in the divisor.
    """
    if not max_norm:
        return 1.0
    return min(1.0, max_norm / (norm + 1e-6))


def _descend(
    values: Array, direction: Array, squares: Array, rate: float, epsilon: float, part: Array
) -> None:
    """values <- values - rate direction / (sqrt(squares) + epsilon)."""
    np.sqrt(squares, out=part)
    np.add(part, epsilon, out=part)
    np.divide(direction, part, out=part)
    np.multiply(part, rate, out=part)
    np.subtract(values, part, out=values)
