"""The book's models are recognised by the number and the shapes of their arrays."""

from __future__ import annotations

import numpy as np
import pytest

from engine.book_weights import Kind, recognise
from engine.errors import CheckpointError
from engine.pickle_reader import read_pickled_arrays
from tests.shared_data import shared_data

V, D, H = 11, 3, 5


def lstm(inputs: int, hidden: int = H) -> list[tuple[int, ...]]:
    """Return the shapes of W_x, W_h and b."""
    return [(inputs, 4 * hidden), (hidden, 4 * hidden), (4 * hidden,)]


def seq2seq(decoder_inputs: int, outputs: int) -> list[tuple[int, ...]]:
    """Return the shapes of an encoder and a decoder."""
    return [(V, D), *lstm(D), (V, D), *lstm(decoder_inputs), (outputs, V), (V,)]


SHAPES: dict[Kind, list[tuple[int, ...]]] = {
    "rnnlm": [(V, D), *lstm(D), (H, V), (V,)],
    "better_rnnlm": [(V, H), *lstm(H), *lstm(H), (H, V), (V,)],
    "seq2seq": seq2seq(D, H),
    "peeky": seq2seq(H + D, 2 * H),
    "attention": seq2seq(D, 2 * H),
}


def weights(shapes: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Return random float16 arrays; those of BetterRnnlm share embedding and output."""
    random = np.random.RandomState(4)
    arrays = [random.randn(*shape).astype(np.float16) for shape in shapes]
    if len(shapes) == 9:
        arrays[7] = arrays[0].T
    return arrays


@pytest.mark.parametrize("kind", SHAPES)
def test_each_model_is_recognised(kind: Kind) -> None:
    """Kind and sizes are found, and the values keep their places, as float32."""
    arrays = weights(SHAPES[kind])
    book = recognise(arrays)

    assert (book.kind, book.vocab_size, book.hidden_size) == (kind, V, H)
    assert book.embedding_size == (H if kind == "better_rnnlm" else D)
    first = "encoder" if "encoder.W_x" in book.arrays else "recurrent.0"
    np.testing.assert_array_equal(book.arrays[f"{first}.W_h"], arrays[2])
    np.testing.assert_array_equal(book.arrays["output.b"], arrays[-1])
    assert {a.dtype for a in book.arrays.values()} == {np.dtype(np.float32)}
    assert ("output.W" in book.arrays) == (kind != "better_rnnlm")


@pytest.mark.parametrize(
    ("name", "kind", "sizes"),
    [
        ("book_weights/Rnnlm.pkl", "rnnlm", (10000, 100, 100)),
        ("book_weights/AttentionSeq2seq.pkl", "attention", (59, 16, 256)),
        ("other_weights/excelsior_Rnnlm.pkl", "rnnlm", (10000, 100, 100)),
        ("other_weights/excelsior_AttentionSeq2seq.pkl", "attention", (59, 16, 256)),
        ("other_weights/ingbunga_PeekySeq2seq.pkl", "peeky", (13, 16, 128)),
        ("other_weights/not2ho_Rnnlm.pkl", "better_rnnlm", (7423, 50, 50)),
    ],
)
def test_published_weights_are_recognised(
    name: str, kind: Kind, sizes: tuple[int, int, int]
) -> None:
    """The book's files and those of its readers."""
    book = recognise(read_pickled_arrays(shared_data(name)))

    assert book.kind == kind
    assert (book.vocab_size, book.embedding_size, book.hidden_size) == sizes


def test_word_vectors_are_no_recurrent_model() -> None:
    """The book's word2vec weights are a dictionary."""
    with pytest.raises(CheckpointError, match=r"word vectors of word2vec .* not a recurrent"):
        recognise(read_pickled_arrays(shared_data("book_weights/cbow_params.pkl")))
    with pytest.raises(CheckpointError, match="dictionary of 1 arrays"):
        recognise({"W": np.zeros((2, 2))})


def test_another_number_of_arrays_is_refused() -> None:
    """The sentence lists the numbers that the book's models have."""
    with pytest.raises(CheckpointError, match=r"holds 3 arrays, .* 6 \(Rnnlm\)"):
        recognise(weights([(V, D)] * 3))


@pytest.mark.parametrize(
    ("kind", "place", "shape", "reason"),
    [
        ("rnnlm", 0, (V,), r"“embedding\.W” has the shape \(11,\)"),
        ("rnnlm", 1, (D, 3 * H), "has 15 columns, as a GRU has, .* which have 20"),
        ("rnnlm", 1, (D, H), "has 5 columns, as an RNN has"),
        ("rnnlm", 3, (4 * H + 1,), r"“recurrent\.0\.b” has the shape \(21,\).* needs \(20,\)"),
        ("rnnlm", 5, (V + 1,), r"“output\.b” has the shape \(12,\).* needs \(11,\)"),
        ("seq2seq", 8, (3 * H, V), r"“output\.W” has the shape \(15, 11\).* needs \(5, 11\)"),
        ("peeky", 4, (V + 1, D), r"“decoder\.embedding\.W”"),
        ("attention", 5, (D, 4 * H + 4), r"“decoder\.W_x”"),
        ("better_rnnlm", 2, (0, 4 * H), r"“recurrent\.0\.W_h” has the shape \(0, 20\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(
    kind: Kind, place: int, shape: tuple[int, ...], reason: str
) -> None:
    """The first array that does not belong, with its shape and the one it needs."""
    arrays = weights(SHAPES[kind])
    arrays[place] = np.zeros(shape)

    with pytest.raises(CheckpointError, match=reason):
        recognise(arrays)


def test_an_untied_output_is_refused() -> None:
    """BetterRnnlm's output is its embedding; anything else would be imported wrongly."""
    arrays = weights(SHAPES["better_rnnlm"])
    arrays[7] = arrays[7] + np.float16(1)

    with pytest.raises(CheckpointError, match="not its embedding, transposed"):
        recognise(arrays)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_numbers_that_are_not_finite_are_refused(value: float) -> None:
    """Weights of a run that diverged are of no use."""
    arrays = [a.astype(np.float64) for a in weights(SHAPES["rnnlm"])]
    arrays[1][0, 0] = value

    with pytest.raises(CheckpointError, match=r"“recurrent\.0\.W_x” holds numbers that are not"):
        recognise(arrays)
