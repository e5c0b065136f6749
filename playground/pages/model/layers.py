"""From the parts of a model to the layers of its picture."""

import re

from engine import Estimate, RunConfig, Survey
from engine.planning import Part
from playground.editors.about import choice_title, variant_title
from playground.views.network import Glyph, Layer

_MOST_CELLS = 3  # layers that are drawn one by one


def layers_of(config: RunConfig, survey: Survey, estimate: Estimate) -> tuple[Layer, ...]:
    """Return the layers from the input up; a model that only counts has one of counts."""
    model = config.model
    if not estimate.parts:
        smoothing = choice_title(getattr(model, "smoothing", ""))
        return (Layer("Counts", smoothing, (), "output"),)
    found: dict[str, list[Part]] = {}
    for part in estimate.parts:
        found.setdefault(_place(part.name), []).append(part)
    V, D, H = survey.sizes.vocab_size, size(config, "embedding_size"), size(config, "hidden_size")
    layers = _picture_layers(found) if "convolution" in found else []
    layers.append(Layer("Embedding", f"{V:,} → {D:,}", _counts(found["embedding"]), "embedding"))
    cells = [parts for place, parts in found.items() if place.isdecimal()]
    if cells:
        layers += _cells(variant_title(type(model.cell)), cells)  # type: ignore[attr-defined]
    if "hidden" in found:
        detail = f"{size(config, 'window')} × {D:,} → {H:,}"
        layers.append(Layer("Hidden", detail, _counts(found["hidden"]), "embedding"))
    if has_attention(config):
        looked = found.get("attention", [])
        layers.append(Layer("Attention", f"{H:,} + {H:,}", _counts(looked), "attention"))
    if "output" in found:
        layers.append(_layer("Output", found["output"], "output"))
    else:  # tied: one table serves both ends
        layers.append(Layer("Output", f"{H:,} → {V:,}, shared", (), "output"))
    return tuple(layers)


def _picture_layers(found: dict[str, list[Part]]) -> list[Layer]:
    """Return what a picture passes: convolutions in a row, then what sums all of it up."""
    stages, looked = found["convolution"], found["summary"] + found.get("places", [])
    outputs = [part.detail.partition(" → ")[2] for part in stages]
    summary = looked[0].detail.partition(" → ")
    inputs = int(summary[0].replace(",", "")) - 1  # without the bias
    title = "Summary, places" if len(looked) > 1 else "Summary"
    return [
        Layer("Convolutions", " → ".join(["3", *outputs]), _counts(stages), "convolution"),
        Layer(title, f"{inputs:,} → {summary[2]}", _counts(looked), "embedding"),
    ]


def has_attention(config: RunConfig) -> bool:
    """Tell whether a decoder looks back at the whole question."""
    return getattr(config.model, "attention", "none") != "none"


def size(config: RunConfig, name: str) -> int:
    """Return a whole number of the model's settings; 0 if it has none of that name."""
    return int(getattr(config.model, name, 0))


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


def _place(name: str) -> str:
    """Return which layer a part belongs to; encoder and decoder share the layers' places."""
    number = re.search(r"recurrent\.(\d+)", name)
    if number:
        return number.group(1)
    if name.startswith("encoder.convolution"):
        return "convolution"
    if name in ("encoder", "encoder.places"):  # where a place is, and what stands there
        return "places"
    return "embedding" if name.endswith("embedding") else name.removeprefix("encoder.")
