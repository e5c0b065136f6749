"""Models. Importing one here exports and registers it."""

from engine.models.base import MODELS as MODELS
from engine.models.base import ModelConfig as ModelConfig
from engine.models.captioner import CaptionerConfig as CaptionerConfig
from engine.models.classifier import ClassifierConfig as ClassifierConfig
from engine.models.language_model import LanguageModelConfig as LanguageModelConfig
from engine.models.ngram import NgramConfig as NgramConfig
from engine.models.seq2seq import Seq2seqConfig as Seq2seqConfig
from engine.models.window_model import WindowModelConfig as WindowModelConfig
