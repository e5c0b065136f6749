"""How probable the likeliest token is at each place of a text: next-token accuracy needs it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.ngram.model import NgramModel
from engine.ngram.token_stream import TokenStream


def likeliest(model: NgramModel, ids: ArrayLike) -> NDArray[np.float64]:
    """Return the probability of the likeliest token at each place, given all before it, (T,).

    No context's probabilities are written out: the best is the best of the tokens that were seen
    after the context, or else the shorter context's best, backed off. Where that one was seen too
    and has been discounted below the others, which happens in Katz's model now and then, all
    probabilities are compared.

    Raises:
        DataError: an id lies outside the vocabulary.
    """
    stream = TokenStream.of(ids, model.vocab_size, model.boundary)
    grams = stream.tokens
    best = np.full(len(grams), int(model.unigrams.argmax()))
    p = model.unigrams[best]
    unclear = np.zeros(len(grams), dtype=bool)
    for length, table in enumerate(model.orders, start=1):
        contexts = stream.contexts(grams, length)
        own, own_p = (found[contexts] for found in table.best_followers)
        shorter_p = model.backed_off(p, table.backoffs[contexts])
        is_longer = own_p >= shorter_p
        is_discounted = (own_p > 0) & (table.find(contexts, best) >= 0)
        unclear = ~is_longer & (unclear | is_discounted)  # p is an upper bound meanwhile
        best, p = np.where(is_longer, own, best), np.where(is_longer, own_p, shorter_p)
        grams = table.find(contexts, stream.tokens)
    for place in np.flatnonzero(unclear):
        p[place] = model.probabilities(stream.tokens[:place]).max()
    return p[stream.scored]
