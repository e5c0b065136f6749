"""From settings and data to what the picture of the network shows."""

from engine import Dataset, Estimate, RunConfig, Survey
from engine.models.base import Goal
from playground.pages.model.layers import has_attention, layers_of, size
from playground.pages.model.tokens import label_steps, pair_steps, picture_steps, text_steps
from playground.views.network import Layer, Link, Network, Steps

_KINDS = {
    Goal.NEXT_TOKEN: "language model",
    Goal.ANSWER: "encoder and decoder",
    Goal.LABEL: "classifier",
    Goal.CAPTION: "picture encoder and decoder",
}
_OUTPUTS = {Goal.ANSWER: "Answer", Goal.LABEL: "Label", Goal.CAPTION: "Caption"}


def kind_of(config: RunConfig) -> str:
    """Return what sort of network the settings describe."""
    name, link = _KINDS[config.model.goal], _link(config)
    return name if link == "none" else f"{name}, {link}"


def describe(config: RunConfig, survey: Survey, estimate: Estimate, dataset: Dataset) -> Network:
    """Return the network of the settings, with the data's own tokens passing through it."""
    layers = layers_of(config, survey, estimate)
    unit = "Word" if survey.vocabulary.level == "word" else "Character"
    stretches = _stretches(config, survey, dataset)
    cell = getattr(getattr(config.model, "cell", None), "kind", "")
    states = ("h", "c") if cell == "lstm" else ("h",)
    carried = bool(getattr(config.model, "carry_cell", False))
    return Network(
        input_title="Picture" if config.model.goal is Goal.CAPTION else unit,
        output_title=_OUTPUTS.get(config.model.goal, f"Next {unit.lower()}"),
        layers=layers,
        shapes=_shapes(config, survey, layers),
        stretches=stretches,
        states=states,
        handed_over=states if carried else ("h",),
        link=_link(config),
        reach=size(config, "window") or max(size(config, "order") - 1, 0),
        time=_time(stretches),
    )


def _stretches(config: RunConfig, survey: Survey, dataset: Dataset) -> tuple[Steps, ...]:
    if config.model.goal is Goal.ANSWER:
        return pair_steps(config, survey, dataset)
    if config.model.goal is Goal.LABEL:
        return (label_steps(config, survey, dataset),)
    if config.model.goal is Goal.CAPTION:
        return picture_steps(survey, dataset)
    return (text_steps(config, survey, dataset),)


def _time(stretches: tuple[Steps, ...]) -> str:
    lengths = [len(steps.inputs) for steps in stretches if steps.picture is None]
    if len(lengths) > 1:
        return f"{' + '.join(map(str, lengths))} time steps"
    return f"t = 1 … {lengths[0]:,}" if lengths[0] > 1 else "t = 1"


def _link(config: RunConfig) -> Link:
    """Return what a decoder sees of the encoder at every step."""
    if has_attention(config):
        return "attention"
    if getattr(config.model, "peeky", False) or config.model.goal is Goal.CAPTION:
        return "peeky"
    return "none"


def _shapes(config: RunConfig, survey: Survey, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """Return the shapes of what passes between the rows: batch, time, width."""
    steps, batch = config.task.update_shape(survey.sizes)
    D, H = size(config, "embedding_size"), size(config, "hidden_size")
    widths = {"Embedding": D, "Attention": 2 * H, "Output": survey.sizes.vocab_size}
    widths["Counts"] = survey.sizes.vocab_size
    each = f"({batch:,}, {steps:,}"
    if config.model.goal is Goal.CAPTION:
        return _picture_shapes(config, survey, layers)
    shapes = [f"{each}, {widths.get(layer.title, H):,})" for layer in layers]
    if config.model.goal is Goal.LABEL:  # one for the whole line
        shapes[-1] = f"({batch:,}, {len(survey.sizes.labels)})"
    return (f"{each})", *shapes)


def _picture_shapes(
    config: RunConfig, survey: Survey, layers: tuple[Layer, ...]
) -> tuple[str, ...]:
    """Return the shapes of a batch of pictures, of what is made of it, and of the captions."""
    steps, batch = config.task.update_shape(survey.sizes)
    side, H = survey.sizes.picture_side, size(config, "hidden_size")
    places = side >> len(layers[0].parameters)  # each convolution is followed by pooling
    channels = layers[0].detail.rpartition(" → ")[2]
    widths = {"Embedding": size(config, "embedding_size"), "Output": survey.sizes.vocab_size}
    written = [f"({batch:,}, {steps:,}, {widths.get(layer.title, H):,})" for layer in layers[2:]]
    return (
        f"({batch:,}, {side}, {side}, 3)",
        f"({batch:,}, {places}, {places}, {channels})",
        f"({batch:,}, {H:,})",
        *written,
    )
