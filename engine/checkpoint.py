"""A trained model as one value and as one file: all that is needed to use it or train it on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.archive import Archive, read_archive, write_archive
from engine.backend import get_backend
from engine.checkpoint_facts import (
    about_of,
    history_facts,
    history_of,
    part_of,
    sizes_of,
    vocabulary_of,
)
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError, ConfigError
from engine.history import History
from engine.models.base import Sizes
from engine.shown_name import shown_name
from engine.tasks.base import Known
from engine.training_state import BEST, TrainingState, below

if TYPE_CHECKING:
    from engine.run_config import RunConfig

WEIGHTS, TRAINING = "weights/", "training/"  # where a file keeps its arrays


@dataclass(frozen=True)
class Checkpoint:
    """A model with everything that belongs to it.

    Attributes:
        weights: by parameter name.
        training: None for a model that cannot be trained on, such as imported weights.
        about: where and how it was made, in words.
    """

    config: RunConfig
    vocabulary: Vocabulary
    sizes: Sizes
    weights: dict[str, np.ndarray] = field(repr=False)
    training: TrainingState | None = field(default=None, repr=False)
    history: History = field(default_factory=History, repr=False)
    about: dict[str, str] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """How many updates the run had made; 0 for a model that was never trained here."""
        step: int = self.training.facts["standing"]["step"] if self.training else 0
        return step

    @property
    def known(self) -> Known:
        """What scoring this model on other data needs to know of it."""
        return Known(self.vocabulary, self.sizes)

    def best(self) -> Checkpoint:
        """Return the same with the weights of the best evaluation, for use, not for going on."""
        if self.training is None:
            return self
        weights = below(self.training.arrays, BEST) or self.weights
        return replace(self, weights=weights, training=None)

    def model(self, device: str = "cpu") -> Any:
        """Return the model with these weights, ready for scoring and generating."""
        return self.config.model.restore(self.sizes, self.weights, get_backend(device))


def save_checkpoint(checkpoint: Checkpoint, path: str | os.PathLike[str]) -> None:
    """Write a checkpoint in one step: afterwards the file is the old one or the new, never half.

    Raises:
        CheckpointError: it could not be written; the file is as it was.
    """
    write_archive(path, *to_parts(checkpoint))


def load_checkpoint(path: str | os.PathLike[str]) -> Checkpoint:
    """Read a checkpoint.

    Raises:
        CheckpointError: the file cannot be read, is damaged, or holds something else.
    """
    return from_parts(read_archive(path), shown_name(path))


def to_parts(checkpoint: Checkpoint) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Return the arrays and the facts that an archive holds of a checkpoint.

    What grows with the run is among the arrays: the facts have to fit into the file's header.
    """
    vocabulary, history = checkpoint.vocabulary, checkpoint.history
    arrays = {f"{WEIGHTS}{name}": array for name, array in checkpoint.weights.items()}
    arrays |= {"history": history.table, "evaluations": history.evaluations.table}
    facts: dict[str, Any] = {
        "config": checkpoint.config.model_dump(mode="json"),
        "vocabulary": {"level": vocabulary.level, "tokens": list(vocabulary.tokens)},
        "sizes": asdict(checkpoint.sizes),
        "about": checkpoint.about,
        "history": history_facts(history),
    }
    if checkpoint.training is not None:
        arrays |= {f"{TRAINING}{k}": array for k, array in checkpoint.training.arrays.items()}
        facts["training"] = checkpoint.training.facts
    return arrays, facts


def from_parts(archive: Archive, name: str) -> Checkpoint:
    """Return the checkpoint that an archive holds; sentences begin with `name`.

    Raises:
        CheckpointError: parts are missing, do not fit each other or are of a newer version.
    """
    from engine.run_config import RunConfig

    facts = archive.facts
    try:
        config = RunConfig.parse(part_of(facts, "config", "settings"))
        vocabulary, sizes, weights = (
            vocabulary_of(facts),
            sizes_of(facts),
            below(archive.arrays, WEIGHTS),
        )
        _check_fit(config, vocabulary, sizes, weights, name)
        training = None
        if "training" in facts:
            own = below(archive.arrays, TRAINING)
            training = TrainingState.parse(own, facts["training"], weights)
            config = config.changed(**training.standing.live_settings)
        history, about = history_of(facts, archive.arrays), about_of(facts)
    except ConfigError as error:
        raise CheckpointError(
            f"{name} has settings that this version does not know, so update the program or open "
            f"another file: {error}"
        ) from None
    except ValueError as error:
        raise CheckpointError(f"{name} is damaged: {error}; open an earlier copy.") from None
    return Checkpoint(config, vocabulary, sizes, weights, training, history, about)


def _check_fit(
    config: RunConfig,
    vocabulary: Vocabulary,
    sizes: Sizes,
    weights: Mapping[str, np.ndarray],
    name: str,
) -> None:
    """Compare sizes, names and shapes with what the settings ask for, before anything is built."""
    if sizes.vocab_size != len(vocabulary):
        raise CheckpointError(
            f"{name} has {len(vocabulary):,} tokens in its vocabulary, but its model is for "
            f"{sizes.vocab_size:,}. Open another file."
        )
    try:
        misfit = config.model.misfit(sizes, weights)
    except ArithmeticError:  # pictures without a side, for instance
        raise ValueError("no model has its sizes") from None
    if misfit:
        raise CheckpointError(f"{name} does not fit its own settings: {misfit}")
