"""Training makes its buffers in the first update and needs no further arrays of their size."""

import tracemalloc

import pytest

from engine.events import Progress
from engine.run import Run
from tests.engine.layers.cells import FORMS
from tests.engine.small_runs import a_text, config_of, some_pairs

KEPT = 4_000  # bytes: Python objects of an update that the garbage collector has not met yet
WARM_UP = 10  # updates, of which two measure accuracy

T, N, H = 24, 128, 24
ACTIVATION = 4 * T * N * H  # bytes of one sequence of hidden states, in float32

LANGUAGE_MODEL = {
    "task.batch_size": N, "task.time_steps": T, "model.hidden_size": H, "model.embedding_size": H,
    "training.epochs": 100,
}  # fmt: skip
SEQ2SEQ = {"task.batch_size": N, "model.hidden_size": H, "training.epochs": 100}


def memory_of_an_update(run: Run) -> tuple[int, int]:
    """Return how many bytes an update leaves behind, and how many it has at most meanwhile."""
    run.task.counts.pop("valid")  # nothing is scored in between
    updates = (event for event in run.trainer if isinstance(event, Progress))
    for _ in range(WARM_UP):
        next(updates)
    tracemalloc.start()
    try:
        next(updates)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        next(updates)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return after - before, peak - before


@pytest.mark.parametrize("form", FORMS)
def test_a_language_model(form: str) -> None:
    """Nothing as large as one sequence of hidden states (T, N, H)."""
    config = config_of("language_model", **LANGUAGE_MODEL, **{"model.cell": FORMS[form]})

    kept, peak = memory_of_an_update(Run(config, dataset=a_text(20_000)))

    assert kept < KEPT
    assert peak < ACTIVATION


@pytest.mark.parametrize("form", FORMS)
def test_a_language_model_with_dropout(form: str) -> None:
    """One more for the gradient of the words' vectors, whose rows are sorted into a copy."""
    options = {"model.cell": FORMS[form], "model.num_layers": 2, "model.dropout": 0.3}
    config = config_of("language_model", **LANGUAGE_MODEL, **options)

    kept, peak = memory_of_an_update(Run(config, dataset=a_text(20_000)))

    assert kept < KEPT
    assert peak < 2 * ACTIVATION


@pytest.mark.parametrize("peeky", [False, True], ids=["plain", "peeky"])
@pytest.mark.parametrize("form", FORMS)
def test_an_encoder_decoder(form: str, peeky: bool) -> None:
    """Nothing as large as one sequence of hidden states (T, N, H)."""
    config = config_of("seq2seq", **SEQ2SEQ, **{"model.cell": FORMS[form], "model.peeky": peeky})
    run = Run(config, dataset=some_pairs(600, width=T))

    kept, peak = memory_of_an_update(run)

    assert kept < KEPT
    assert peak < ACTIVATION
