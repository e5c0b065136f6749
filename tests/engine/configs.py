"""Every registered config, for tests that hold for all of them."""

from typing import Any

import pytest

from engine.config import Config
from engine.data.sources import SOURCES, DataConfig
from engine.layers import CELLS
from engine.models import MODELS
from engine.optimizers import OPTIMIZERS
from engine.registry import Registry
from engine.run_config import RunConfig
from engine.schedules import SCHEDULES
from engine.tasks import TASKS
from engine.training_config import TrainingConfig

REGISTRIES: tuple[Registry[Any], ...] = (CELLS, MODELS, TASKS, OPTIMIZERS, SCHEDULES, SOURCES)
REGISTERED = [config_class for registry in REGISTRIES for config_class in registry.values()]
CONFIGS: list[type[Config]] = [*REGISTERED, RunConfig, DataConfig, TrainingConfig]

every_config = pytest.mark.parametrize("config_class", CONFIGS, ids=lambda c: c.__name__)
every_setting = pytest.mark.parametrize(
    ("config_class", "about"),
    [(config_class, about) for config_class in CONFIGS for about in config_class.settings()],
    ids=lambda value: getattr(value, "__name__", "") or value.name,
)
