"""A text as an n-gram model reads it: which tokens each prediction may look back on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import DataError


@dataclass(frozen=True)
class TokenStream:
    """Token ids, in sentence mode with the boundary token put in front.

    `boundary` None: running text, every prediction sees all tokens before it. Otherwise it is the
    id that ends a sentence: no context reaches back over it, and as the first token of a context it
    plays the sentence start <s> of SRILM. `tokens` is (T,) or, in sentence mode, (1 + T,).
    """

    tokens: NDArray[np.int64]
    boundary: int | None

    @classmethod
    def of(cls, ids: ArrayLike, vocab_size: int, boundary: int | None) -> Self:
        """Return the stream of `ids`.

        Raises:
            DataError: an id lies outside the vocabulary.
        """
        tokens = np.asarray(ids, dtype=np.int64).ravel()
        if boundary is not None:
            tokens = np.concatenate(([np.int64(boundary)], tokens))
        if tokens.size and not (tokens.min() >= 0 and tokens.max() < vocab_size):
            wrong = int(tokens.max() if tokens.max() >= vocab_size else tokens.min())
            raise DataError(
                f"Token id {wrong} is outside the vocabulary of {vocab_size:,} tokens. "
                "Use the vocabulary that the text was encoded with."
            )
        return cls(tokens, boundary)

    @property
    def scored(self) -> slice:
        """The tokens that are predicted: all but the boundary that was put in front."""
        return slice(0 if self.boundary is None else 1, None)

    def contexts(self, grams: NDArray[np.int64], length: int) -> NDArray[np.int64]:
        """Return for each token the context of `length` tokens that precedes it, or -1.

        `grams` holds for each position the index of the n-gram of that length which ends there.
        """
        contexts = np.full_like(grams, -1)
        contexts[1:] = grams[:-1]
        if self.boundary is not None and length > 1:
            contexts[1:][self.tokens[:-1] == self.boundary] = -1
        return contexts
