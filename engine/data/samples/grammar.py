"""A small probabilistic grammar whose entropy is known exactly."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate

from engine.data.samples.draws import Draws

Rules = Mapping[str, Iterable[tuple[float, str]]]
Symbols = tuple[str, ...]


class Grammar:
    """Rules that rewrite a symbol as one of several weighted sequences of symbols and words.

    What has no rule is a word. No symbol may lead back to itself, and every sentence must have
    one derivation alone; then the choices can be read off the words, and

        entropy of a sentence = sum over symbols of (how often each is used) * H(its choice)

    in nats. A line end follows every sentence and counts as a token; no choice is in it, since
    whether a sentence goes on was chosen by the rules.
    """

    def __init__(self, rules: Rules, start: str) -> None:
        self.start = start
        self._rules: dict[str, list[tuple[float, Symbols]]] = {}
        for symbol, options in rules.items():
            weighted = [(weight, tuple(text.split())) for weight, text in options]
            total = sum(weight for weight, _ in weighted)
            self._rules[symbol] = [(weight / total, symbols) for weight, symbols in weighted]
        self._cumulated = {
            symbol: list(accumulate(share for share, _ in options))
            for symbol, options in self._rules.items()
        }

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that can occur."""
        parts = (p for options in self._rules.values() for _, parts in options for p in parts)
        return tuple(dict.fromkeys(part for part in parts if part not in self._rules))

    @cached_property
    def entropy(self) -> float:
        """Nats per token of an endless row of sentences, line ends counted as tokens."""
        nats, words = self._expected(self.start)
        return nats / (words + 1)

    def _expected(self, symbol: str) -> tuple[float, float]:
        """Return the entropy and the number of words of what a symbol becomes."""
        if symbol not in self._rules:
            return 0.0, 1.0
        nats = words = 0.0
        for share, parts in self._rules[symbol]:
            inner = [self._expected(part) for part in parts]
            nats += share * (sum(n for n, _ in inner) - math.log(share))
            words += share * sum(w for _, w in inner)
        return nats, words

    def sentence(self, draws: Draws) -> list[str]:
        """Draw the words of one sentence."""
        return self._expand(self.start, draws)

    def _expand(self, symbol: str, draws: Draws) -> list[str]:
        if symbol not in self._rules:
            return [symbol]
        _, parts = self._rules[symbol][draws.weighted(self._cumulated[symbol])]
        return [word for part in parts for word in self._expand(part, draws)]

    def derivations(self, sentence: Iterable[str]) -> list[float]:
        """Return the probability of each derivation of a sentence: one, or none."""
        words = tuple(sentence)
        return [share for share, end in self._matches((self.start,), words, 0) if end == len(words)]

    def _matches(self, symbols: Symbols, words: Symbols, at: int) -> list[tuple[float, int]]:
        """Return the ways in which symbols become the words from `at`, each with its end."""
        if not symbols:
            return [(1.0, at)]
        first, rest = symbols[0], symbols[1:]
        if first not in self._rules:
            hit = at < len(words) and words[at] == first
            return self._matches(rest, words, at + 1) if hit else []
        heads = [
            (share * inner, end)
            for share, parts in self._rules[first]
            for inner, end in self._matches(parts, words, at)
        ]
        return [
            (share * later, end)
            for share, middle in heads
            for later, end in self._matches(rest, words, middle)
        ]
