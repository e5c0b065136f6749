"""Captioning: pictures that are made, split by what they show, learned and described."""

import json

import numpy as np
import pytest

from engine.backend import Backend
from engine.beam_search import BeamConfig
from engine.captioning import describe, describe_many
from engine.data.dataset import Dataset, Kind, Picture, Records
from engine.data.samples import shapes
from engine.data.sources import DataConfig, ShapesSource
from engine.errors import ConfigError, DataError
from engine.events import Evaluated, Sampled, Summary
from engine.run import Run
from engine.run_config import RunConfig
from engine.tasks.captioning import Captioning, CaptioningConfig


def build(count: int = 300, **data: float) -> Captioning:
    """Return the task on drawn pictures, a fifth of the captions held out for validation."""
    dataset = ShapesSource(count=count).read()
    shares = DataConfig(valid_share=0.2).changed(**data)
    return CaptioningConfig(batch_size=8).build(dataset, shares, Backend())


def two_colours(count: int = 64) -> Dataset:
    """Return pictures of 8 x 8 pixels, red or blue on the left or on the right."""
    rng, pictures = np.random.RandomState(3), []
    for k in range(count):
        colour, side = ("red", "blue")[k % 2], ("left", "right")[k // 2 % 2]
        values = rng.randint(0, 40, (8, 8, 3))
        values[:, slice(0, 4) if side == "left" else slice(4, 8), 0 if colour == "red" else 2] += (
            200
        )
        pictures.append(Picture(values.astype(np.uint8).tobytes(), f"{colour} on the {side}"))
    parts = {"train": pictures, "valid": pictures[:8]}
    return Dataset(
        Kind.PICTURES, "Two", {name: Records(pictures=tuple(own)) for name, own in parts.items()}
    )


def small_run() -> Run:
    """Return a run that learns the two colours in a moment."""
    config = RunConfig.parse(
        {
            "task": {"kind": "captioning", "batch_size": 8},
            "model": {
                "kind": "captioner",
                "channels": 4,
                "hidden_size": 16,
                "embedding_size": 8,
                "attention": "book",
            },
            "optimizer": {"kind": "adam", "learning_rate": 0.01},
            "training": {"epochs": 15},
        }
    )
    return Run(config, dataset=two_colours())


def test_pictures_are_the_same_for_the_same_seed() -> None:
    """Byte for byte; another seed draws others."""
    first, again = shapes.make(20, 7), shapes.make(20, 7)

    assert first == again
    assert shapes.make(20, 8) != first


def test_a_picture_shows_what_its_caption_says() -> None:
    """Colour, size and place, measured in the pixels."""
    for picture in shapes.make(200).pictures:
        _, size, colour, shape, *where = picture.caption.split()
        values = np.frombuffer(picture.pixels, np.uint8).reshape(32, 32, 3).astype(int)
        shown = abs(values - shapes.COLOURS[colour]).max(axis=2) <= shapes.NOISE
        rows, columns = np.nonzero(shown)
        vertical = "top" if rows.mean() < 11 else "bottom" if rows.mean() > 21 else ""
        horizontal = "left" if columns.mean() < 11 else "right" if columns.mean() > 21 else ""

        assert picture.side == 32
        assert np.ptp(rows) == np.ptp(columns) == 2 * shapes.SIZES[size]
        assert {vertical, horizontal} - {""} == set(where) & {"top", "bottom", "left", "right"}
        y, x = np.mgrid[-9:10, -9:10]
        assert shown.sum() == shapes.SHAPES[shape](x, y, shapes.SIZES[size]).sum()


def test_no_caption_of_validation_is_shown_in_training() -> None:
    """Every picture is in one part, and what it shows in no other."""
    task = build(test_share=0.1)

    shown = {part: {p.caption for p in own} for part, own in task.rows.items()}

    assert sum(task.counts.values()) == 300
    assert not shown["train"] & shown["valid"]
    assert not (shown["train"] | shown["valid"]) & shown["test"]
    assert all(shown.values())


def test_a_batch_holds_pictures_and_their_captions() -> None:
    """In the order that was drawn, each picture with mean 0 and deviation 1."""
    task = build()
    task.start_epoch(np.random.RandomState(1))

    batch = task.batch(1)

    for n, place in enumerate(task.order[8:16]):
        picture = task.rows["train"][place]
        values = np.frombuffer(picture.pixels, np.uint8).reshape(32, 32, 3).astype(float)
        expected = (values - values.mean()) / (values.std() + 1)
        np.testing.assert_allclose(batch.inputs[n], expected, atol=1e-5)
        ids = batch.targets[1:, n]
        words = [task.vocabulary.tokens[i] for i in ids[ids >= 0]]
        assert words == [*picture.caption.split(), "<eos>"]


def test_a_run_learns_to_describe() -> None:
    """It says what is shown; samples bring the picture along; the checkpoint goes on knowing."""
    events = list(small_run().events())
    summary = events[-1]
    assert isinstance(summary, Summary)
    samples = [event for event in events if isinstance(event, Sampled)]
    scores = [event.valid for event in events if isinstance(event, Evaluated)]
    pictures = two_colours().parts["valid"].pictures

    captions = describe(summary.checkpoint, pictures)
    searched = describe(summary.checkpoint, pictures, BeamConfig(width=3))

    assert scores[-1] is not None
    assert scores[-1].accuracy == 1
    assert scores[-1].unit == "pictures"
    assert [caption.text for caption in captions] == [p.caption for p in pictures]
    assert [caption.text for caption in searched] == [p.caption for p in pictures]
    assert captions[0].attention is not None
    assert captions[0].attention.shape == (4, 1, 1)
    assert samples[-1].picture == pictures[0]
    assert samples[-1].text == samples[-1].expected == pictures[0].caption
    assert "pixels" not in json.dumps(samples[-1].to_json())


def test_many_pictures_of_a_part_are_described_and_judged() -> None:
    """Each with its own picture; the same seed draws the same ones; other goals are refused."""
    run = small_run()
    checkpoint = run.checkpoint(run.trainer)
    dataset = two_colours()

    every = list(describe_many(checkpoint, dataset, count=None))
    some = list(describe_many(checkpoint, dataset, count=3, seed=5))

    assert [reply.picture for reply in every] == list(dataset.parts["valid"].pictures)
    assert [reply.expected for reply in every] == [reply.picture.caption for reply in every]
    assert [reply.right for reply in every] == [r.answer.text == r.expected for r in every]
    assert len(some) == 3
    assert some == list(describe_many(checkpoint, dataset, count=3, seed=5))
    with pytest.raises(DataError, match="to score in the test part"):
        list(describe_many(checkpoint, dataset, "test"))


def test_pictures_must_have_the_size_that_was_trained() -> None:
    """The sentence names both."""
    run = small_run()

    with pytest.raises(DataError, match=r"32 × 32 pixels .* trained on 8 × 8"):
        describe(run.checkpoint(run.trainer), shapes.make(1).pictures)


def test_a_captioner_wants_pictures() -> None:
    """A text is refused; a model of text looks at no pictures."""
    text = Dataset(Kind.TEXT, "Some text", {"all": Records(text="a b")})

    with pytest.raises(DataError, match="“Some text” holds text"):
        CaptioningConfig().build(text, DataConfig(), Backend())
    with pytest.raises(ConfigError, match="cannot say what a picture shows"):
        RunConfig.parse({"task": {"kind": "captioning"}})
