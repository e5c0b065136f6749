"""The book's weights become checkpoints that compute what the book's program computes."""

from __future__ import annotations

import pickle
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.book_import import import_book_weights
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Labelled, Pair, Records
from engine.data.reading import read_dataset
from engine.errors import CheckpointError
from engine.models.base import Batch
from engine.tasks.base import Task
from tests.shared_data import shared_data

V, D, H = 11, 3, 5
TEXT = "a b c d e\nf g h i j\n" * 20
PAIRS = tuple(Pair(f"{k % 7:<2}", f"{k % 5:<2}") for k in range(70))


def lstm(inputs: int, hidden: int = H) -> list[tuple[int, ...]]:
    """Return the shapes of W_x, W_h and b."""
    return [(inputs, 4 * hidden), (hidden, 4 * hidden), (4 * hidden,)]


RNNLM = [(V, D), *lstm(D), (H, V), (V,)]
BETTER = [(V, H), *lstm(H), *lstm(H), (H, V), (V,)]
PEEKY = [(9, D), *lstm(D), (9, D), *lstm(H + D), (2 * H, 9), (9,)]


def pickled(folder: Path, shapes: list[tuple[int, ...]]) -> tuple[Path, list[np.ndarray]]:
    """Write random weights as the book's `save_params` does; return the file and its arrays."""
    random = np.random.RandomState(4)
    arrays = [random.randn(*shape).astype(np.float16) for shape in shapes]
    if len(shapes) == 9:
        arrays[7] = arrays[0].T
    path = folder / "weights.pkl"
    path.write_bytes(pickle.dumps(arrays))
    return path, [array.astype(np.float64) for array in arrays]


def text_dataset(text: str = TEXT) -> Dataset:
    """Return a running text made in memory."""
    return Dataset(Kind.TEXT, "letters", {"all": Records(text=text)})


def book_lstm(x: np.ndarray, W_x: np.ndarray, W_h: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Run the book's LSTM, columns f, g, i, o, over x (T, D); return h (T, H)."""
    size = len(W_h)
    h, c, out = np.zeros(size), np.zeros(size), []
    for x_t in x:
        f, g, i, o = np.split(x_t @ W_x + h @ W_h + b, 4)
        f, i, o = (1 / (1 + np.exp(-a)) for a in (f, i, o))
        c = f * c + np.tanh(g) * i
        h = o * np.tanh(c)
        out.append(h)
    return np.array(out)


def nats(logits: np.ndarray, targets: np.ndarray) -> float:
    """Return the cross-entropy of the targets, summed."""
    sums = np.log(np.exp(logits).sum(axis=1))
    return float((sums - logits[np.arange(len(targets)), targets]).sum())


@pytest.mark.parametrize("shapes", [RNNLM, BETTER], ids=["Rnnlm", "BetterRnnlm"])
def test_a_language_model_scores_as_in_the_book(
    tmp_path: Path, shapes: list[tuple[int, ...]]
) -> None:
    """One or two layers, tied or not: the same nats as the book's equations give."""
    path, (embedding, *layers, W, b) = pickled(tmp_path, shapes)
    checkpoint = import_book_weights(path, text_dataset())
    ids = np.random.RandomState(5).randint(0, V, 13)
    y = embedding[ids[:-1]]
    for k in range(0, len(layers), 3):
        y = book_lstm(y, *layers[k : k + 3])

    model = checkpoint.model()
    batch = Batch(ids[:-1, None], ids[1:, None], 12)
    found = model.forward(batch, model.initial_state(1), training=False).nats

    assert found == pytest.approx(nats(y @ W + b, ids[1:]), rel=1e-5)


def test_a_peeky_model_scores_as_in_the_book(tmp_path: Path) -> None:
    """The encoder's last state stands in front of embedding and state, and no cell is handed on."""
    path, arrays = pickled(tmp_path, PEEKY)
    reads, *encoder, writes, W_x, W_h, b, W, bias = arrays
    random = np.random.RandomState(6)
    question, answer = random.randint(0, 9, 4), random.randint(0, 9, 6)
    last = book_lstm(reads[question], *encoder)[-1]
    h, c, nats_of_all = last, np.zeros(H), 0.0
    for before, target in pairwise(answer):
        f, g, i, o = np.split(np.append(last, writes[before]) @ W_x + h @ W_h + b, 4)
        f, i, o = (1 / (1 + np.exp(-a)) for a in (f, i, o))
        c = f * c + np.tanh(g) * i
        h = o * np.tanh(c)
        nats_of_all += nats((np.append(last, h) @ W + bias)[None], np.array([target]))

    pairs = Dataset(Kind.PAIRS, "digits", {"all": Records(rows=PAIRS)})
    model = import_book_weights(path, pairs).model()
    found = model.forward(Batch(question[:, None], answer[:, None], 5), None, training=False).nats

    assert found == pytest.approx(nats_of_all, rel=1e-5)


def test_the_settings_describe_the_model(tmp_path: Path) -> None:
    """The checkpoint could be trained on as in the book, and says where it came from."""
    path, _ = pickled(tmp_path, BETTER)
    checkpoint = import_book_weights(path, text_dataset())
    model = checkpoint.config.model.model_dump(mode="json")

    assert model["cell"]["kind"] == "lstm"
    assert (model["num_layers"], model["tie_weights"], model["dropout"]) == (2, True, 0.5)
    assert (model["embedding_size"], model["hidden_size"]) == (H, H)
    assert checkpoint.vocabulary.tokens[:6] == ("a", "b", "c", "d", "e", "<eos>")
    assert checkpoint.about == {"imported": "BetterRnnlm from “weights.pkl”"}
    assert checkpoint.training is None


def test_letters_are_taken_where_words_do_not_fit(tmp_path: Path) -> None:
    """Ten letters and the line end are eleven characters, but there are only three words."""
    path, _ = pickled(tmp_path, RNNLM)
    checkpoint = import_book_weights(path, text_dataset("abcde\nfghij\n"))

    assert checkpoint.vocabulary.level == "character"
    assert checkpoint.config.task.model_dump()["level"] == "character"


@pytest.mark.parametrize(
    ("dataset", "sentence"),
    [
        (None, r"Rnnlm for 11 tokens, but not which tokens these are\. Open the text"),
        (text_dataset("a b c d"), "vocabulary of 11 tokens, but that of the corpus has 4;"),
        (
            Dataset(Kind.PAIRS, "sums", {"all": Records(rows=PAIRS)}),
            "Rnnlm, which learns from text, but “sums” holds pairs",
        ),
        (
            Dataset(Kind.LABELLED, "views", {"all": Records(rows=(Labelled("a", "b"),))}),
            "but “views” holds labelled lines",
        ),
    ],
)
def test_data_that_do_not_belong_are_refused(
    tmp_path: Path, dataset: Dataset | None, sentence: str
) -> None:
    """The sentence says what is missing, or names both numbers."""
    path, _ = pickled(tmp_path, RNNLM)

    with pytest.raises(CheckpointError, match=sentence):
        import_book_weights(path, dataset)


def test_a_corpus_of_the_right_size_fits_foreign_weights() -> None:
    """Someone's two tied layers of 50 units for 7,423 words."""
    words = Dataset(Kind.TEXT, "w", {"all": Records(text=" ".join(f"w{k}" for k in range(7423)))})
    checkpoint = import_book_weights(shared_data("other_weights/not2ho_Rnnlm.pkl"), words)
    parameters = checkpoint.model().parameters

    assert {name: p.shape for name, p in parameters.items()} == {
        "embedding.W": (7423, 51),
        "recurrent.0.W_x": (4, 50, 50),
        "recurrent.0.W_h": (4, 51, 50),
        "recurrent.1.W_x": (4, 50, 50),
        "recurrent.1.W_h": (4, 51, 50),
    }


@cache
def treebank() -> tuple[Checkpoint, Task]:
    """Import the book's Rnnlm and prepare the Penn Treebank, once for all tests."""
    train, valid, test = (shared_data(f"ptb/ptb.{part}.txt") for part in ("train", "valid", "test"))
    dataset = read_dataset(train, valid=valid, test=test)
    checkpoint = import_book_weights(shared_data("book_weights/Rnnlm.pkl"), dataset)
    return checkpoint, task_of(checkpoint, dataset)


def task_of(checkpoint: Checkpoint, dataset: Dataset) -> Task:
    """Build the task of a checkpoint, its split drawn from the book's seed."""
    config: Any = checkpoint.config
    return config.task.build(dataset, config.data, Backend(seed=config.seed))


@pytest.mark.parametrize(
    ("part", "protocol", "published"),
    [
        ("test", "book", 136.08),
        ("valid", "book", 140.20),
        ("test", "every-token", 135.84),
        ("valid", "every-token", 140.09),
    ],
)
def test_the_books_rnnlm_has_its_perplexity(part: str, protocol: str, published: float) -> None:
    """The published weights on the Penn Treebank, by two protocols."""
    checkpoint, task = treebank()
    score = task.evaluate(checkpoint.model(), part, protocol)

    assert round(score.perplexity, 2) == published


@pytest.mark.parametrize(
    ("weights", "data", "right"),
    [
        ("book_weights/AttentionSeq2seq.pkl", "date/date.txt", 5000),
        ("other_weights/excelsior_AttentionSeq2seq.pkl", "date/date.txt", 5000),
        ("other_weights/ingbunga_PeekySeq2seq.pkl", "addition/addition.txt", 4940),
    ],
)
def test_published_models_answer_the_books_test_questions(
    weights: str, data: str, right: int
) -> None:
    """Of the 5,000 pairs that seed 1984 keeps back; that they read backwards is found out."""
    dataset = read_dataset(shared_data(data))
    checkpoint = import_book_weights(shared_data(weights), dataset)
    score = task_of(checkpoint, dataset).evaluate(checkpoint.model(), "valid")

    assert checkpoint.about["reads questions"].startswith("backwards: ")
    assert score.accuracy is not None
    assert (round(score.accuracy * score.count), score.count) == (right, 5000)
