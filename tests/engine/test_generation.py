"""Going on from a prompt."""

import numpy as np
import pytest

from engine.data.vocabulary import Vocabulary
from engine.generation import MOST_BITS, SHOWN, Token, Writer
from engine.sampling import SamplingConfig
from engine.threads import BlasThreads

V = 40
VOCABULARY = Vocabulary(("<eos>", *(f"w{i}" for i in range(1, V))), "word")


class Table:
    """A stepper whose scores depend on the last token alone."""

    def __init__(self) -> None:
        self.fed: list[int] = []
        self.rows = np.random.RandomState(1).randn(V, V).astype(np.float32) * 3

    def step(self, ids: np.ndarray) -> np.ndarray:
        self.fed += ids.tolist()
        return self.rows[ids]


def write(prompt: list[int], **settings: object) -> tuple[Table, list[Token]]:
    """Return what has been fed, and the text."""
    table, sampling = Table(), SamplingConfig().changed(**settings)
    return table, list(Writer(table, VOCABULARY, sampling, BlasThreads(())).write(prompt))


def test_the_prompt_and_then_every_token_are_fed() -> None:
    """The last token is fed to nobody: nothing follows it."""
    table, text = write([5, 7], length=6)

    assert table.fed == [5, 7, *(token.id for token in text[:-1])]
    assert len(text) == 6
    assert [token.text for token in text] == [VOCABULARY.tokens[token.id] for token in text]


def test_a_token_tells_how_likely_it_was_and_what_else_could_have_come() -> None:
    """To the model alone, whatever the settings; the likeliest first."""
    table, text = write([5], length=20, temperature=0.5, top_k=4)
    for last, token in zip([5, *(token.id for token in text)], text, strict=False):
        alone = np.exp(table.rows[last].astype(np.float64))
        alone /= alone.sum()
        order = np.argsort(-alone)

        assert token.model_probability == pytest.approx(alone[token.id], rel=1e-5)
        assert token.surprisal == pytest.approx(-np.log2(alone[token.id]), abs=1e-6)
        assert token.rank == order.tolist().index(token.id) + 1
        assert [row.id for row in token.alternatives] == order[:SHOWN].tolist()
        assert [row.text for row in token.alternatives] == [
            f"w{i}" if i else "<eos>" for i in order[:SHOWN]
        ]
        shares = [row.model_probability for row in token.alternatives]
        assert shares == pytest.approx(alone[order[:SHOWN]].tolist(), rel=1e-5)
        assert sum(row.probability for row in token.alternatives[:4]) == pytest.approx(1)
        assert {row.probability for row in token.alternatives[4:]} == {0.0}


def test_what_the_model_holds_to_be_impossible_is_told_in_finite_bits() -> None:
    """A floor of the settings may force it."""
    table = Table()
    table.rows[5, 9] = -np.inf
    table.rows[5, :9] = table.rows[5, 10:] = 0
    writer = Writer(table, VOCABULARY, SamplingConfig(length=1), BlasThreads(()))

    token = writer._token(9, table.rows[5], np.full(V, 1 / V))

    assert token.surprisal == MOST_BITS
    assert token.rank == V


def test_a_text_may_end_with_its_line() -> None:
    """Where the settings say so, nothing is written after a line end."""
    _, text = write([5], length=2000, stop_at_end=True)

    assert [token.text for token in text].index("<eos>") == len(text) - 1
