"""The choice of the number of BLAS threads."""

import pytest
from threadpoolctl import threadpool_info

from engine.backend import Blueprint
from engine.models.base import Sizes
from engine.run_config import RunConfig
from engine.threads import PROBE, WINDOW, BlasThreads, choices_for, threads_for


def blas_threads() -> int:
    """Return how many threads NumPy's BLAS has now."""
    return next(lib["num_threads"] for lib in threadpool_info() if lib["user_api"] == "blas")


@pytest.fixture
def free_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores and an environment that leaves the choice open."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("psutil.cpu_count", lambda logical: 2)


@pytest.mark.usefixtures("free_choice")
def test_small_models_get_one_thread_and_large_ones_a_choice() -> None:
    """What decides is the largest product of an update."""
    config = RunConfig()

    assert threads_for(config, Sizes(vocab_size=10)) == (1, 2)
    assert threads_for(config.changed(**{"task.batch_size": 1}), Sizes(vocab_size=10)) == (1,)


def test_the_settings_and_the_environment_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number in the settings is taken, one in the environment is left alone."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")

    assert threads_for(RunConfig().changed(threads=3), Sizes(10)) == (3,)
    assert threads_for(RunConfig(), Sizes(10)) == ()


def test_two_threads_are_kept_where_they_are_faster() -> None:
    """After a window of updates the other choice is tried."""
    threads = BlasThreads((1, 2))

    told = [threads.note(1.0) for _ in range(WINDOW)] + [threads.note(0.6) for _ in range(PROBE)]
    kept = blas_threads()
    threads.restore()

    assert told == [None] * (WINDOW + PROBE - 1) + [2]
    assert kept == 2


def test_a_trial_that_is_slower_changes_nothing() -> None:
    """But it is made."""
    threads = BlasThreads((1, 2))

    told = [threads.note(0.1) for _ in range(WINDOW)] + [threads.note(0.11) for _ in range(PROBE)]
    kept = blas_threads()
    threads.restore()

    assert told == [None] * (WINDOW + PROBE)
    assert kept == 1


def test_a_hopeless_trial_costs_one_update() -> None:
    """Where another program takes a core, two threads may need a hundred times as long."""
    threads = BlasThreads((1, 2))
    for _ in range(WINDOW):
        threads.note(0.1)
    during = blas_threads()
    threads.note(3.0)
    after = blas_threads()
    threads.restore()

    assert (during, after) == (2, 1)


def test_a_run_that_collapses_gives_its_threads_up() -> None:
    """Two updates of double the usual duration are enough to try one thread again."""
    threads = BlasThreads((1, 2))
    fast = [1.0] * WINDOW + [0.6] * PROBE + [0.6] * WINDOW
    for seconds in fast:
        threads.note(seconds)
    assert blas_threads() == 2

    told = [threads.note(seconds) for seconds in [3.0, 3.0] + [1.0] * PROBE]
    kept = blas_threads()
    threads.restore()
    assert told[-1] == 1
    assert kept == 1


def test_the_number_from_before_comes_back() -> None:
    """A run that is over leaves no trace."""
    before = blas_threads()
    threads = BlasThreads((1,))

    during = blas_threads()
    threads.restore()

    assert (during, blas_threads()) == (1, before)


def test_one_holds_the_number_at_a_time() -> None:
    """Who comes second leaves it alone, and takes over when the first is done."""
    before = blas_threads()
    with BlasThreads((1,)):
        second = BlasThreads((2, 1))
        beside = blas_threads()
    second.note(1.0)
    after = blas_threads()
    second.restore()

    assert (beside, after, blas_threads()) == (1, 2, before)


@pytest.mark.usefixtures("free_choice")
def test_one_token_of_a_large_vocabulary_gets_a_choice() -> None:
    """Its weights are more than a core's cache holds; those of a small one are not."""
    backend, model = Blueprint(), RunConfig().model

    assert choices_for(model.build(Sizes(10_000), backend), rows=1) == (1, 2)
    assert choices_for(model.build(Sizes(65), backend), rows=1) == (1,)


def test_pieces_are_timed() -> None:
    """Every piece of some work is passed on, and what it took is noted."""
    noted: list[float] = []
    threads = BlasThreads(())
    threads.note = noted.append  # type: ignore[method-assign,assignment]

    passed = list(threads.timed("abc"))

    assert passed == ["a", "b", "c"]
    assert len(noted) == 3
    assert min(noted) >= 0
