"""From a configuration to a running engine, and back to a checkpoint."""

from __future__ import annotations

from collections.abc import Generator

from engine.about import about_this_machine
from engine.backend import Backend, get_backend
from engine.checkpoint import Checkpoint
from engine.counted_run import CountedRun
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.errors import CheckpointError
from engine.events import Event, Started
from engine.floors import floors
from engine.memory import refuse_what_cannot_fit
from engine.models import NgramConfig
from engine.models.base import Model
from engine.requests import Request
from engine.resuming import capture, restore
from engine.run_config import RunConfig
from engine.tasks.base import Task
from engine.threads import BlasThreads, threads_for
from engine.trainer import Trainer


def train(
    config: RunConfig, *, dataset: Dataset | None = None, resume: Checkpoint | None = None
) -> Generator[Event, Request | None, None]:
    """Train a model and yield what happens, one event at a time.

    To stop, stop asking; to pause, ask later; to change the learning rate, `send` a `Change`.

    Args:
        dataset: what `config.data.source` would read, where it has been read already.
        resume: a checkpoint of a run to go on with; its numbers go on bit by bit. An n-gram
            model is counted anew: that is one pass, and ends in the same numbers.

    Raises:
        EngineError: the settings, the data or the device do not work; before the first event.
    """
    if isinstance(config.model, NgramConfig):
        yield from CountedRun(config, config.model, dataset=dataset).events()
    else:
        yield from Run(config, dataset=dataset, resume=resume).events()


class Run:
    """Everything one run is made of.

    Random numbers are drawn in the order: the split of the data, the parameters layer by layer
    from the input on, then one permutation per epoch and the dropout masks. That is the book's
    order, so its learning curves can be replayed.
    """

    def __init__(
        self,
        config: RunConfig,
        *,
        dataset: Dataset | None = None,
        resume: Checkpoint | None = None,
        progress: Report | None = None,
    ) -> None:
        self.config = config
        self.backend: Backend = get_backend(config.device, seed=config.seed)
        dataset = dataset or config.data.source.read(progress)
        self.task: Task = config.task.build(dataset, config.data, self.backend, progress=progress)
        refuse_what_cannot_fit(config, self.task.sizes)
        self.model: Model = config.model.build(self.task.sizes, self.backend)
        optimizer = config.optimizer.build(self.model.parameters, self.backend)
        self.trainer = Trainer(
            self.model, self.task, optimizer, config.schedule, config.training, config.optimizer,
            self.backend, self.checkpoint,
        )  # fmt: skip
        self._began_with = resume.about if resume else None
        if resume is not None:
            self._resume(resume)

    def events(self) -> Generator[Event, Request | None, None]:
        """Yield what happens, beginning with `Started`."""
        threads = BlasThreads(threads_for(self.config, self.task.sizes))
        try:
            self.trainer.on_update = threads.note
            yield from self._report_and_train()
        finally:
            threads.restore()

    def _report_and_train(self) -> Generator[Event, Request | None, None]:
        task, trainer = self.task, self.trainer
        yield from trainer.say(
            Started(
                step=trainer.standing.step,
                epoch=trainer.epoch,
                epochs=self.config.training.epochs,
                updates_per_epoch=task.updates_per_epoch,
                unit=task.unit,
                counts=dict(task.counts),
                vocab_size=task.sizes.vocab_size,
                parameters=self.model.parameters.count,
                floors=floors(task),
                notes=(*task.notes, *self._differences()),
            )
        )
        yield from trainer.run()

    def checkpoint(self, trainer: Trainer) -> Checkpoint:
        """Return a checkpoint of where the run stands, with the settings of this moment."""
        return Checkpoint(
            config=self.config.changed(**trainer.standing.live_settings),
            vocabulary=self.task.vocabulary,
            sizes=self.task.sizes,
            weights=self.model.parameters.to_host(),
            training=capture(trainer),
            history=trainer.history.copy(),
            about=about_this_machine(),
        )

    def _differences(self) -> tuple[str, ...]:
        """Return a sentence if the run goes on with other matrix products than it began with."""
        if self._began_with is None:
            return ()
        here = about_this_machine()
        names = ("processor", "numpy", "blas", "blas_kernel", "blas_threads")
        other = [name for name in names if here[name] != self._began_with.get(name)]
        if not other:
            return ()
        named = ", ".join(f"{n.replace('_', ' ')} {self._began_with.get(n)}" for n in other)
        return (f"This run began with {named}: from here on the last bits may differ.",)

    def _resume(self, checkpoint: Checkpoint) -> None:
        if checkpoint.vocabulary != self.task.vocabulary:
            raise CheckpointError(
                f"The data set has other {self.task.unit} than the one the checkpoint was trained "
                f"on ({len(self.task.vocabulary):,} different ones against "
                f"{len(checkpoint.vocabulary):,}). Load the data it was trained on to go on."
            )
        try:
            self.model.parameters.load(checkpoint.weights)
            if checkpoint.training is not None:
                restore(self.trainer, checkpoint.training, checkpoint.history)
        except (KeyError, ValueError, TypeError):
            raise CheckpointError(
                "The checkpoint's run had other settings: its model or its optimizer differ. Go "
                "on with the checkpoint's own settings, or start a new run."
            ) from None
