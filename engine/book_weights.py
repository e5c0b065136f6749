"""Recognise the models of "Deep Learning from Scratch 2" in lists of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import CheckpointError

Kind = Literal["rnnlm", "better_rnnlm", "seq2seq", "peeky", "attention"]
Array = NDArray[Any]
Shape = tuple[int, ...]

# In the order of the book's params, which is that of its pickles.
_NAMES = {
    6: (
        *("embedding.W", "recurrent.0.W_x", "recurrent.0.W_h", "recurrent.0.b"),
        *("output.W", "output.b"),
    ),
    9: (
        *("embedding.W", "recurrent.0.W_x", "recurrent.0.W_h", "recurrent.0.b"),
        *("recurrent.1.W_x", "recurrent.1.W_h", "recurrent.1.b"),
        *("output.W", "output.b"),
    ),
    10: (
        *("encoder.embedding.W", "encoder.W_x", "encoder.W_h", "encoder.b"),
        *("decoder.embedding.W", "decoder.W_x", "decoder.W_h", "decoder.b"),
        *("output.W", "output.b"),
    ),
}


@dataclass(frozen=True)
class BookWeights:
    """The weights of one of the book's models: float32, in its shapes, LSTM columns f, g, i, o.

    Language models name their arrays "embedding.W", "recurrent.0.W_x" (W_h, b), "output.W" and
    "output.b"; the others "encoder.embedding.W", "encoder.W_x" ..., "decoder...", "output.W".
    BetterRnnlm has no "output.W": it is the embedding, transposed.
    """

    kind: Kind
    vocab_size: int
    embedding_size: int
    hidden_size: int
    arrays: dict[str, NDArray[np.float32]]

    @property
    def is_seq2seq(self) -> bool:
        """Whether the model answers questions; else it predicts the next word."""
        return self.kind not in ("rnnlm", "better_rnnlm")


def recognise(content: Sequence[Array] | Mapping[str, Array]) -> BookWeights:
    """Return what `read_pickled_arrays` found, named by the number and the shapes of its arrays.

    Raises:
        CheckpointError: it is none of the book's recurrent models.
    """
    if isinstance(content, Mapping):
        raise CheckpointError(_about_dictionary(content))
    names = _NAMES.get(len(content))
    if names is None:
        raise CheckpointError(
            f"The file holds {len(content)} arrays, but the book's models have "
            "6 (Rnnlm), 9 (BetterRnnlm) or 10 (Seq2seq, PeekySeq2seq, AttentionSeq2seq)."
        )
    named = dict(zip(names, content, strict=True))
    _check_dimensions(named)
    V, D = content[0].shape
    H = content[2].shape[0]
    kind = _kind(named, D, H)
    _check_shapes(named, _expected_shapes(kind, V, D, H))
    arrays = {name: _as_float32(name, array) for name, array in named.items()}
    if kind == "better_rnnlm" and not np.array_equal(
        arrays.pop("output.W"), arrays["embedding.W"].T
    ):
        raise CheckpointError(
            "The output weights of this BetterRnnlm are not its embedding, transposed, "
            "so the file is damaged or belongs to another model."
        )
    return BookWeights(kind, V, D, H, arrays)


def _about_dictionary(content: Mapping[str, Array]) -> str:
    if "word_vecs" in content:
        return (
            "The file holds the word vectors of word2vec (CBOW or skip-gram), not a recurrent "
            "model; choose the weights of Rnnlm, BetterRnnlm or a Seq2seq model."
        )
    return (
        f"The file holds a dictionary of {len(content)} arrays, but the book's recurrent models "
        "are lists of 6, 9 or 10."
    )


def _check_dimensions(named: Mapping[str, Array]) -> None:
    for name, array in named.items():
        wanted = 1 if name.endswith(".b") else 2
        if array.ndim != wanted or not array.size:
            raise CheckpointError(
                f"“{name}” has the shape {array.shape}, but in a list of this length it needs "
                f"{wanted} dimensions above zero; choose a file of one of the book's models."
            )


def _kind(named: Mapping[str, Array], D: int, H: int) -> Kind:
    if "encoder.W_x" not in named:
        return "better_rnnlm" if "recurrent.1.W_x" in named else "rnnlm"
    if named["decoder.W_x"].shape[0] == H + D:
        return "peeky"
    return "attention" if named["output.W"].shape[0] == 2 * H else "seq2seq"


def _expected_shapes(kind: Kind, V: int, D: int, H: int) -> list[Shape]:
    def lstm(inputs: int) -> list[Shape]:
        return [(inputs, 4 * H), (H, 4 * H), (4 * H,)]

    if kind == "rnnlm":
        return [(V, D), *lstm(D), (H, V), (V,)]
    if kind == "better_rnnlm":
        return [(V, D), *lstm(D), *lstm(H), (H, V), (V,)]
    inputs = H + D if kind == "peeky" else D
    outputs = H if kind == "seq2seq" else 2 * H
    return [(V, D), *lstm(D), (V, D), *lstm(inputs), (outputs, V), (V,)]


def _check_shapes(named: Mapping[str, Array], expected: Sequence[Shape]) -> None:
    for (name, array), shape in zip(named.items(), expected, strict=True):
        if array.shape == shape:
            continue
        blocks = array.shape[-1] * 4 // shape[-1] if name.endswith((".W_x", ".W_h")) else 4
        if blocks in (1, 3) and array.shape[-1] * 4 == shape[-1] * blocks:
            cell = "an RNN" if blocks == 1 else "a GRU"
            raise CheckpointError(
                f"“{name}” has {array.shape[-1]:,} columns, as {cell} has, but only LSTM weights "
                f"can be imported, which have {shape[-1]:,}."
            )
        raise CheckpointError(
            f"“{name}” has the shape {array.shape}, but beside the other arrays of the list it "
            f"needs {shape}; choose a file of one of the book's models."
        )


def _as_float32(name: str, array: Array) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        converted = np.ascontiguousarray(array, dtype=np.float32)
    if not np.isfinite(converted).all():
        raise CheckpointError(
            f"“{name}” holds numbers that are not finite, so its training had gone wrong; "
            "choose other weights."
        )
    return converted
