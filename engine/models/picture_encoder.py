"""An encoder of pictures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Cache
from engine.layers.convolution import Conv2d
from engine.layers.linear import Linear
from engine.layers.pooling import MaxPool2d
from engine.layers.stack import StackState
from engine.models.base import Batch
from engine.models.encoding import Encoding
from engine.parameter import Parameter


class PictureEncoderCache(NamedTuple):
    """What the layers left for the way back, from the picture on."""

    stages: list[tuple[Cache, Cache]]
    maps: Array
    flat: Cache
    summary: Array
    places: Cache
    memory: Array


class PictureEncoder:
    """Look at a picture through stages of convolution and pooling.

    Each stage halves the sides. What the last one leaves, S = (side / 2 ** stages) ** 2 places of
    C channels, comes in two forms: all of it together as the summary that a decoder starts with,
    and place by place as the memory that attention looks back at.

        summary = tanh(maps W / sqrt(S C) + b)    maps (N, S C)
        memory  = tanh(maps_s W_p + b_p + l_s)    for each place s; l_s tells where it is

    The features are many and none is negative: without the root, the first updates of Adam, which
    move all weights of a unit one way, would drive every unit of the summary into saturation.

    Shapes: l (S, H), drawn from N(0, 1/4).
    Source: Vinyals et al. 2015 for the summary; Xu et al. 2015 for the places.
    """

    def __init__(
        self,
        side: int,
        channels: tuple[int, ...],
        hidden_size: int,
        state_size: int,
        backend: Backend,
        *,
        remembers_places: bool,
    ) -> None:
        self.backend, self.state_size = backend, state_size
        pairs = zip((3, *channels), channels, strict=False)
        self.stages = [(Conv2d(C, M, backend), MaxPool2d(backend)) for C, M in pairs]
        places = (side >> len(channels)) ** 2
        self._scale = (places * channels[-1]) ** -0.5
        self.summary = Linear(places * channels[-1], hidden_size, backend)
        self.places = Linear(channels[-1], hidden_size, backend) if remembers_places else None
        self.where = Parameter((places, hidden_size), self._initial_where)

    def _initial_where(self) -> np.ndarray:
        return self.backend.randn(*self.where.shape, scale=0.5)

    def parameters(self) -> dict[str, Parameter]:
        named = {f"convolution.{k}.W": conv.W for k, (conv, _) in enumerate(self.stages)}
        named["summary.W"] = self.summary.W
        return named | ({"places.W": self.places.W, "where": self.where} if self.places else {})

    def forward(
        self, batch: Batch, *, training: bool
    ) -> tuple[Encoding, StackState, PictureEncoderCache]:
        xp, maps, stages = self.backend.xp, batch.inputs, []
        for conv, pool in self.stages:
            convolved, windows = conv.forward(maps)
            maps, pooled = pool.forward(convolved)
            stages.append((windows, pooled))
        N, channels = len(maps), maps.shape[-1]
        summary, flat = self.summary.forward(maps.reshape(N, -1) * self._scale)
        xp.tanh(summary, out=summary)
        memory, places = summary[None], None
        if self.places is not None:
            looked, places = self.places.forward(maps.reshape(-1, channels))
            looked = looked.reshape(N, *self.where.shape)
            looked += self.where.value
            memory = xp.tanh(looked, out=looked).transpose(1, 0, 2)
        cells = (self.backend.zeros(*summary.shape) for _ in range(self.state_size - 1))
        state = ((xp.array(summary), *cells),)
        cache = PictureEncoderCache(stages, maps, flat, summary, places, memory)
        return Encoding(memory, summary), state, cache

    def backward(
        self, dmemory: Array | None, dstate: StackState, cache: PictureEncoderCache
    ) -> None:
        dsummary = dstate[0][0] * (1 - cache.summary * cache.summary)
        dmaps = self.summary.backward(dsummary, cache.flat).reshape(cache.maps.shape)
        dmaps *= self._scale
        if self.places is not None and dmemory is not None:
            dlooked = dmemory * (1 - cache.memory * cache.memory)
            dlooked.sum(axis=1, out=self.where.grad)
            dlooked = dlooked.transpose(1, 0, 2).reshape(-1, dmemory.shape[2])
            dmaps += self.places.backward(dlooked, cache.places).reshape(dmaps.shape)
        stages = list(zip(self.stages, cache.stages, strict=True))
        for k in range(len(stages) - 1, -1, -1):
            (conv, pool), (windows, pooled) = stages[k]
            dmaps = conv.backward(pool.backward(dmaps, pooled), windows, to_input=k > 0)
