"""An input that is the same at every time step, beside one that is not."""

from __future__ import annotations

from engine.backend import Array, Backend
from engine.layers.base import Input
from engine.parameter import as_blocks
from engine.scratch import Scratch


class WithContext:
    """The sequence [context; x]: a vector (N, C) that every step sees, before the inner input's D.

    The context's product with its rows of W (C + D, G H) is taken once and added to all steps.
    Source: the peeky decoder, Cho et al. 2014; book, section 7.4.2.

    Attributes:
        dcontext: the context's gradient (N, C), after a backward pass.
    """

    dcontext: Array

    def __init__(self, context: Array, inner: Input, backend: Backend) -> None:
        self.context, self.inner, self.backend = context, inner, backend
        self.steps, self.batch_size = inner.steps, inner.batch_size

    def gather(self) -> Array:
        """Return [context; x] at every step, (T, N, C + D)."""
        same = self.backend.xp.broadcast_to(self.context, (self.steps, *self.context.shape))
        return self.backend.xp.concatenate([same, self.inner.gather()], axis=2)

    def project(self, W: Array, out: Array, scratch: Scratch) -> None:
        """Write [context; x] W for every gate; out (G, T, N, H)."""
        (G, _, N, H), C = out.shape, self.context.shape[1]
        self.inner.project(W[C:], out, scratch)
        same = scratch("context", G, N, H)
        self.backend.xp.matmul(self.context, as_blocks(W[:C], G), out=same)
        self.backend.xp.add(out, same[:, None], out=out)

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> Array | None:
        """Assign dW, leave `dcontext` and return the inner input's gradient."""
        xp, C = self.backend.xp, self.context.shape[1]
        dx = self.inner.backward(da, W[C:], dW[C:], scratch)
        over_time = da.sum(axis=0, out=scratch("da over time", *da.shape[1:]))
        xp.matmul(self.context.T, over_time, out=dW[:C])
        dcontext = scratch("dcontext", self.batch_size, C)
        self.dcontext = xp.matmul(over_time, W[:C].T, out=dcontext)
        return dx
