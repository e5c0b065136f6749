"""Classification of lines: what is read, batched, scored and told."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.classifying import classify
from engine.data.dataset import Dataset, Kind, Labelled, Records
from engine.data.sources import DataConfig
from engine.errors import ConfigError, DataError
from engine.events import Summary
from engine.judging import label_probabilities
from engine.lines import LineEncoder, line_batch
from engine.models import ClassifierConfig
from engine.models.base import Batch
from engine.run import Run
from engine.run_config import RunConfig
from engine.tasks.classification import Classification, ClassificationConfig

LABELS = ("odd", "even")


def dataset(count: int = 60) -> Dataset:
    """Return lines of one to four words, labelled by whether “two” is among them."""
    words = ("One", "two", "three", "four", "five")
    rng = np.random.RandomState(4)
    rows = []
    for _ in range(count):
        line = [words[i] for i in rng.randint(0, 5, 1 + rng.randint(4))]
        rows.append(Labelled(" ".join(line), LABELS["two" in line]))
    return Dataset(Kind.LABELLED, "Numbers", {"all": Records(rows=tuple(rows))})


def build(**settings: object) -> Classification:
    """Return the task on the numbers, a fifth of them for validation."""
    config = ClassificationConfig(batch_size=8).changed(**settings)
    return config.build(dataset(), DataConfig(valid_share=0.2), Backend())


def shown(task: Classification, batch: Batch) -> list[tuple[str, str]]:
    """Return a batch as lines and labels, padding left out."""
    ids = batch.inputs.T
    lines = []
    for n, row in enumerate(ids):
        present = np.ones(len(row), bool) if batch.mask is None else batch.mask[:, n, 0] > 0
        line = task.vocabulary.decode(row[present])
        lines.append((line, task.labels[batch.targets[n]]))
    return lines


def test_an_epoch_goes_through_every_training_line_once() -> None:
    """In the order that was drawn, each with its label; the remainder is dropped."""
    task = build()
    task.start_epoch(np.random.RandomState(1))

    seen = [
        pair for step in range(task.updates_per_epoch) for pair in shown(task, task.batch(step))
    ]

    rows = [task.rows["train"][i] for i in task.order]
    assert task.counts == {"train": 48, "valid": 12}
    assert seen == [(row.text.lower(), row.label) for row in rows]


def test_shorter_lines_are_padded_in_front() -> None:
    """The mask is zero where a line has not begun."""
    batch = line_batch([[3, 4, 5], [6]], [0, 1], Backend("float64"))

    assert batch.inputs.tolist() == [[3, 0], [4, 0], [5, 6]]
    assert batch.mask is not None
    assert batch.mask[:, :, 0].tolist() == [[1, 0], [1, 0], [1, 1]]
    assert batch.count == 2


@pytest.mark.parametrize("lower_case", [False, True])
def test_capitals_are_read_as_asked(lower_case: bool) -> None:
    """Lower-cased, One and one are the same word."""
    task = build(lower_case=lower_case)

    assert ("one" in task.vocabulary.tokens) is lower_case
    assert task.encoder.read("ONE two").unknown == (() if lower_case else ("ONE",))


def test_long_lines_lose_their_beginning() -> None:
    """The last words are read, as in Keras; what is cut off is not fed."""
    task = build(max_length=2)

    reading = task.encoder.read("one two three four")

    assert task.vocabulary.decode(reading.fed) == "three four"
    assert reading.ids[:2] == (None, None)


def test_rare_words_become_unknown_where_the_vocabulary_is_limited() -> None:
    """Two words and <unk> are kept; a word that is not among them is fed as <unk>."""
    task = build(vocabulary_size=3)

    reading = task.encoder.read("six")

    assert len(task.vocabulary) == 3
    assert task.vocabulary.decode(reading.fed) == "<unk>"
    assert reading.unknown == ("six",)


def test_the_vocabulary_is_that_of_the_training_part() -> None:
    """A word of the test file alone is left out, and reported."""
    train, test = Records(rows=(Labelled("a b", "x"), Labelled("b a", "y"))), Labelled("a c", "x")
    parts = {"train": train, "test": Records(rows=(test,))}
    config = ClassificationConfig(batch_size=1)

    task = config.build(Dataset(Kind.LABELLED, "ab", parts), DataConfig(), Backend())

    assert sorted(task.vocabulary.tokens) == ["a", "b"]
    assert task.encoder.read("a c").unknown == ("c",)
    assert len(task.encoder.read("a c").fed) == 1


@pytest.mark.parametrize("batch_size", [1, 7, 60])
def test_a_score_is_the_mean_over_all_lines(batch_size: int) -> None:
    """Whatever is read side by side, loss and accuracy are those of the lines one by one."""
    task = build()
    model = ClassifierConfig(embedding_size=4, hidden_size=5).build(task.sizes, Backend("float64"))
    nats, right = [], []
    for row in task.rows["valid"]:
        p = label_probabilities(model, [task.encoder.read(row.text).fed])[0]
        nats.append(-np.log(p[task.labels.index(row.label)]))
        right.append(task.labels[p.argmax()] == row.label)

    score = task.evaluate(model, "valid")

    assert score.loss == pytest.approx(np.mean(nats), rel=1e-10)
    assert score.accuracy == pytest.approx(np.mean(right))
    assert (score.count, score.unit) == (12, "lines")


def small_run() -> Run:
    """Return a run that learns the numbers in a moment."""
    config = RunConfig.parse(
        {
            "data": {"valid_share": 0.2},
            "task": {"kind": "classification", "batch_size": 8},
            "model": {"kind": "classifier", "embedding_size": 8, "hidden_size": 12},
            "optimizer": {"kind": "adam", "learning_rate": 0.02},
            "training": {"epochs": 15},
        }
    )
    return Run(config, dataset=dataset(200))


def test_a_run_learns_and_tells_which_word_decided() -> None:
    """The checkpoint labels new lines; leaving “two” out takes the label's probability away."""
    *_, summary = small_run().events()
    assert isinstance(summary, Summary)
    assert summary.best is not None
    assert summary.best.valid is not None

    found = classify(summary.checkpoint, "Five two seven one")

    assert (summary.best.valid.accuracy or 0) > 0.95
    assert (found.label, found.unknown) == ("even", ("seven",))
    assert sum(found.probabilities) == pytest.approx(1)
    words, (five, two, seven, one) = zip(*found.word_effects, strict=True)
    assert words == ("five", "two", "seven", "one")
    assert seven is None
    assert two > 0.5
    assert max(abs(one), abs(five)) < 0.3


def test_an_effect_is_the_difference_that_leaving_out_makes() -> None:
    """The probability of the label with the whole line, less that without the word."""
    run = small_run()
    encoder = LineEncoder(run.task.vocabulary, lower_case=True, max_length=0)
    one, two = (encoder.read(word).fed[0] for word in ("one", "two"))
    checkpoint = run.checkpoint(run.trainer)
    whole, without = label_probabilities(checkpoint.model(), [[one, two], [two]])
    best = int(whole.argmax())

    word, effect = classify(checkpoint, "one two").word_effects[0]

    assert word == "one"
    assert effect == pytest.approx(whole[best] - without[best], rel=1e-6)


def test_a_line_of_nothing_is_judged_too() -> None:
    """No word is fed, and none has an effect."""
    run = small_run()

    found = classify(run.checkpoint(run.trainer), "")

    assert sum(found.probabilities) == pytest.approx(1)
    assert found.word_effects == ()


def test_other_models_label_no_texts() -> None:
    """The sentence says what the model is for."""
    config = RunConfig.parse({"data": {"source": {"kind": "sample"}}, "training": {"epochs": 1}})
    run = Run(config)

    with pytest.raises(ConfigError, match="predict the next token; it labels no texts"):
        classify(run.checkpoint(run.trainer), "one")


def test_lines_must_differ_in_their_labels() -> None:
    """One label is nothing to learn."""
    rows = (Labelled("a", "x"), Labelled("b", "x"))
    single = Dataset(Kind.LABELLED, "Same", {"all": Records(rows=rows)})

    with pytest.raises(DataError, match="“Same” has 1 label"):
        ClassificationConfig().build(single, DataConfig(), Backend())
