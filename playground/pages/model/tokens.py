"""What the network of the picture reads: the beginning of the data that are loaded."""

from collections.abc import Sequence

from engine import Dataset, RunConfig, Survey
from engine.data.dataset import Labelled, Pair, Records
from engine.data.vocabulary import Vocabulary
from playground.views.network import Steps

_LOOKED_THROUGH = 50  # pairs
_LETTERS = 16  # of a word and the blank after it, generously
_SIGNS = {" ": "␣", "\n": "↵", "\t": "⇥", "<eos>": "↵", "<start>": "_", "": "␣"}


def text_steps(config: RunConfig, survey: Survey, dataset: Dataset) -> Steps:
    """Return the first time steps of a text: each token, and the one that follows it."""
    count = config.task.update_shape(survey.sizes)[0] + 1
    text = _first_part(dataset).text[: _LETTERS * count]
    tokens = _known(survey.vocabulary, survey.vocabulary.split(text)[:count])
    return Steps(tuple(tokens[:-1]), tuple(tokens[1:]))


def pair_steps(config: RunConfig, survey: Survey, dataset: Dataset) -> tuple[Steps, Steps]:
    """Return what the encoder reads and the decoder writes for one of the first pairs."""
    pair = _longest(_first_part(dataset))
    split, sizes = survey.vocabulary.split, survey.sizes
    question = _known(survey.vocabulary, split(pair.question))
    answer = _known(survey.vocabulary, split(pair.answer))
    backwards = bool(getattr(config.task, "reverse", False))
    fed = question[::-1] if backwards else question
    written = answer if sizes.fixed_width else [*answer, _SIGNS["<eos>"]]
    caption = "the question, backwards" if backwards else "the question"
    both_ways = bool(getattr(config.model, "bidirectional", False))
    reader = Steps(tuple(fed), ("",) * len(fed), caption, both_ways)
    writer = Steps((_SIGNS["<start>"], *written[:-1]), tuple(written), "the answer so far")
    return reader, writer


def label_steps(config: RunConfig, survey: Survey, dataset: Dataset) -> Steps:
    """Return a line that is read to its end, where its label is predicted."""
    lines = [
        row for row in _first_part(dataset).rows[:_LOOKED_THROUGH] if isinstance(row, Labelled)
    ]
    line = max(lines, key=lambda row: len(row.text))
    text = line.text.lower() if getattr(config.task, "lower_case", False) else line.text
    longest = survey.sizes.question_length
    tokens = _known(survey.vocabulary, survey.vocabulary.split(text)[-longest:])
    both_ways = bool(getattr(config.model, "bidirectional", False))
    targets = (*[""] * (len(tokens) - 1), line.label)
    return Steps(tuple(tokens), targets, both_ways=both_ways)


def picture_steps(survey: Survey, dataset: Dataset) -> tuple[Steps, Steps]:
    """Return the first picture, which is looked at once, and its caption as it is written."""
    picture = _first_part(dataset).pictures[0]
    words = _known(survey.vocabulary, survey.vocabulary.split(picture.caption))
    looker = Steps(("",), ("",), "a picture", last_layer=1, picture=picture)
    written = (*words, _SIGNS["<eos>"])
    inputs = (_SIGNS["<start>"], *words)
    return looker, Steps(inputs, written, "the caption so far", first_layer=2)


def _first_part(dataset: Dataset) -> Records:
    return dataset.part("train" if dataset.is_split else "all")


def _longest(records: Records) -> Pair:
    """Return the pair at the beginning that shows most: fixed widths are filled with blanks."""
    pairs = [row for row in records.rows[:_LOOKED_THROUGH] if isinstance(row, Pair)]
    return max(pairs, key=lambda pair: len(pair.question.strip()))


def _known(vocabulary: Vocabulary, tokens: Sequence[str]) -> list[str]:
    """Return tokens as the network sees them, blanks and line ends as signs."""
    stand_in = None if vocabulary.unknown is None else vocabulary.tokens[vocabulary.unknown]
    read = (token if vocabulary.id_of(token) is not None else stand_in for token in tokens)
    return [_SIGNS.get(token, token) for token in read if token is not None]
