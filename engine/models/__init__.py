"""Models. Importing one here exports and registers it."""

from engine.models.base import MODELS as MODELS
from engine.models.base import ModelConfig as ModelConfig
from engine.models.language_model import LanguageModelConfig as LanguageModelConfig
from engine.models.seq2seq import Seq2seqConfig as Seq2seqConfig
