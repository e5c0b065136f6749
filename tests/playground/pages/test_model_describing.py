"""The picture shows the network of the settings, with the loaded data passing through it."""

import pytest

from engine import PRESETS, RunConfig, estimate, survey
from engine.data.dataset import Dataset, Kind, Labelled, Pair, Records
from engine.data.sources import ShapesSource
from playground.pages.model.amounts import memory, seconds
from playground.pages.model.describing import describe, kind_of
from playground.views.network import Network

WORDS = Dataset(Kind.TEXT, "text", {"all": Records(text="a dog sees a cat\n" * 200)})
SUMS = Dataset(
    Kind.PAIRS, "sums", {"all": Records(rows=(Pair("1+2  ", "3  "), Pair("10+25", "35 ")) * 200)}
)
OPINIONS = Dataset(
    Kind.LABELLED,
    "opinions",
    {"all": Records(rows=(Labelled("The film was not good", "negative"),
                          Labelled("I liked it", "positive")) * 200)},
)  # fmt: skip

SHAPES = ShapesSource(count=200).read()
DATA = {
    "language_modelling": WORDS,
    "sequence_to_sequence": SUMS,
    "classification": OPINIONS,
    "captioning": SHAPES,
}


def shown(preset: str, dataset: Dataset, **changes: object) -> Network:
    """Return what is shown for a preset with some changes, on some data."""
    config: RunConfig = PRESETS[preset].config.changed(**{"data.limit": 0, **changes})
    found = survey(config, dataset)
    return describe(config, found, estimate(config, found), dataset)


def test_a_language_model_reads_the_text_and_predicts_the_next_word() -> None:
    """Tokens are those of the data; names, sizes, shapes and numbers those of the settings."""
    network = shown("rnnlm", WORDS, **{"task.time_steps": 5, "task.batch_size": 4})
    (steps,) = network.stretches

    assert steps.inputs == ("a", "dog", "sees", "a", "cat")
    assert steps.targets == ("dog", "sees", "a", "cat", "↵")
    assert [layer.title for layer in network.layers] == ["Embedding", "LSTM", "Output"]
    assert [layer.detail for layer in network.layers] == ["5 → 100", "100 → 100", "100 → 5"]
    assert [layer.parameters for layer in network.layers] == [(500,), (80400,), (505,)]
    assert network.shapes == ("(4, 5)", "(4, 5, 100)", "(4, 5, 100)", "(4, 5, 5)")
    assert network.states == ("h", "c")
    assert network.time == "t = 1 … 5"


def test_layers_are_stacked_and_many_are_summed_up() -> None:
    """Up to three recurrent layers are drawn; of more, the first, the last and a sum."""
    two = shown("simple-rnnlm", WORDS, **{"model.num_layers": 2})
    six = shown("simple-rnnlm", WORDS, **{"model.num_layers": 6})

    assert [layer.title for layer in two.layers] == ["Embedding", "RNN 1", "RNN 2", "Output"]
    assert two.states == ("h",)
    assert [layer.title for layer in six.layers[1:4]] == ["RNN 1", "4 more layers", "RNN 6"]
    assert six.layers[2].parameters == (4 * 20100,)


def test_tied_weights_are_counted_once() -> None:
    """The output shares the embedding's table and trains nothing of its own."""
    network = shown("rnnlm", WORDS, **{"model.tie_weights": True})

    assert network.layers[-1].detail == "100 → 5, shared"
    assert network.layers[-1].parameters == ()


def test_an_encoder_reads_backwards_what_a_decoder_answers() -> None:
    """The question is shown as it is fed; nothing is predicted while it is read."""
    reader, writer = shown("addition-reverse", SUMS).stretches

    assert reader.inputs == ("5", "2", "+", "0", "1")
    assert reader.targets == ("", "", "", "", "")
    assert reader.caption == "the question, backwards"
    assert writer.inputs == ("_", "3", "5")
    assert writer.targets == ("3", "5", "␣")


def test_what_the_decoder_sees_is_told_apart() -> None:
    """Peeky and attention have their own lines, and attention a layer."""
    plain, peeky = shown("addition", SUMS), shown("addition", SUMS, **{"model.peeky": True})
    attention = shown("addition", SUMS, **{"model.attention": "book"})

    assert (plain.link, peeky.link, attention.link) == ("none", "peeky", "attention")
    assert peeky.layers[1].detail == "16, 144 → 128"
    assert [layer.title for layer in attention.layers][2] == "Attention"
    assert plain.handed_over == ("h",)
    assert kind_of(PRESETS["addition"].config) == "encoder and decoder"


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_drawn(name: str) -> None:
    """No preset is without a picture of its network, and the picture counts what is trained."""
    config = PRESETS[name].config.changed(**{"data.limit": 0})
    dataset = DATA[config.task.kind]
    found = survey(config, dataset)
    network = describe(config, found, estimate(config, found), dataset)

    assert network.parameters == estimate(config, found).parameters
    assert len(network.shapes) == len(network.layers) + 1


def test_a_classifier_says_one_thing_at_the_end() -> None:
    """Words go in one by one; the label comes out after the last."""
    network = shown("keras-sentiment", OPINIONS)
    (steps,) = network.stretches

    assert steps.inputs == ("the", "film", "was", "not", "good")
    assert steps.targets == ("", "", "", "", "negative")
    assert network.shapes[-1] == "(32, 2)"


def test_a_picture_is_looked_at_and_its_caption_written() -> None:
    """Convolutions and a summary are the picture's alone; the writer sees it at every step."""
    network = shown("captioning", SHAPES)
    looker, writer = network.stretches
    picture = SHAPES.part("all").pictures[0]
    words = picture.caption.split()

    assert (looker.picture, looker.last_layer, writer.first_layer) == (picture, 1, 2)
    assert writer.inputs == ("_", *words)
    assert writer.targets == (*words, "↵")
    titles = ["Convolutions", "Summary", "Embedding", "LSTM", "Output"]
    assert [layer.title for layer in network.layers] == titles
    assert network.layers[0].detail == "3 → 16 → 32 → 32"
    assert network.layers[0].parameters == (28 * 16, 145 * 32, 289 * 32)
    assert network.layers[1].detail == "512 → 128"
    assert network.shapes[:3] == ("(32, 32, 32, 3)", "(32, 4, 4, 32)", "(32, 128)")
    assert network.shapes[3:] == ("(32, 9, 32)", "(32, 9, 128)", "(32, 9, 26)")
    assert (network.link, network.time) == ("peeky", "t = 1 … 9")
    assert kind_of(PRESETS["captioning"].config) == "picture encoder and decoder, peeky"


def test_a_captioner_with_attention_keeps_its_places() -> None:
    """They are counted with the summary, and attention is a layer of its own."""
    network = shown("captioning", SHAPES, **{"model.attention": "book"})

    assert network.layers[1].title == "Summary, places"
    assert network.layers[1].parameters == (513 * 128, 33 * 128, 16 * 128)
    assert network.layers[4].title == "Attention"
    assert network.link == "attention"
    assert len(network.shapes) == len(network.layers) + 1


def test_a_model_without_memory_reaches_back_a_few_steps() -> None:
    """A window sees its words, an n-gram one less than it counts together."""
    assert shown("window-lm", WORDS).reach == 5
    assert shown("ngram-3", WORDS).reach == 2
    assert shown("rnnlm", WORDS).reach == 0


def test_amounts_have_two_or_three_digits() -> None:
    """Large numbers are read at a glance."""
    assert [memory(size) for size in (12, 8_400_000, 999_960, 123e6, 4.4e9)] == [
        *("12 B", "8.4 MB", "1.0 MB", "123 MB", "4.4 GB")
    ]
    assert [seconds(time) for time in (0.0412, 4.32, 43.2, 125.0)] == [
        *("0.041 s", "4.3 s", "43 s", "2:05")
    ]
