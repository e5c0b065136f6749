"""The pages of the window, one for each tab; a page is imported when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from playground.session import Session
    from playground.training import Training


@dataclass(frozen=True)
class Page:
    """One tab: what the rail shows of it, and the class that fills it."""

    title: str
    icon: str
    tip: str
    class_name: str

    def build(self, session: Session, training: Training) -> QWidget:
        """Make the page."""
        module = import_module(f"{__name__}.{self.title.lower()}")
        page_class = getattr(module, self.class_name)
        made: QWidget = page_class(session, training)
        return made


PAGES = (
    Page("Data", "data", "Choose what to learn from, and look at it", "DataPage"),
    Page("Model", "model", "Choose a network and set it up", "ModelPage"),
    Page("Train", "train", "Watch it learn", "TrainPage"),
    Page("Generate", "generate", "Talk to what has been learned", "GeneratePage"),
    Page("Compare", "compare", "Lay runs beside each other", "ComparePage"),
)
