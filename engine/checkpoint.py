"""A trained model as one value and as one file: all that is needed to use it or train it on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.archive import Archive, read_archive, write_archive
from engine.backend import get_backend
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError, ConfigError
from engine.events import Evaluated
from engine.history import History
from engine.models.base import Sizes
from engine.score import Score
from engine.shown_name import shown_name
from engine.tasks.base import Known

if TYPE_CHECKING:
    from engine.run_config import RunConfig


@dataclass(frozen=True)
class TrainingState:
    """What going on with a run needs beyond the weights: arrays and plain facts."""

    arrays: dict[str, np.ndarray]
    facts: dict[str, Any]


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
        return self.training.facts["standing"]["step"] if self.training else 0

    @property
    def known(self) -> Known:
        """What scoring this model on other data needs to know of it."""
        return Known(self.vocabulary, self.sizes)

    def best(self) -> Checkpoint:
        """Return the same with the weights of the best evaluation, for use, not for going on."""
        if self.training is None:
            return self
        weights = below(self.training.arrays, "best/") or self.weights
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
    """Return the arrays and the facts that an archive holds of a checkpoint."""
    arrays = {f"weights/{name}": array for name, array in checkpoint.weights.items()}
    arrays["history"] = checkpoint.history.table
    facts: dict[str, Any] = {
        "config": checkpoint.config.model_dump(mode="json"),
        "vocabulary": {
            "level": checkpoint.vocabulary.level,
            "tokens": list(checkpoint.vocabulary.tokens),
        },
        "sizes": asdict(checkpoint.sizes),
        "about": checkpoint.about,
        "history": {
            "stride": checkpoint.history.stride,
            "evaluations": [pack_evaluated(e) for e in checkpoint.history.evaluations],
        },
    }
    if checkpoint.training is not None:
        arrays |= {f"training/{k}": array for k, array in checkpoint.training.arrays.items()}
        facts["training"] = checkpoint.training.facts
    return arrays, facts


def from_parts(archive: Archive, name: str) -> Checkpoint:
    """Return the checkpoint that an archive holds; sentences begin with `name`.

    Raises:
        CheckpointError: parts are missing, do not fit each other or are of a newer version.
    """
    from engine.run_config import RunConfig

    try:
        facts = archive.facts
        config = RunConfig.parse(facts["config"])
        vocabulary = Vocabulary(tuple(facts["vocabulary"]["tokens"]), facts["vocabulary"]["level"])
        sizes = Sizes(**facts["sizes"])
        evaluations = [unpack_evaluated(e) for e in facts["history"]["evaluations"]]
        history = History.of(archive.arrays["history"], facts["history"]["stride"], evaluations)
        training = None
        if "training" in facts:
            training = TrainingState(below(archive.arrays, "training/"), facts["training"])
        checkpoint = Checkpoint(
            config, vocabulary, sizes, below(archive.arrays, "weights/"), training, history,
            dict(facts["about"]),
        )  # fmt: skip
    except ConfigError as error:
        raise CheckpointError(
            f"{name} has settings that this version does not know. {error}"
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CheckpointError(
            f"{name} is an archive of this program, but not a whole checkpoint ({error!r}). "
            f"Open another file."
        ) from None
    _check_weights(checkpoint, name)
    return checkpoint


def _check_weights(checkpoint: Checkpoint, name: str) -> None:
    """Compare names and shapes with those that the settings ask for, before anything is built."""
    if checkpoint.sizes.vocab_size != len(checkpoint.vocabulary):
        raise CheckpointError(
            f"{name} has {len(checkpoint.vocabulary):,} tokens in its vocabulary, but its model "
            f"is for {checkpoint.sizes.vocab_size:,}. Open another file."
        )
    misfit = checkpoint.config.model.misfit(checkpoint.sizes, checkpoint.weights)
    if misfit:
        raise CheckpointError(f"{name} does not fit its own settings: {misfit}")


def below(arrays: Mapping[str, np.ndarray], prefix: str) -> dict[str, np.ndarray]:
    """Return the arrays whose names begin with a prefix, without it."""
    return {k.removeprefix(prefix): a for k, a in arrays.items() if k.startswith(prefix)}


def pack_evaluated(event: Evaluated) -> dict[str, Any]:
    """Return an evaluation as plain data that `unpack_evaluated` takes back."""
    train, valid = dict(vars(event.train)), event.valid and dict(vars(event.valid))
    return {**vars(event), "train": train, "valid": valid}  # `asdict` takes ten times as long


def unpack_evaluated(data: Mapping[str, Any]) -> Evaluated:
    """Return the evaluation that plain data stand for."""
    values = {f.name: data[f.name] for f in fields(Evaluated)}
    values["train"] = Score(**values["train"])
    values["valid"] = Score(**values["valid"]) if values["valid"] else None
    return Evaluated(**values)
