"""What RNN, LSTM and GRU share: their parameters, their buffers, their way through time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from typing import Any, ClassVar, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Input, State
from engine.layers.stepper import Stepper
from engine.parameter import GateParameter, Parameter, as_blocks
from engine.scratch import Scratch


class RecurrentCache(NamedTuple):
    """What the backward pass of a recurrent layer needs of the forward pass."""

    x: Input
    mask: Array | None
    keep: Array | None


class Recurrent(ABC):
    """A layer with a state, run over a whole sequence.

    Recurrent dropout hides some units of h from the gates while training, the same ones at every
    step of a sequence and others for each sequence; what the layer hands on is whole. (Gal &
    Ghahramani 2016; Keras' recurrent_dropout, with one mask for all gates.)

    The layer holds parameters and buffers, never state: the caller carries it, so truncated
    backpropagation, generation and scoring are the same code.

    Parameters: W_x (G, D, H), one block per gate; W_h (G, H + 1, H), whose last row is the bias.
    They are drawn in the book's order and shapes, W_x (D, G H) then W_h (H, G H), from
    N(0, 1/D) and N(0, 1/H), biases zero (section 6.2).

    Products run over all gates side by side, (N, G H): one large one keeps both cores busy where
    four small ones, a block each, run on one. What is done element by element runs over blocks,
    (G, N, H), each gate's contiguous. Copying from one to the other once per step is cheaper than
    products of blocks or passes over columns.

    Attributes:
        book_gates: the gates in the book's order of columns, by name.
        gates: the gates in the order of the blocks.
        halved: which of them are sigmoids: tanh(x / 2) serves for those, so their weights are
            halved before a pass.
        dh_norms: (T,), filled by a backward pass with the norm of the gradient that reaches h at
            each step; None, as it is but for an inspection, spares training the trouble.
    """

    book_gates: ClassVar[str]
    gates: ClassVar[str]
    halved: ClassVar[tuple[bool, ...]]
    state_size: ClassVar[int] = 1

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        backend: Backend,
        recurrent_dropout: float = 0.0,
    ) -> None:
        D, H, G = input_size, hidden_size, len(self.gates)
        self.input_size, self.hidden_size, self.backend = D, H, backend
        self.scratch = Scratch(backend)
        self.recurrent_dropout = recurrent_dropout
        self.dh_norms: np.ndarray | None = None
        self.W_x = GateParameter((G, D, H), self._draw_input_weights)
        self.W_h = GateParameter((G, H + 1, H), self._draw_state_weights)
        self._half = backend.asarray([0.5 if halved else 1.0 for halved in self.halved]).repeat(H)

    def _draw_input_weights(self) -> np.ndarray:
        G, D, H = self.W_x.shape
        return self.to_blocks(self.backend.randn(D, G * H, scale=D**-0.5))

    def _draw_state_weights(self) -> np.ndarray:
        G, _, H = self.W_h.shape
        W_h = self.backend.randn(H, G * H, scale=H**-0.5)
        return self.to_blocks(np.vstack([W_h, np.zeros(G * H)]))

    def parameters(self) -> dict[str, Parameter]:
        return {"W_x": self.W_x, "W_h": self.W_h}

    @classmethod
    def to_blocks(cls, columns: np.ndarray) -> np.ndarray:
        """Return the book's (K, G H) as blocks (G, K, H)."""
        blocks = columns.reshape(len(columns), len(cls.gates), -1)
        order = [cls.book_gates.index(gate) for gate in cls.gates]
        return np.ascontiguousarray(blocks[:, order].transpose(1, 0, 2))

    @classmethod
    def to_columns(cls, blocks: np.ndarray) -> np.ndarray:
        """Return blocks (G, K, H) as the book's (K, G H)."""
        order = [cls.gates.index(gate) for gate in cls.book_gates]
        ordered = blocks[order].transpose(1, 0, 2)
        return np.ascontiguousarray(ordered.reshape(ordered.shape[0], -1))

    def initial_state(self, batch_size: int) -> State:
        """Return a state of zeros, owned by the caller."""
        zeros = self.backend.zeros
        return tuple(zeros(batch_size, self.hidden_size) for _ in range(self.state_size))

    def forward(
        self, x: Input, state: State, mask: Array | None = None, *, training: bool = False
    ) -> tuple[Array, State, RecurrentCache]:
        """Return y (T, N, H + 1), augmented, and the state after the last step.

        The state is updated in place. `mask` (T, N, 1) is zero where a sequence has not begun:
        there the state stays zero, so leading padding changes neither outputs nor gradients.
        """
        views = self._views(x.steps, x.batch_size)
        keep = self._draw_keep(x.batch_size) if training and self.recurrent_dropout else None
        self._run(x, state, views, mask, keep)
        for kept, last in zip(state, views.last, strict=True):
            kept[...] = last
        return views.y, state, RecurrentCache(x, mask, keep)

    def backward(
        self, dy: Array | None, dstate: State | None, cache: RecurrentCache
    ) -> tuple[Array | None, State]:
        """Assign the gradients; return dx, where the input was an array, and the first state's.

        Args:
            dy: (T, N, >= H), of which the first H columns count; None where only the last state
                is used.
            dstate: gradient of the state after the last step; None for zeros. Not changed.
        """
        x, mask, keep = cache
        views = self._views(x.steps, x.batch_size)
        dfirst = views.dstate
        for first, last in zip(dfirst, dstate or [0] * self.state_size, strict=True):
            first[...] = last
        da = self._run_back(dy, dfirst, views, mask, keep)
        dx = x.backward(da, self.W_x.columns, self.W_x.grad_columns, self.scratch)
        return dx, dfirst

    def outputs(self, T: int, N: int) -> Array:
        """Return h (T, N, H) of the last forward pass, which was of this shape."""
        return self._views(T, N).y[:, :, : self.hidden_size]

    def _views(self, T: int, N: int) -> Any:
        return self.scratch.views((T, N), partial(self._build_views, T, N))

    @abstractmethod
    def _build_views(self, T: int, N: int) -> Any:
        """Return the buffers for this shape, with the slices that each time step needs.

        Every result has `y`, `last` (the state's slots after the last step) and `dstate`.
        """

    @abstractmethod
    def _run(
        self, x: Input, state: State, views: Any, mask: Array | None, keep: Array | None
    ) -> None:
        """Compute all steps from `state` into the buffers.

        `keep` (N, H + 1), where there is one, is what h is multiplied by on its way to the gates.
        """

    @abstractmethod
    def _run_back(
        self,
        dy: Array | None,
        dstate: State,
        views: Any,
        mask: Array | None,
        keep: Array | None,
    ) -> Array:
        """Assign W_h's gradient, turn `dstate` into the first state's; return da (T, N, G H)."""

    def _take_from_above(self, dh: Array, t: int, dy: Array | None, mask: Array | None) -> None:
        """Add to dh, in place, what reaches h at step t besides what comes from later steps."""
        if dy is not None:
            dh += dy[t, :, : self.hidden_size]
        if mask is not None:
            dh *= mask[t]
        if self.dh_norms is not None:
            self.dh_norms[t] = np.linalg.norm(dh)

    @abstractmethod
    def stepper(self, batch_size: int) -> Stepper:
        """Return a lean evaluator of single steps, for generation."""

    def _hidden(self, T: int, N: int) -> Array:
        """Return the buffer of h before and after each step, (T + 1, N, H + 1), with its ones."""
        h = self.scratch("h", T + 1, N, self.hidden_size + 1)
        h[:, :, self.hidden_size] = 1
        return h

    def _draw_keep(self, N: int) -> Array:
        """Return which units the gates see, (N, H + 1), scaled up to make up for the others."""
        H, scratch = self.hidden_size, self.scratch.nested("dropout")
        keep, drawn = scratch("keep", N, H + 1), scratch("drawn", N, H)
        self.backend.dropout_mask(self.recurrent_dropout, out=drawn)
        keep[:, :H], keep[:, H] = drawn, 1
        return keep

    def _seen(self, h: Array, keep: Array | None) -> Array:
        """Return where the gates' view of h (T + 1, N, H + 1) stands: (T, N, H + 1)."""
        before = h[:-1]
        return before if keep is None else self.scratch.nested("dropout")("seen", *before.shape)

    def _halved(self, name: str, parameter: GateParameter) -> Array:
        """Return weights as columns (K, G H), those of the sigmoids halved, in a buffer."""
        columns = parameter.columns
        return np.multiply(columns, self._half, out=self.scratch(name, *columns.shape))

    def _transposed(self) -> Array:
        """Return W_h without its bias, transposed and contiguous, (G H, H).

        The product with it, once per time step on the way back, takes half the time so at N = 20.
        """
        H, G = self.hidden_size, len(self.gates)
        W_hT = self.scratch("W_hT", G * H, H)
        W_hT[...] = self.W_h.columns[:H].T
        return W_hT

    def _steps(self, columns: Array) -> list[tuple[Array, Array]]:
        """Return, for each time step of (T, N, G H), its columns (N, G H) and blocks (G, N, H)."""
        return [(step, as_blocks(step, len(self.gates))) for step in columns]
