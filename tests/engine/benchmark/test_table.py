"""What was measured stands beside its limit."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from engine.benchmark import machine
from engine.benchmark.comparison import Comparison
from engine.benchmark.table import to_json, to_text
from engine.benchmark.timing import Timing
from engine.commands import bench
from tests.engine.benchmark.tiny import WORDS


def comparison(**milliseconds: float) -> Comparison:
    """Return a comparison without spread."""
    names = {"products": "matrix products, 1 thread", "one": "PyTorch, 1 thread"}
    names |= {"two": "PyTorch, 2 threads"}
    timings = {names.get(k, k): Timing(v, v, v) for k, v in milliseconds.items()}
    return Comparison(WORDS, timings, {})


def test_the_faster_number_of_threads_counts() -> None:
    """The ratio is to PyTorch's best, whichever number of threads that was with."""
    found = comparison(ours=3.0, products=2.0, one=10.0, two=6.0)

    assert found.to_pytorch == pytest.approx(0.5)
    assert found.to_products == pytest.approx(1.5)
    assert found.is_within_limits
    assert "6.00 (2)" in to_text([found])
    assert "above" not in to_text([found])


def test_what_is_above_its_limit_is_marked() -> None:
    """Only the ratio that is above is."""
    found = comparison(ours=3.3, products=2.0, one=6.0)

    assert not found.is_within_limits
    assert "above 0.55 of 0.50" in to_text([found])
    assert "1.65 of 2.00" in to_text([found])
    assert to_text([found]).count("above") == 1


def test_who_was_not_there_leaves_a_dash() -> None:
    """A ratio to nobody is not above any limit, and the reason stands below the table, once."""
    absent = {"PyTorch, 1 thread": "it is away", "PyTorch, 2 threads": "it is away"}
    found = Comparison(WORDS, {"ours": Timing(1.0, 1.0, 1.0)}, absent)

    assert found.is_within_limits
    assert found.to_pytorch is None
    assert "- of 0.50" in to_text([found])
    assert to_text([found]).count("Without PyTorch: it is away.") == 1


def test_json_holds_what_the_table_holds() -> None:
    """Every figure with its spread, the limits, the machine, the load and the command."""
    about = machine.describe_machine()
    data = to_json([comparison(ours=3.0, one=6.0)], about, 0.25, "python -m engine bench")
    (row,) = json.loads(json.dumps(data))["results"]

    assert row["milliseconds"]["ours"] == {"median": 3.0, "low": 3.0, "high": 3.0}
    assert (row["to_pytorch"], row["to_products"]) == (0.5, None)
    assert row["limits"] == {"to_pytorch": 0.5, "to_products": 2.0}
    assert (data["load_average"], data["command"]) == (0.25, "python -m engine bench")
    assert data["machine"]["processor"] in data["summary"]


def test_a_busy_machine_is_told() -> None:
    """Only where the load says so."""
    assert machine.warning(None) is None
    assert machine.warning(0.4) is None
    assert "load average is 1.50" in (machine.warning(1.5) or "")


def test_the_command_line_repeats_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The printed command measures the same again; the JSON lies where it was asked for."""
    asked: list[tuple[str, int]] = []

    def compare(configuration: object, rounds: int, book: object) -> Comparison:
        asked.append((getattr(configuration, "name", ""), rounds))
        return comparison(ours=3.0, one=6.0)

    monkeypatch.setattr("engine.benchmark.comparison.compare", compare)
    file = tmp_path_factory.mktemp("bench") / "bench.json"
    arguments = ["--rounds", "2", "--configs", "4p,1"]
    result = CliRunner().invoke(bench.bench_command, [*arguments, "--json", str(file)])

    assert result.exit_code == 0
    assert asked == [("4p", 2), ("1", 2)]
    assert "Repeat with: python -m engine bench --rounds 2 --configs 4p,1" in result.output
    assert len(json.loads(file.read_text())["results"]) == 2
