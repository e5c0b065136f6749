"""The one training loop. Iterating it trains; what it yields is all it says."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.backend import Backend
from engine.config import Config
from engine.conversation import say
from engine.errors import ConfigError
from engine.events import (
    Changed,
    Diverged,
    Evaluated,
    Event,
    Progress,
    Sampled,
    Snapshot,
    Summary,
)
from engine.history import ACCURACY_EVERY, History
from engine.inspection import inspect
from engine.models.base import Batch, Goal, Model
from engine.optimizers import Optimizer, OptimizerConfig, clip_rate
from engine.overshooting import EARLY, OvershootWatch
from engine.requests import Inspect, Request, SetPrompt, TakeSnapshot
from engine.schedules import Moment, ScheduleConfig
from engine.score import Score
from engine.standing import Standing, Window
from engine.tasks.base import Task
from engine.training_config import TrainingConfig

if TYPE_CHECKING:
    from engine.checkpoint import Checkpoint


class Trainer:
    """Train a model on a task.

    Attributes:
        standing: the plain part of where the run stands.
        state: the recurrent state that truncated backpropagation carries from batch to batch.
        on_update: hears how long each update took; returns the number of threads if it changed it.
        prompt: what samples go on from; empty for the task's own.
        good, best: weights, by name, of the last evaluation and of the best one.
    """

    def __init__(
        self,
        model: Model,
        task: Task,
        optimizer: Optimizer,
        schedule: ScheduleConfig,
        config: TrainingConfig,
        optimizer_config: OptimizerConfig,
        backend: Backend,
        take_checkpoint: Callable[[Trainer], Checkpoint],
    ) -> None:
        self._take_checkpoint = take_checkpoint
        self.model, self.task, self.optimizer = model, task, optimizer
        self.config, self.optimizer_config = config, optimizer_config
        self._factor = schedule.follow()
        self.backend = backend
        self.standing = Standing(
            learning_rate=optimizer_config.learning_rate, max_grad_norm=config.max_grad_norm
        )
        self.history = History()
        self.state: Any = None
        self.prompt = ""
        self.on_update: Callable[[float], int | None] = _unchanged
        self._lasted = 0.0
        self._overshoot = OvershootWatch(task.sizes)
        self.good = self.best = model.parameters.to_host()

    @property
    def epoch(self) -> float:
        """Epochs done so far, with their fraction."""
        return self.standing.step / self.task.updates_per_epoch

    def __iter__(self) -> Iterator[Event]:
        return self.run()

    def run(self) -> Generator[Event, Request | None, None]:
        """Yield one event at a time; stop by not asking for the next.

        A request that is sent is answered by the event that `send` returns; it changes nothing
        else about the run but what it asks to change.
        """
        task, standing = self.task, self.standing
        per_epoch = task.updates_per_epoch
        last = self.config.epochs * per_epoch
        if standing.step == 0:
            yield from self.say(self._sample())
        elif self._is_evaluation_missing():
            yield from self._report()
        while standing.step < last and not self._is_patience_over():
            if standing.step % per_epoch == 0:
                task.start_epoch(self.backend.rng)
            progress = self._update()
            if not (math.isfinite(progress.loss) and math.isfinite(progress.grad_norm)):
                yield self._diverged(progress)
                return
            self.history.append(progress)
            yield from self.say(progress)
            threads = self.on_update(self._lasted)
            if threads is not None:
                yield from self.say(Changed(standing.step, "threads", threads))
            if self._is_evaluation_due():
                yield from self._report()
            elif standing.step == EARLY:
                yield from self._warn(standing.window.loss)
        yield self._summary()

    def _report(self) -> Generator[Event, Request | None, None]:
        evaluated = self._evaluate()
        yield from self.say(evaluated)
        yield from self._warn(evaluated.train.loss)
        if self._is_sample_due():
            yield from self.say(self._sample())

    def _warn(self, loss: float) -> Generator[Event, Request | None, None]:
        for event in self._overshoot.look(self.standing, loss):
            yield from self.say(event)

    def answer(self, request: Request) -> Event:
        """Do what was asked and say so.

        Raises:
            ConfigError: the setting cannot be changed while a run goes on, or not to this value.
        """
        step, standing = self.standing.step, self.standing
        if isinstance(request, TakeSnapshot):
            return Snapshot(step, self._take_checkpoint(self))
        if isinstance(request, SetPrompt):
            self.prompt = request.text
            return self._sample()
        if isinstance(request, Inspect):
            return inspect(self, request.view)
        config, name = self._live_config(request.setting)
        value = float(getattr(config.changed(**{name: request.value}), name))
        setattr(standing, name, value)
        return Changed(step, request.setting, value)

    def _live_config(self, dotted: str) -> tuple[Config, str]:
        section, _, name = dotted.partition(".")
        config = {"optimizer": self.optimizer_config, "training": self.config}.get(section)
        if config is None or name not in type(config).model_fields or not config.setting(name).live:
            raise ConfigError(f"“{dotted}” cannot be changed while a run goes on.")
        return config, name

    @property
    def goal(self) -> Goal:
        """What the model is for."""
        return self.task.goal

    def state_for(self, batch: Batch) -> Any:
        """Return the recurrent state that a batch goes on from."""
        if self.state is None or not self.task.carries_state:
            return self.model.initial_state(batch.inputs.shape[1])
        return self.state

    @np.errstate(over="ignore", invalid="ignore")  # what is not finite is looked for and reported
    def _update(self) -> Progress:
        """Make one update, unless its loss or gradient is not finite."""
        started = time.perf_counter()
        standing, model = self.standing, self.model
        batch = self.task.batch(standing.step)
        result = model.forward(batch, self.state_for(batch), training=True)
        self.state = result.state
        loss = float(result.nats) / batch.count
        correct = None
        if standing.step % ACCURACY_EVERY == 0:
            correct = float(model.count_correct(result.cache))
        model.backward(result.cache, 1.0 / batch.count)
        norm = math.sqrt(float(model.parameters.squared_norm()))
        rate = clip_rate(norm, standing.max_grad_norm)
        learning_rate = standing.learning_rate * self._factor(self._moment())
        if math.isfinite(loss) and math.isfinite(norm):
            self.optimizer.step(learning_rate, rate)
            standing.step += 1
            standing.tokens += batch.count
            standing.window.add(loss, batch.count, correct)
        self._lasted = time.perf_counter() - started
        standing.seconds += self._lasted
        accuracy = None if correct is None else correct / batch.count
        return Progress(
            standing.step, self.epoch, loss, accuracy, norm, rate, learning_rate,
            standing.seconds, standing.tokens,
        )  # fmt: skip

    def _moment(self) -> Moment:
        return Moment(self.epoch, self.config.epochs, self.history.evaluations.valid_losses)

    def _is_evaluation_due(self) -> bool:
        """Whether the update just made ends an epoch or one of its equal parts."""
        per_epoch = self.task.updates_per_epoch
        parts = min(self.config.evaluations_per_epoch, per_epoch)
        done = self.standing.step % per_epoch or per_epoch
        return done * parts // per_epoch > (done - 1) * parts // per_epoch

    def _is_evaluation_missing(self) -> bool:
        """Whether a checkpoint was taken between an update and the evaluation due after it."""
        done = self.history.evaluations
        return self._is_evaluation_due() and not (done and done[-1].step == self.standing.step)

    def _is_sample_due(self) -> bool:
        """Whether to sample after this evaluation: each of the first ten, then 20, 30, ... 100,
        200: a small network's epoch takes less time than a sample."""
        count = len(self.history.evaluations)
        return count % 10 ** int(math.log10(count)) == 0

    def _is_patience_over(self) -> bool:
        return 0 < self.config.early_stopping <= self.standing.waited

    @np.errstate(over="ignore", invalid="ignore")
    def _evaluate(self) -> Evaluated:
        standing, window, task = self.standing, self.standing.window, self.task
        train = task.train_score(window.loss, window.accuracy, window.count)
        standing.window = Window()
        valid = task.evaluate(self.model, "valid") if task.counts.get("valid") else None
        is_best = valid is not None and self._is_better(valid)
        event = Evaluated(
            standing.step, self.epoch, train, valid, is_best,
            standing.learning_rate * self._factor(self._moment()), standing.seconds,
        )  # fmt: skip
        if self.model.parameters.is_finite():
            self.good, standing.good_step = self.model.parameters.to_host(), standing.step
        if valid is not None:
            standing.waited = 0 if is_best else standing.waited + 1
        if is_best or valid is None:
            self.best, standing.best = self.good, event
        self.history.evaluations.append(event)
        return event

    def _is_better(self, score: Score) -> bool:
        best = self.standing.best
        if not math.isfinite(score.loss):
            return False
        if best is None or best.valid is None:
            return True
        return self.task.rank(score) > self.task.rank(best.valid)

    @np.errstate(over="ignore", invalid="ignore")
    def _sample(self) -> Sampled:
        example = self.task.sample(self.model, self.prompt)
        return Sampled(self.standing.step, self.epoch, *example)

    def _diverged(self, progress: Progress) -> Diverged:
        """Put the weights of the last evaluation back and say what happened.

        The optimizer and the recurrent state start anew: what they hold led here.
        """
        culprit = self.model.parameters.culprit() or "the loss"
        self.model.parameters.load(self.good)
        self.optimizer.reset()
        self.state = None
        back_to, rate = self.standing.good_step, self.standing.learning_rate
        advice = f"Lower the learning rate, for instance to {rate / 4:.3g}."
        if not self.standing.max_grad_norm:
            advice = (
                f"Clip gradients, for instance at 5, or lower the learning rate to {rate / 4:.3g}."
            )
        return Diverged(
            progress.step + 1, progress.epoch, culprit, back_to, advice, rate / 4,
            self._take_checkpoint(self),
        )  # fmt: skip

    def _summary(self) -> Summary:
        standing = self.standing
        reason = "finished"
        if self._is_patience_over():  # what came after the best evaluation did not help
            reason = "stopped early"
            self.model.parameters.load(self.best)
        return Summary(
            standing.step, self.epoch, standing.seconds, reason, standing.best,
            self._take_checkpoint(self),
        )  # fmt: skip

    def say(self, event: Event) -> Generator[Event, Request | None, None]:
        """Yield an event, then an answer to each request that is sent."""
        yield from say(event, self.standing.step, self.answer)


def _unchanged(seconds: float) -> int | None:
    return None
