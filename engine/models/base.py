"""What every trainable model offers to the trainer, and what a task fixes about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np

from engine.backend import Array, Backend, Blueprint
from engine.config import Config
from engine.parameter import Parameter, Parameters
from engine.registry import Registry


class Goal(StrEnum):
    """What a model is for; a task and its model must share one."""

    NEXT_TOKEN = "predict the next token"
    ANSWER = "turn a question into an answer"
    LABEL = "label a text"
    CAPTION = "say what a picture shows"


@dataclass(frozen=True)
class Sizes:
    """What the data fix about a model.

    Attributes:
        vocab_size: V. labels: what a classifier chooses from, in the order of its output.
        question_length, answer_length: longest, in tokens; of lines the one, of pairs both.
        fixed_width: whether every answer has `answer_length` tokens, so that none ends with <eos>.
        picture_side: width and height of the pictures, for a captioner.
    """

    vocab_size: int
    labels: tuple[str, ...] = ()
    question_length: int = 0
    answer_length: int = 0
    fixed_width: bool = False
    picture_side: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", tuple(self.labels))  # a file gives a list


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and right answers, as arrays of the backend's ids.

    Shapes: inputs (T, N), IGNORE where a sequence has not begun yet, or pictures (N, side, side,
    3); targets (T, N) for language models, (T + 1, N) from the start token on for answers, (N,)
    for labels; IGNORE where there is nothing to score. `count` is how many targets are scored;
    `mask` (T, N, 1) is zero at padding, None where there is none.
    """

    inputs: Array
    targets: Array
    count: int
    mask: Array | None = None


class Pass(NamedTuple):
    """A forward pass: the sum of nats, the state after it, and what `backward` needs."""

    nats: Array
    state: Any
    cache: Any


class Model(ABC):
    """A network with a loss. Inputs and the caller's state go in, nats come out.

    Attributes:
        parameters: by stable names, packed.
    """

    parameters: Parameters

    def __init__(self, layers: Mapping[str, Any], backend: Backend) -> None:
        self.backend, self.layers = backend, dict(layers)
        named: dict[str, Parameter] = {}
        for prefix, layer in layers.items():
            named |= {f"{prefix}.{name}": p for name, p in layer.parameters().items()}
        self.parameters = Parameters(distinct(named), backend)

    @abstractmethod
    def initial_state(self, batch_size: int) -> Any:
        """Return the state before the first token, owned by the caller; None without one."""

    @abstractmethod
    def forward(self, batch: Batch, state: Any, *, training: bool) -> Pass:
        """Score a batch; `state` is updated in place."""

    @abstractmethod
    def count_correct(self, cache: Any) -> Array:
        """Return how many targets the forward pass ranked first. Call before `backward`."""

    @abstractmethod
    def backward(self, cache: Any, scale: float) -> None:
        """Leave in the parameters the gradient of `scale` times the sum of nats."""


def distinct(named: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Return the parameters without second names of shared ones."""
    first = {id(p): name for name, p in reversed(list(named.items()))}
    return {name: p for name, p in named.items() if first[id(p)] == name}


class ModelConfig(Config):
    """Base of the models' configs.

    Attributes:
        is_counted: whether the model is estimated by counting a text once. Else it is trained.
    """

    kind: str
    goal: ClassVar[Goal]
    is_counted: ClassVar[bool] = False

    def build(self, sizes: Sizes, backend: Backend) -> Model:
        """Return the model, its parameters drawn from the backend's random numbers."""
        raise NotImplementedError

    def restore(self, sizes: Sizes, weights: Mapping[str, np.ndarray], backend: Backend) -> Model:
        """Return the model with saved weights, which must fit."""
        backend.draws = False  # the weights are about to be replaced
        model = self.build(sizes, backend)
        model.parameters.load(weights)
        return model

    def misfit(self, sizes: Sizes, weights: Mapping[str, np.ndarray]) -> str | None:
        """Return why saved weights do not fit and what to do, or None; nothing is allocated."""
        expected = self.build(sizes, Blueprint()).parameters.shapes
        found = {name: array.shape for name, array in weights.items()}
        names = sorted(expected.keys() | found.keys())
        odd = next((name for name in names if expected.get(name) != found.get(name)), None)
        if odd is None:
            return None
        return (
            f"{odd} has the shape {found.get(odd)}, but the settings ask for "
            f"{expected.get(odd)}. Open another file."
        )


MODELS: Registry[ModelConfig] = Registry("model")


class TokenStepper(Protocol):
    """A model frozen for generation: one token in, scores of all next ones out."""

    def step(self, ids: Array) -> Array:
        """Return logits (N, V), in a buffer that the next step overwrites, for ids (N,)."""
