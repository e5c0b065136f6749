"""What a run reports. Host values only: any thread may read them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.data.dataset import Picture
from engine.score import Score

if TYPE_CHECKING:
    from engine.checkpoint import Checkpoint


@dataclass(frozen=True)
class Event:
    """Base of all events; `name` is what JSON output calls it."""

    name: ClassVar[str]

    def to_json(self) -> dict[str, Any]:
        """Return plain data with "event" first; what is not finite becomes None."""
        data = {"event": self.name}
        return data | {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True)
class Floor:
    """A line of reference: what is reached without a network, or by the process itself.

    Attributes:
        measure: "perplexity" or "accuracy"; measured on the same part as the run's validation.
    """

    measure: str
    label: str
    value: float


@dataclass(frozen=True)
class Started(Event):
    """A run is ready; its first event.

    Attributes:
        unit: what tokens per second and counts are counted in.
        counts: units in each part. notes: sentences about what was found in the data.
    """

    name = "started"
    step: int
    epoch: float
    epochs: int
    updates_per_epoch: int
    unit: str
    counts: dict[str, int]
    vocab_size: int
    parameters: int
    floors: tuple[Floor, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return super().to_json() | {"floors": [vars(floor) for floor in self.floors]}


@dataclass(frozen=True)
class Progress(Event):
    """One update was made.

    Attributes:
        step: updates made so far. epoch: epochs done so far, with their fraction.
        loss: mean nats per token of this update's batch, before the update.
        accuracy: share of this batch's tokens that were ranked first; measured now and then.
        grad_norm: joint norm of the gradient before clipping; clip_rate: what it was scaled by.
        seconds: training time so far, pauses not counted. tokens: read so far.
    """

    name = "progress"
    step: int
    epoch: float
    loss: float
    accuracy: float | None
    grad_norm: float
    clip_rate: float
    learning_rate: float
    seconds: float
    tokens: int


@dataclass(frozen=True)
class Evaluated(Event):
    """The validation data was scored; `train` is the mean over the updates since the last time.

    Attributes:
        best: whether no evaluation before was better.
    """

    name = "evaluated"
    step: int
    epoch: float
    train: Score
    valid: Score | None
    best: bool
    learning_rate: float
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return one flat row; null where the task has no such measure."""
        data: dict[str, Any] = {"event": self.name, "epoch": self.epoch, "step": self.step}
        for score, split in ((self.train, "train"), (self.valid, "valid")):
            for measure in ("loss", "perplexity", "accuracy", "token_accuracy"):
                value = getattr(score, measure) if score else None
                data[f"{split}_{measure}"] = _plain(value)
        data["protocol"] = self.valid.protocol if self.valid else None
        return data | {
            "best": self.best, "learning_rate": self.learning_rate, "seconds": self.seconds,
        }  # fmt: skip


@dataclass(frozen=True)
class Sampled(Event):
    """What the model says now, always the likeliest token, to the same prompt each time."""

    name = "sampled"
    step: int
    epoch: float
    prompt: str
    text: str
    expected: str | None = None
    picture: Picture | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        data = super().to_json()
        del data["picture"]  # pixels say nothing to a reader of text
        return data


@dataclass(frozen=True)
class Inspected(Event):
    """Arrays worth looking at, by name (see `engine.inspection.inspect`).

    Attributes:
        labels: what stands along the last axis of time or symbols; rows: along the other.
    """

    name = "inspected"
    step: int
    view: str
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed(Event):
    """A setting was changed while the run went on."""

    name = "changed"
    step: int
    setting: str
    value: float


@dataclass(frozen=True)
class Refused(Event):
    """What was asked of the run cannot be done; the run goes on as if nobody had asked.

    Attributes:
        about: the setting or the view that was asked for.
        sentence: why not.
    """

    name = "refused"
    step: int
    about: str
    sentence: str


@dataclass(frozen=True)
class Measured(Event):
    """A short trial was timed."""

    name = "measured"
    seconds_per_epoch: float


@dataclass(frozen=True)
class Snapshot(Event):
    """The checkpoint that was asked for."""

    name = "snapshot"
    step: int
    checkpoint: Checkpoint = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {"event": self.name, "step": self.step}


@dataclass(frozen=True)
class Saved(Event):
    """The run was saved, so that a crash or a power cut loses nothing before this step."""

    name = "saved"
    step: int
    path: str


@dataclass(frozen=True)
class NotSaved(Event):
    """Saving failed; training goes on. Comes once, until a saving succeeds again."""

    name = "not_saved"
    step: int
    sentence: str


@dataclass(frozen=True)
class Overshot(Event):
    """The run does far worse than a uniform guess, and goes on. Comes once in a run."""

    name = "overshot"
    step: int
    sentence: str
    suggested_rate: float


@dataclass(frozen=True)
class Recovered(Event):
    """The run is better than a uniform guess again."""

    name = "recovered"
    step: int


@dataclass(frozen=True)
class Diverged(Event):
    """The loss or a gradient is no longer finite; the update was not made and the run is over.

    Attributes:
        culprit: the first parameter whose gradient is not finite, or "the loss".
        back_to: the step whose weights are in `checkpoint`.
        advice: what to change, in a sentence.
    """

    name = "diverged"
    step: int
    epoch: float
    culprit: str
    back_to: int
    advice: str
    suggested_rate: float
    checkpoint: Checkpoint = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        names = ("step", "epoch", "culprit", "back_to", "advice")
        return {"event": self.name} | {n: getattr(self, n) for n in names}


@dataclass(frozen=True)
class Summary(Event):
    """The run is over; its last event."""

    name = "summary"
    step: int
    epoch: float
    seconds: float
    reason: str
    best: Evaluated | None
    checkpoint: Checkpoint = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        best = self.best.to_json() if self.best else None
        names = ("step", "epoch", "seconds", "reason")
        return {"event": self.name} | {n: getattr(self, n) for n in names} | {"best": best}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, Score):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value
