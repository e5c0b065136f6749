"""Update rules. Importing one here exports and registers it: they are offered in this order."""

# isort: off
from engine.optimizers.base import OPTIMIZERS as OPTIMIZERS
from engine.optimizers.base import Optimizer as Optimizer
from engine.optimizers.base import OptimizerConfig as OptimizerConfig
from engine.optimizers.sgd import SGD as SGD
from engine.optimizers.sgd import SGDConfig as SGDConfig
from engine.optimizers.momentum import Momentum as Momentum
from engine.optimizers.momentum import MomentumConfig as MomentumConfig
from engine.optimizers.adagrad import AdaGrad as AdaGrad
from engine.optimizers.adagrad import AdaGradConfig as AdaGradConfig
from engine.optimizers.rmsprop import RMSProp as RMSProp
from engine.optimizers.rmsprop import RMSPropConfig as RMSPropConfig
from engine.optimizers.adam import Adam as Adam
from engine.optimizers.adam import AdamConfig as AdamConfig
from engine.optimizers.adamw import AdamW as AdamW
from engine.optimizers.adamw import AdamWConfig as AdamWConfig
from engine.optimizers.clipping import clip_rate as clip_rate
