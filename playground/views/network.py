"""What the picture of a network shows, without a line of drawing."""

from dataclasses import dataclass
from typing import Literal

from engine.data.dataset import Picture

Glyph = Literal["convolution", "embedding", "cell", "attention", "output", "more"]
Link = Literal["none", "peeky", "attention"]


@dataclass(frozen=True)
class Layer:
    """One layer of a network.

    Attributes:
        detail: its sizes, such as "100 → 10,000".
        parameters: how many numbers it trains; one for each of its copies (encoder, decoder).
        glyph: how its boxes look; "more" stands for layers that are left out.
    """

    title: str
    detail: str
    parameters: tuple[int, ...]
    glyph: Glyph


@dataclass(frozen=True)
class Steps:
    """Time steps that follow each other: what goes in at each and what is to come out.

    Attributes:
        targets: one for each input; empty where nothing is predicted.
        caption: what these steps do, where there is more than one stretch of them.
        both_ways: whether a second layer reads them from the end.
        first_layer: the place of the lowest layer that they pass; what goes in stands under it.
        last_layer: the place of the highest, whose output alone goes on; None for the top.
        picture: what is looked at, in place of inputs.
    """

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    caption: str = ""
    both_ways: bool = False
    first_layer: int = 0
    last_layer: int | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Network:
    """A network unrolled in time.

    Attributes:
        layers: from the input up.
        shapes: of the arrays on the way: of the input, then of each layer's output.
        stretches: one of a language model; encoder and decoder of a sequence to sequence.
        states: what a cell hands on to the next time step: "h", or "h" and "c".
        handed_over: which of them a decoder starts with.
        reach: how many steps before its own a model without memory sees.
        link: what a decoder sees of the encoder beside its last state.
        time: the time steps in words, such as "t = 1 … 35".
    """

    input_title: str
    output_title: str
    layers: tuple[Layer, ...]
    shapes: tuple[str, ...]
    stretches: tuple[Steps, ...]
    states: tuple[str, ...]
    handed_over: tuple[str, ...] = ()
    link: Link = "none"
    reach: int = 0
    time: str = ""

    @property
    def parameters(self) -> int:
        """How many numbers the whole network trains."""
        return sum(sum(layer.parameters) for layer in self.layers)

    @property
    def first_cell(self) -> int:
        """The place of the lowest recurrent layer."""
        return min(i for i, layer in enumerate(self.layers) if layer.glyph == "cell")

    @property
    def top_cell(self) -> int:
        """The place of the highest recurrent layer; -1 if there is none."""
        cells = (i for i, layer in enumerate(self.layers) if layer.glyph == "cell")
        return max(cells, default=-1)
