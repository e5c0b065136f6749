"""What a 3-gram of the data makes of a text."""

import math

import pytest

from engine.backend import Backend
from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.models.ngram import NgramConfig
from engine.tasks.text_parts import encode_parts
from engine.trigram import Trigram

TEXT = "the old cat sees the dog .\nthe dog sees the old cat .\nthe cat runs .\n" * 40
DATASET = Dataset(Kind.TEXT, "cats", {"all": Records(TEXT)})
VOCABULARY = Vocabulary.of_text(TEXT, "word")


def _ids(text: str) -> list[int]:
    return [VOCABULARY.id_of(token) or 0 for token in VOCABULARY.split(text)]


def test_the_perplexity_is_that_of_the_counts() -> None:
    """exp of the mean of -ln p, each p of the 3-gram that is counted on the training part."""
    data, before, ids = DataConfig(), _ids("the old"), _ids("cat sees the")
    train = encode_parts(DATASET, data, VOCABULARY).ids["train"]
    counted = NgramConfig(order=3).count(train, VOCABULARY, Backend()).counted
    text = before + ids
    nats = [-math.log(counted.probabilities(text[:place])[text[place]]) for place in range(2, 5)]

    found = Trigram(DATASET, data, VOCABULARY).perplexity(before, ids)

    assert found == pytest.approx(math.exp(sum(nats) / 3), rel=1e-12)


def test_noise_is_believed_less() -> None:
    """Words of the data in an order that they never have."""
    trigram = Trigram(DATASET, DataConfig(), VOCABULARY)

    likely = trigram.perplexity(_ids("the old"), _ids("cat sees the dog"))
    unlikely = trigram.perplexity(_ids("the old"), _ids("runs old . sees"))

    assert likely is not None
    assert unlikely is not None
    assert unlikely > 10 * likely


def test_there_is_none_where_nothing_can_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are no text, no token has no perplexity, and a long text is left alone."""
    pairs = Dataset(Kind.PAIRS, "sums", {"all": Records(rows=(Pair("1+1", "2"),))})

    assert Trigram(pairs, DataConfig(), VOCABULARY).perplexity((), [1]) is None
    assert Trigram(DATASET, DataConfig(), VOCABULARY).perplexity((), []) is None
    monkeypatch.setattr("engine.trigram.COUNTED_TOKENS", 100)
    assert Trigram(DATASET, DataConfig(), VOCABULARY).perplexity((), [1]) is None
