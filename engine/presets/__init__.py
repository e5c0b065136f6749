"""Settings to start from: one preset per published experiment, and a few of our own.

A new preset is one entry in the list of its group.
"""

from engine.errors import ConfigError
from engine.presets.base import Preset as Preset
from engine.presets.captioners import CAPTIONERS
from engine.presets.classifiers import CLASSIFIERS
from engine.presets.language_models import LANGUAGE_MODELS
from engine.presets.pairs import PAIRS
from engine.presets.sentences import SENTENCES

PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (*LANGUAGE_MODELS, *PAIRS, *SENTENCES, *CLASSIFIERS, *CAPTIONERS)
}


def preset(name: str) -> Preset:
    """Return a preset.

    Raises:
        ConfigError: there is none of this name.
    """
    if name not in PRESETS:
        raise ConfigError(f"There is no preset “{name}”. Choose one of {', '.join(PRESETS)}.")
    return PRESETS[name]
