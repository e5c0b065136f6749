"""The choice of what stands between a decoder and its output layer."""

from __future__ import annotations

from typing import Literal, TypeAlias

from engine.backend import Backend
from engine.layers.attention import Attention
from engine.layers.concat_attention import ConcatAttention
from engine.layers.dot_attention import DotAttention
from engine.layers.general_attention import GeneralAttention
from engine.models.luong_readout import LuongReadout
from engine.models.readout import AttentionReadout, PeekyReadout, PlainReadout, Readout

AttentionChoice: TypeAlias = Literal["none", "book", "dot", "general", "concat"]


def build_readout(
    attention: AttentionChoice, hidden_size: int, backend: Backend, *, peeky: bool = False
) -> Readout:
    """Return the readout; with attention, the summary of a peeky model goes to its input alone."""
    if attention == "book":
        return AttentionReadout(DotAttention(backend), backend)
    if attention == "none":
        return PeekyReadout(backend) if peeky else PlainReadout()
    scoring: Attention = DotAttention(backend)
    if attention == "general":
        scoring = GeneralAttention(hidden_size, backend)
    elif attention == "concat":
        scoring = ConcatAttention(hidden_size, backend)
    return LuongReadout(scoring, hidden_size, backend)
