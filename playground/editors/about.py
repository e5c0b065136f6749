"""The words that a form says about a setting."""

from typing import Any

from engine.config import Config, Setting

_SPELLED = {"cpu": "CPU", "cuda": "GPU", "kneser_ney": "Kneser-Ney", "add_k": "Add-k"}


def tip(setting: Setting) -> str:
    """Return what a setting does, which values it takes and what the book chose."""
    parts = [setting.help, _limits(setting)]
    if setting.book is not None:
        parts.append(f"In the book: {written(setting.book)}.")
    return " ".join(part for part in parts if part)


def written(value: Any) -> str:
    """Return a value as a sentence mentions it."""
    if isinstance(value, Config):
        return variant_title(type(value))
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"“{value}”"


def variant_title(config_class: type[Config]) -> str:
    """Return the name of a variant: LSTM for LSTMConfig, unless the class has a title."""
    title: str = getattr(config_class, "title", config_class.__name__.removesuffix("Config"))
    return title


def choice_title(choice: Any) -> str:
    """Return how one of a few fixed values is shown."""
    text = str(choice)
    return _SPELLED.get(text, text[:1].upper() + text[1:].replace("_", " "))


def _limits(setting: Setting) -> str:
    low, high = setting.low, setting.high
    if low is not None and high is not None:
        return f"From {low:,g} to {_large(high)}."
    if low is not None:
        return f"{low:,g} or more."
    return f"{_large(high)} or less." if high is not None else ""


def _large(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:g}"
