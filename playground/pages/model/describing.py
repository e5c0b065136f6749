"""From settings and data to what the picture of the network shows."""

import re

from engine import Dataset, Estimate, RunConfig, Survey
from engine.models.base import Goal
from engine.planning import Part
from playground.editors.about import variant_title
from playground.pages.model.tokens import pair_steps, text_steps
from playground.views.network import Glyph, Layer, Link, Network

_KINDS = {
    Goal.NEXT_TOKEN: "language model",
    Goal.ANSWER: "encoder and decoder",
    Goal.LABEL: "classifier",
}
_MOST_CELLS = 3  # layers that are drawn one by one


def kind_of(config: RunConfig) -> str:
    """Return what sort of network the settings describe."""
    name, link = _KINDS[config.model.goal], _link(config)
    return name if link == "none" else f"{name}, {link}"


def describe(config: RunConfig, survey: Survey, estimate: Estimate, dataset: Dataset) -> Network:
    """Return the network of the settings, with the data's own tokens passing through it."""
    layers = _layers(config, survey, estimate)
    cell = config.model.cell.kind  # type: ignore[attr-defined]
    states = ("h", "c") if cell == "lstm" else ("h",)
    unit = "Word" if survey.vocabulary.level == "word" else "Character"
    shapes = _shapes(config, survey, layers)
    if config.model.goal is Goal.ANSWER:
        steps = pair_steps(config, survey, dataset)
        carried = bool(getattr(config.model, "carry_cell", False))
        return Network(
            unit, "Answer", layers, shapes, steps, states, states if carried else ("h",),
            _link(config), f"{len(steps[0].inputs)} + {len(steps[1].inputs)} time steps",
        )  # fmt: skip
    text = text_steps(config, survey, dataset)
    last = len(text.inputs)
    time = f"t = 1 … {last:,}" if last > 1 else "t = 1"
    return Network(unit, f"Next {unit.lower()}", layers, shapes, (text,), states, time=time)


def _link(config: RunConfig) -> Link:
    """Return what the decoder sees of the encoder at every step."""
    if getattr(config.model, "attention", "none") != "none":
        return "attention"
    return "peeky" if getattr(config.model, "peeky", False) else "none"


def _layers(config: RunConfig, survey: Survey, estimate: Estimate) -> tuple[Layer, ...]:
    found: dict[str, list[Part]] = {}
    for part in estimate.parts:
        found.setdefault(_place(part.name), []).append(part)
    V, D, H = survey.sizes.vocab_size, *_sizes(config)
    layers = [Layer("Embedding", f"{V:,} → {D:,}", _counts(found["embedding"]), "embedding")]
    cell = variant_title(type(config.model.cell))  # type: ignore[attr-defined]
    layers += _cells(cell, [parts for place, parts in found.items() if place.isdecimal()])
    if _link(config) == "attention":
        looked = found.get("attention", [])
        layers.append(Layer("Attention", f"{H:,} + {H:,}", _counts(looked), "attention"))
    if "output" in found:
        layers.append(_layer("Output", found["output"], "output"))
    else:  # tied: one table serves both ends
        layers.append(Layer("Output", f"{H:,} → {V:,}, shared", (), "output"))
    return tuple(layers)


def _cells(title: str, cells: list[list[Part]]) -> list[Layer]:
    if len(cells) == 1:
        return [_layer(title, cells[0], "cell")]
    layers = [_layer(f"{title} {i}", parts, "cell") for i, parts in enumerate(cells, 1)]
    if len(layers) <= _MOST_CELLS:
        return layers
    between = layers[1:-1]
    total = sum(sum(layer.parameters) for layer in between)
    more = Layer(f"{len(between)} more layers", between[0].detail, (total,), "more")
    return [layers[0], more, layers[-1]]


def _layer(title: str, parts: list[Part], glyph: Glyph) -> Layer:
    inputs = dict.fromkeys(part.detail.partition(" → ")[0] for part in parts)
    output = parts[0].detail.partition(" → ")[2]
    return Layer(title, f"{', '.join(inputs)} → {output}", _counts(parts), glyph)


def _counts(parts: list[Part]) -> tuple[int, ...]:
    return tuple(part.parameters for part in parts)


def _sizes(config: RunConfig) -> tuple[int, int]:
    """Return the embedding size and the hidden size."""
    return config.model.embedding_size, config.model.hidden_size  # type: ignore[attr-defined]


def _place(name: str) -> str:
    """Return which layer a part belongs to; encoder and decoder share the layers' places."""
    number = re.search(r"recurrent\.(\d+)", name)
    if number:
        return number.group(1)
    return "embedding" if name.endswith("embedding") else name


def _shapes(config: RunConfig, survey: Survey, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """Return the shapes of what passes between the rows: batch, time, width."""
    steps, batch = config.task.update_shape(survey.sizes)
    D, H = _sizes(config)
    widths = {"embedding": D, "output": survey.sizes.vocab_size, "attention": 2 * H}
    shape = f"({batch:,}, {steps:,}"
    return (f"{shape})", *(f"{shape}, {widths.get(layer.glyph, H):,})" for layer in layers))
