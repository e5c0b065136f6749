"""Everything that decides how a run goes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from engine.backend import DEFAULT_SEED
from engine.config import Config, setting
from engine.data.sources import DataConfig
from engine.errors import ConfigError
from engine.models import MODELS, LanguageModelConfig, ModelConfig
from engine.optimizers import OPTIMIZERS, OptimizerConfig, SGDConfig
from engine.schedules import SCHEDULES, ConstantConfig, ScheduleConfig
from engine.tasks import TASKS, LanguageModellingConfig, TaskConfig
from engine.training_config import TrainingConfig


class RunConfig(Config):
    """The same config gives the same numbers, in the window and on the command line."""

    data: DataConfig = setting(DataConfig(), "Data", help="What is learned from.")
    task: Annotated[TaskConfig, TASKS] = setting(
        LanguageModellingConfig(), "Task", help="What is learned."
    )
    model: Annotated[ModelConfig, MODELS] = setting(
        LanguageModelConfig(), "Model", help="The network that learns it."
    )
    optimizer: Annotated[OptimizerConfig, OPTIMIZERS] = setting(
        SGDConfig(), "Optimizer", help="How an update follows from a gradient."
    )
    schedule: Annotated[ScheduleConfig, SCHEDULES] = setting(
        ConstantConfig(),
        "Learning rate over time",
        help="How the learning rate changes from epoch to epoch.",
        basic=False,
    )
    training: TrainingConfig = setting(
        TrainingConfig(), "Training", help="How long and how carefully it learns."
    )
    seed: int = setting(
        DEFAULT_SEED,
        "Seed",
        help="Where the random numbers start: the same seed gives the same run.",
        low=0,
        high=2**32 - 1,
        book=DEFAULT_SEED,
    )
    device: Literal["cpu", "cuda"] = setting(
        "cpu", "Runs on", help="The processor, or an NVIDIA GPU through CuPy."
    )

    @model_validator(mode="after")
    def _model_fits_task(self) -> Self:
        if self.model.goal is not self.task.goal:
            raise ConfigError(
                f"A model that is made to {self.model.goal} cannot {self.task.goal}. "
                f"Choose a model or a data set that fits."
            )
        return self

    threads: int = setting(
        0,
        "Processor threads",
        help="How many threads compute matrix products; 0 chooses by the size of the model.",
        low=0,
        high=256,
        basic=False,
    )

    def with_source(self, **source: Any) -> Self:
        """Return the same run on other data; how they are split stays."""
        return self.changed(**{"data.source": source})
