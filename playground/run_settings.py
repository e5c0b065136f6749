"""The settings of a run that is under way, beside those that the pages show."""

from __future__ import annotations

from engine import RunConfig
from engine.requests import Change

LIVE = ("optimizer.learning_rate", "training.max_grad_norm")
BOUND = ("data", "task", "model", "seed", "device")  # what weights and figures hang on


class RunSettings:
    """Compare what a run was started with and what is wanted now.

    Attributes:
        config: of the run, with all that was changed while it went on.
        preset: the name of the preset that it began as.
    """

    def __init__(self, config: RunConfig, preset: str) -> None:
        self.config, self.preset = config, preset
        self._epochs = config.training.epochs  # that were asked for, without those added since

    def needs_restart(self, wanted: RunConfig) -> str:
        """Say why the run cannot go on with other settings, or nothing if it can."""
        run = self.config
        changed = [name for name in BOUND if getattr(run, name) != getattr(wanted, name)]
        if run.optimizer.kind != wanted.optimizer.kind:
            changed.append("optimizer")
        if not changed:
            return ""
        verb = "has" if len(changed) == 1 and changed != ["data"] else "have"
        return (
            f"The {' and the '.join(changed)} {verb} changed since this run began. Restart to "
            f"train with the new settings, or undo the change to go on."
        )

    def is_other_work(self, wanted: RunConfig, preset: str) -> bool:
        """Whether so much is different that nobody would want to go on with the run."""
        run = self.config
        return (self.preset, run.data.source, run.task.kind) != (
            preset,
            wanted.data.source,
            wanted.task.kind,
        )

    def changes_to(self, wanted: RunConfig) -> list[Change]:
        """Take over the live settings that differ; return what to ask of the run."""
        changes = [
            Change(dotted, value(wanted, dotted))
            for dotted in LIVE
            if value(wanted, dotted) != value(self.config, dotted)
        ]
        for change in changes:
            self.config = self.config.changed(**{change.setting: change.value})
        return changes

    def go_on(self, wanted: RunConfig, *, is_finished: bool) -> RunConfig:
        """Return the config to go on with: after the last epoch for as many again."""
        asked = wanted.training.epochs
        epochs = asked if asked != self._epochs else self.config.training.epochs
        if is_finished:
            epochs = self.config.training.epochs + asked
        self.config, self._epochs = wanted.changed(**{"training.epochs": epochs}), asked
        return self.config


def value(config: RunConfig, dotted: str) -> float:
    """Return the number of a setting such as "optimizer.learning_rate"."""
    section, _, name = dotted.partition(".")
    return float(getattr(getattr(config, section), name))
