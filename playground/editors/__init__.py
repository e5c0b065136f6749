"""One file per way of editing a setting; which one is used follows from the setting alone."""

from engine.config import Setting
from playground.editors.check import CheckEditor
from playground.editors.choice import ChoiceEditor
from playground.editors.editor import Editor
from playground.editors.number import NumberEditor
from playground.editors.text import TextEditor

__all__ = ["Editor", "editor_for"]


def editor_for(setting: Setting) -> Editor:
    """Return the editor that suits a setting."""
    if setting.registry is not None or setting.choices:
        return ChoiceEditor(setting)
    if setting.annotation is bool:
        return CheckEditor(setting)
    if setting.annotation in (int, float):
        return NumberEditor(setting)
    return TextEditor(setting)
