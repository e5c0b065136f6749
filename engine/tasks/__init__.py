"""Tasks. Importing one here exports and registers it."""

from engine.tasks.base import TASKS as TASKS
from engine.tasks.base import TaskConfig as TaskConfig
from engine.tasks.captioning import CaptioningConfig as CaptioningConfig
from engine.tasks.classification import ClassificationConfig as ClassificationConfig
from engine.tasks.language_modelling import LanguageModellingConfig as LanguageModellingConfig
from engine.tasks.sequence_to_sequence import SequenceToSequenceConfig as SequenceToSequenceConfig
