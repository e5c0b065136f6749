"""From settings and data to what the picture of the network shows."""

from engine import Dataset, Estimate, RunConfig, Survey
from engine.models.base import Goal
from playground.pages.model.layers import has_attention, layers_of, size
from playground.pages.model.tokens import label_steps, pair_steps, text_steps
from playground.views.network import Layer, Link, Network, Steps

_KINDS = {
    Goal.NEXT_TOKEN: "language model",
    Goal.ANSWER: "encoder and decoder",
    Goal.LABEL: "classifier",
}


def kind_of(config: RunConfig) -> str:
    """Return what sort of network the settings describe."""
    name, link = _KINDS[config.model.goal], _link(config)
    return name if link == "none" else f"{name}, {link}"


def describe(config: RunConfig, survey: Survey, estimate: Estimate, dataset: Dataset) -> Network:
    """Return the network of the settings, with the data's own tokens passing through it."""
    layers = layers_of(config, survey, estimate)
    unit = "Word" if survey.vocabulary.level == "word" else "Character"
    outputs = {Goal.NEXT_TOKEN: f"Next {unit.lower()}", Goal.ANSWER: "Answer", Goal.LABEL: "Label"}
    stretches = _stretches(config, survey, dataset)
    cell = getattr(getattr(config.model, "cell", None), "kind", "")
    states = ("h", "c") if cell == "lstm" else ("h",)
    carried = bool(getattr(config.model, "carry_cell", False))
    return Network(
        input_title=unit,
        output_title=outputs[config.model.goal],
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
    return (text_steps(config, survey, dataset),)


def _time(stretches: tuple[Steps, ...]) -> str:
    lengths = [len(steps.inputs) for steps in stretches]
    if len(lengths) > 1:
        return f"{' + '.join(map(str, lengths))} time steps"
    return f"t = 1 … {lengths[0]:,}" if lengths[0] > 1 else "t = 1"


def _link(config: RunConfig) -> Link:
    """Return what a decoder sees of the encoder at every step."""
    if has_attention(config):
        return "attention"
    return "peeky" if getattr(config.model, "peeky", False) else "none"


def _shapes(config: RunConfig, survey: Survey, layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """Return the shapes of what passes between the rows: batch, time, width."""
    steps, batch = config.task.update_shape(survey.sizes)
    D, H = size(config, "embedding_size"), size(config, "hidden_size")
    widths = {"Embedding": D, "Attention": 2 * H, "Output": survey.sizes.vocab_size}
    widths["Counts"] = survey.sizes.vocab_size
    each = f"({batch:,}, {steps:,}"
    shapes = [f"{each}, {widths.get(layer.title, H):,})" for layer in layers]
    if config.model.goal is Goal.LABEL:  # one for the whole line
        shapes[-1] = f"({batch:,}, {len(survey.sizes.labels)})"
    return (f"{each})", *shapes)
