"""The symbols of an answer that are worth showing."""

from engine.decoding import Answer


def shown_symbols(answer: Answer) -> tuple[str, ...]:
    """Return an answer's symbols without the blanks that fill it up at its end."""
    count = len(answer.symbols)
    while count > 1 and answer.symbols[count - 1] == " ":
        count -= 1
    return answer.symbols[:count]
