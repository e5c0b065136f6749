"""Whatever a checkpoint's file holds behind a right checksum: it opens, or one sentence says why.

The files are sound archives, so that only the checks of what they hold can refuse them.
"""

import copy
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.archive import pack
from engine.checkpoint import Checkpoint, to_parts
from engine.errors import CheckpointError
from engine.events import Event, Progress
from engine.run_config import RunConfig
from tests.engine.mutations import (
    Parts,
    opened,
    parts_of,
    with_another_array,
    with_another_fact,
)
from tests.engine.small_runs import config_of, run_of

PYTHON = re.compile(r"Error|Exception|Traceback|object|<class|validation error|NoneType|numpy")


def trained(config: RunConfig) -> Parts:
    """Return the parts of a run in the middle of its second epoch."""
    run = run_of(config)
    updates = (event.step for event in run.trainer if isinstance(event, Progress))
    next(step for step in updates if step == run.task.updates_per_epoch + 2)
    return parts_of(run.checkpoint(run.trainer))


CONFIGS = {
    model: config_of(model, optimizer="adam", schedule="plateau")
    for model in ("language_model", "seq2seq")
}
SOUND = {model: trained(config) for model, config in CONFIGS.items()}


def check_sentence(sentence: str) -> None:
    """One line that names the file, in the user's words and of a length to read."""
    assert sentence.startswith("“model.rnn” ")
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < 400
    assert not PYTHON.search(sentence)


def refusal(parts: Parts) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(CheckpointError) as caught:
        opened(parts)
    check_sentence(str(caught.value))
    return str(caught.value)


def test_the_sound_file_opens() -> None:
    """What is refused below is refused for what was changed."""
    for model, parts in SOUND.items():
        check_usable(opened(parts), CONFIGS[model])


Change = Callable[[dict[str, Any]], Any]

FACTS: dict[str, tuple[Change, str]] = {
    "no settings": (lambda f: f.pop("config"), "it has no settings"),
    "settings that are a text": (lambda f: f.update(config="a"), "its settings cannot be read"),
    "no vocabulary": (lambda f: f.pop("vocabulary"), "it has no vocabulary"),
    "tokens that are numbers": (
        lambda f: f["vocabulary"].update(tokens=list(range(12))),
        "its vocabulary has tokens that are not text",
    ),
    "tokens that are one text": (
        lambda f: f["vocabulary"].update(tokens="abcdefghijkl"),
        "its vocabulary cannot be read",
    ),
    "a token twice": (
        lambda f: f["vocabulary"]["tokens"].__setitem__(0, f["vocabulary"]["tokens"][1]),
        "its vocabulary has a token twice",
    ),
    "tokens of an unknown level": (
        lambda f: f["vocabulary"].update(level="sentence"),
        "its vocabulary cannot be read",
    ),
    "no sizes": (lambda f: f.pop("sizes"), "it has no sizes"),
    "a negative size": (lambda f: f["sizes"].update(answer_length=-1), "its sizes cannot be read"),
    "an endless size": (lambda f: f["sizes"].update(answer_length=10**12), "its sizes cannot"),
    "a size that is a text": (lambda f: f["sizes"].update(vocab_size="many"), "its sizes cannot"),
    "no history": (lambda f: f.pop("history"), "it has no history"),
    "a stride of zero": (lambda f: f["history"].update(stride=0), "its history cannot be read"),
    "unknown manners": (lambda f: f["history"].update(manners=[]), "its history cannot be read"),
    "nothing to go on with": (
        lambda f: f.update(training={}),
        "it does not say how its run goes on",
    ),
    "a negative step": (
        lambda f: f["training"]["standing"].update(step=-1),
        "its place in the run cannot be read",
    ),
    "a step beyond counting": (
        lambda f: f["training"]["standing"].update(step=10**30),
        "its place in the run cannot be read",
    ),
    "no step": (lambda f: f["training"]["standing"].pop("step"), "its place in the run cannot"),
    "other random numbers": (
        lambda f: f["training"]["random"].__setitem__(0, "PCG64"),
        "its random numbers cannot be read",
    ),
    "a place outside the random numbers": (
        lambda f: f["training"]["random"].__setitem__(1, 625),
        "its random numbers cannot be read",
    ),
    "a note that is a list": (lambda f: f.update(about=[]), "its note of where it was made cannot"),
}


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize("model", CONFIGS)
def test_a_damaged_fact_is_one_sentence(kind: str, model: str) -> None:
    """It says which part of the file is damaged, and what to do."""
    (change, reason), (arrays, facts) = FACTS[kind], copy.deepcopy(SOUND[model])
    change(facts)
    said = refusal((arrays, facts))

    assert f"“model.rnn” is damaged: {reason}" in said
    assert said.endswith("; open an earlier copy.")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"model": {"kind": "oracle"}}, "'oracle' is not a known model. Choose one of "),
        ({"model": {"kind": ["oracle"]}}, "['oracle'] is not a known model. Choose one of "),
        ({"thinking": True}, "There is no setting “thinking”"),
        ({"x" * 10**6 + "\n": True}, "There is no setting “xxxx"),
        ({"seed": "y" * 10**6}, "Seed (seed): 'yyyy"),
        ({"seed": -(10**400)}, "Seed (seed): "),
        ({"seed": float("nan")}, "Seed (seed): nan does not fit"),
    ],
)
def test_settings_of_another_version_are_one_sentence(change: dict[str, Any], reason: str) -> None:
    """It says which, and what to do; what is long is shortened."""
    arrays, facts = copy.deepcopy(SOUND["language_model"])
    facts["config"] |= change
    said = refusal((arrays, facts))

    assert "has settings that this version does not know, so update the program or open" in said
    assert reason in said


ARRAYS: dict[str, tuple[Callable[[np.ndarray], np.ndarray | None], str]] = {
    "history": (lambda a: a[:, :3], "is damaged: its history cannot be read"),
    "evaluations": (lambda a: a.astype(np.float32), "is damaged: its history cannot be read"),
    "weights/output.W": (lambda a: a[:-1], "does not fit its own settings: output.W has the shape"),
    "training/random": (lambda a: a[:-1], "is damaged: its random numbers cannot be read"),
    "training/best/output.W": (lambda a: None, "is damaged: its best weights and its weights"),
    "training/slot/mean/output.W": (lambda a: a.T, "is damaged: its optimizer's memory and its"),
    "training/order": (lambda a: a * 0, "is damaged: its order of the data cannot be read"),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_a_damaged_array_is_one_sentence(name: str) -> None:
    """Each kind of array has its own."""
    (change, reason), (arrays, facts) = ARRAYS[name], SOUND["seq2seq"]
    changed = {**arrays, name: change(arrays[name])}

    assert reason in refusal(({k: a for k, a in changed.items() if a is not None}, facts))


def check_usable(checkpoint: Checkpoint, config: RunConfig) -> None:
    """A file that opens can be used in every way, or one sentence says why it cannot go on."""
    list(checkpoint.history.evaluations)
    pack(*to_parts(checkpoint))
    checkpoint.model()
    sentence = ""
    events: Iterator[Event] = iter(())
    try:
        events = run_of(config, resume=checkpoint).events()
    except CheckpointError as error:
        sentence = str(error)
    assert not sentence or "to go on" in sentence or "start a new run" in sentence
    deque(islice(events, 4), 0)


def check_opening(parts: Parts, config: RunConfig) -> None:
    """Open a file that may be wrong."""
    try:
        checkpoint = opened(parts)
    except CheckpointError as error:
        check_sentence(str(error))
    else:
        check_usable(checkpoint, config)


changed = settings(
    deadline=None, max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck)
)


@changed
@given(st.data(), st.sampled_from(sorted(CONFIGS)))
def test_any_other_fact_is_no_surprise(data: st.DataObject, model: str) -> None:
    """Any fact of the file gone, or anything in its place."""
    check_opening(data.draw(with_another_fact(SOUND[model])), CONFIGS[model])


@changed
@given(st.data(), st.sampled_from(sorted(CONFIGS)))
def test_any_other_array_is_no_surprise(data: st.DataObject, model: str) -> None:
    """Any array of the file gone, or of another shape, type, content or name."""
    check_opening(data.draw(with_another_array(SOUND[model])), CONFIGS[model])
