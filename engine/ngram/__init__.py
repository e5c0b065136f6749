"""Count-based language models: n-grams with add-k, Katz and Kneser-Ney smoothing."""

from engine.ngram.add_k import add_k
from engine.ngram.arrays import from_arrays, to_arrays
from engine.ngram.counts import NgramCounts
from engine.ngram.katz import katz
from engine.ngram.kneser_ney import kneser_ney
from engine.ngram.likeliest import likeliest
from engine.ngram.model import NgramModel

__all__ = [
    "NgramCounts",
    "NgramModel",
    "add_k",
    "from_arrays",
    "katz",
    "kneser_ney",
    "likeliest",
    "to_arrays",
]
