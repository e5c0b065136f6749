"""What could have come instead, beside the text."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.generation import Token
from playground.theme import px
from playground.views.alternatives import Alternatives
from playground.views.ranking import surprise_sentence
from playground.views.shown_token import shown_token
from playground.widgets.card import Card
from playground.widgets.label import Label


class AlternativesCard(Card):
    """Show the alternatives of the token that was chosen in the text.

    Signals: ``chosen(object)`` with the Alternative from which the text is to go on.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((14, 12, 14, 12), 2, parent)
        self._title = Label("", "title")
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self._list = Alternatives()
        self._help = Label("", "caption", "ink2", wrap=True)
        for widget in (self._title, self._sentence):
            self.column.addWidget(widget)
        self.column.addSpacing(px(6))
        self.column.addWidget(self._list, 1)
        self.column.addStretch(0)
        self.column.addWidget(self._help)
        self.setFocusProxy(self._list)
        self._list.chosen.connect(self._choose)
        self.show_token(None, "word")

    def show_token(self, token: Token | None, unit: str) -> None:
        """Show the alternatives of a token, or how to choose one."""
        self._list.show_token(token)
        self._list.setVisible(token is not None)
        self._help.setVisible(token is not None)
        self._help.setText(
            f"Bar: after your settings.  Tick: the model alone.\n"
            f"Click another {unit} to continue from it."
        )
        if token is None:
            self._title.setText("What else could have come")
            self._sentence.setText(f"Click a {unit} of the text, or go to it with the arrow keys.")
        else:
            self._title.setText(f"Instead of “{shown_token(token.text)}”")
            self._sentence.setText(surprise_sentence(token, unit))

    @Slot(object)
    def _choose(self, alternative: object) -> None:
        self.chosen.emit(alternative)
