"""Predict the next word or character of a running text."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

import numpy as np

from engine.backend import Backend
from engine.config import setting
from engine.data.chunks import Level, Report
from engine.data.dataset import Dataset, Kind
from engine.data.part_name import part_name
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.errors import DataError
from engine.evaluation import PROTOCOLS, score_tokens
from engine.greedy import continue_greedily
from engine.models.base import Batch, Goal, Sizes
from engine.score import Score
from engine.tasks.base import TASKS, Example, Known, Task, TaskConfig, require
from engine.tasks.text_parts import encode_parts, learn_parts

SAMPLE_LENGTH = {"word": 20, "character": 80}


@TASKS.register
class LanguageModellingConfig(TaskConfig):
    """Predict the next word or character of a running text."""

    kind: Literal["language_modelling"] = "language_modelling"
    goal = Goal.NEXT_TOKEN
    level: Level = setting(
        "word", "Tokens", help="Whether the network reads word by word or letter by letter."
    )
    time_steps: int = setting(
        35, "Time steps", help="How far back an update looks.", low=1, high=1000, scale="log",
        book=35,
    )  # fmt: skip
    vocabulary_size: int = setting(
        0,
        "Vocabulary limit",
        help="Keep only the most frequent tokens and read the others as <unk>; 0 keeps all.",
        low=0,
        high=1_000_000,
        basic=False,
    )

    @property
    def examples_per_update(self) -> int:
        return self.batch_size * self.time_steps

    def smallest(self) -> Self:
        return self.changed(batch_size=1, time_steps=1)

    def update_shape(self, sizes: Sizes) -> tuple[int, int]:
        return self.time_steps, self.batch_size

    def made_up_batch(self, sizes: Sizes, backend: Backend) -> Batch:
        ids = backend.rng.randint(0, sizes.vocab_size, (2, self.time_steps, self.batch_size))
        return Batch(backend.ids(ids[0]), backend.ids(ids[1]), ids[0].size)

    def build(
        self,
        dataset: Dataset,
        data: DataConfig,
        backend: Backend,
        known: Known | None = None,
        progress: Report | None = None,
    ) -> LanguageModelling:
        require(
            dataset, Kind.TEXT, learner="a language model", lesson="running text", wanted="a text"
        )
        if known:
            text = encode_parts(dataset, data, known.vocabulary, progress)
        else:
            text = learn_parts(dataset, data, self.level, self.vocabulary_size, progress)
        task = LanguageModelling(
            text.vocabulary, text.ids, self.batch_size, self.time_steps, backend, dataset.name
        )
        task.notes = (*dataset.notes, *text.notes)
        task.entropy = dataset.entropy if self.level == "word" else None
        return task


class LanguageModelling(Task):
    """Batches of truncated backpropagation through time over one long stream of tokens.

    Stream i of N starts at i (L // N), where L is the number of training targets; each batch goes
    on T steps from the last, and time runs on over epochs and wraps round at the end of the text.
    The recurrent state is carried along. The remainder of an epoch is dropped.

    Source: book, sections 5.5 and 6.4.
    """

    carries_state: ClassVar[bool] = True
    goal = Goal.NEXT_TOKEN

    def __init__(
        self,
        vocabulary: Vocabulary,
        parts: dict[str, np.ndarray],
        batch_size: int,
        time_steps: int,
        backend: Backend,
        name: str = "The text",
    ) -> None:
        self.vocabulary, self.parts = vocabulary, parts
        self.sizes = Sizes(vocab_size=len(vocabulary))
        self.unit = "words" if vocabulary.level == "word" else "characters"
        self.counts = {part: len(ids) for part, ids in parts.items() if len(ids) > 1}
        self._backend = backend
        self._length = len(parts["train"]) - 1
        self.updates_per_epoch = self._length // (batch_size * time_steps)
        if self.updates_per_epoch < 1:
            raise DataError(self._too_small(name, batch_size, time_steps))
        self._tokens = backend.xp.asarray(parts["train"])
        self._offsets = backend.ids(np.arange(batch_size) * (self._length // batch_size))
        self._steps = backend.ids(np.arange(time_steps)[:, None])
        self._positions, self._inputs, self._outputs = (
            backend.xp.empty((time_steps, batch_size), np.intp) for _ in range(3)
        )

    def _too_small(self, name: str, N: int, T: int) -> str:
        L, unit = max(self._length, 0), self.unit
        if not L:
            advice = " Read it letter by letter, or choose" if unit == "words" else " Choose"
            return (
                f"“{name}” has fewer than 2 {unit} for training, so there is no next one to learn."
                f"{advice} a longer text."
            )
        advice = f"a batch size of at most {max(1, L // T)}" if L >= T else "a longer text"
        return (
            f"“{name}” has {L + 1:,} {unit} for training, too few for one update of "
            f"{N} × {T} {unit}. Choose {advice}, or fewer time steps."
        )

    def start_epoch(self, rng: Any) -> None:
        """A text has its order."""

    def batch(self, step: int) -> Batch:
        """Return inputs and targets (T, N), in buffers that the next call overwrites."""
        xp, positions = self._backend.xp, self._positions
        xp.add(self._offsets, self._steps, out=positions)
        positions += step * len(positions)
        xp.remainder(positions, self._length, out=positions)
        self._inputs[...] = self._tokens[positions]
        positions += 1
        self._outputs[...] = self._tokens[positions]
        return Batch(self._inputs, self._outputs, positions.size)

    def evaluate(self, model: Any, split: str, protocol: str = "training") -> Score:
        return score_tokens(
            model, self._part(split), PROTOCOLS[protocol], split=split, unit=self.unit
        )

    def _part(self, split: str) -> np.ndarray:
        if split == "all":
            return np.concatenate(list(self.parts.values()))
        ids = self.parts.get(split, self.parts["train"][:0])
        if len(ids) < 2:
            found = " and ".join(part_name(part) for part in self.counts)
            raise DataError(
                f"There is nothing to score in {part_name(split)}; there is {found}. Choose "
                f"another part."
            )
        return ids

    def train_score(self, loss: float, token_accuracy: float | None, count: int) -> Score:
        return Score(
            "train", "mean over the updates since the last evaluation", loss, token_accuracy,
            count, self.unit,
        )  # fmt: skip

    def rank(self, score: Score) -> float:
        return -score.loss

    def sample(self, model: Any, prompt: str = "") -> Example:
        """Let the model go on from a prompt, always with the likeliest token.

        A prompt of which no token is known is as good as none.
        """
        ids = self.vocabulary.encode(prompt).ids
        if not len(ids):
            ids = self._first_tokens()
        length = SAMPLE_LENGTH[self.vocabulary.level]
        text = continue_greedily(model.stepper(), ids, length)
        return Example(self.vocabulary.decode(ids), self.vocabulary.decode(text))

    def _first_tokens(self) -> np.ndarray:
        return self.parts["train"][: 1 if self.vocabulary.level == "word" else 10]
