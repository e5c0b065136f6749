"""Where data come from."""

from pathlib import Path

import pytest

from engine.data.dataset import Kind, Pair
from engine.data.samples import SAMPLES
from engine.data.sources import SOURCES, DataConfig, FilesSource, SampleSource
from engine.errors import ConfigError, DataError


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_can_be_chosen_and_read(name: str) -> None:
    """Under its own title, as what it is."""
    source = DataConfig.parse({"source": {"kind": "sample", "name": name}}).source
    dataset = source.read()

    assert (dataset.name, dataset.kind) == (SAMPLES[name].title, SAMPLES[name].kind)
    assert source.describe() == SAMPLES[name].title
    assert dataset.entropy == SAMPLES[name].entropy
    records = dataset.part("all")
    assert records.rows or records.text or records.pictures


def test_the_choice_of_samples_is_the_catalogue() -> None:
    """A new sample is offered everywhere."""
    assert SampleSource.setting("name").choices == tuple(SAMPLES)


@pytest.mark.parametrize(
    ("settings", "label", "first"),
    [
        ({"kind": "additions", "digits": 2}, "Additions, 200 pairs", ("", "")),
        ({"kind": "additions", "operation": "subtract"}, "Subtractions, 200 pairs", None),
        ({"kind": "additions", "operation": "multiply"}, "Multiplications, 200 pairs", None),
        ({"kind": "dates"}, "Dates, 200 pairs", None),
        ({"kind": "expressions"}, "Expressions, 200 pairs", None),
        ({"kind": "expressions", "operation": "sort"}, "Digits in order, 200 pairs", None),
    ],
)
def test_generated_sources_make_what_they_say(
    settings: dict[str, object], label: str, first: object
) -> None:
    """The same pairs from the same seed, others from another."""
    config = DataConfig.parse({"source": {**settings, "count": 200}})
    dataset = config.source.read()
    other = config.changed(**{"source.seed": 7}).source.read()

    assert (config.source.describe(), dataset.name, dataset.kind) == (label, label, Kind.PAIRS)
    assert len(dataset.part("all").rows) == 200
    assert config.source.read() == dataset
    assert other != dataset


def test_a_file_is_found_again_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the user names relative to a folder is kept whole; parts that are not named stay so."""
    (tmp_path / "novel.txt").write_text("it was a night", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    source = FilesSource.named("novel.txt", encoding="utf-8")
    monkeypatch.chdir("/")

    assert source.read().part("all").text == "it was a night"
    assert (source.train, source.test) == (str(tmp_path / "novel.txt"), "")


def test_too_many_pairs_are_refused_with_both_numbers() -> None:
    """Half of all that exist are enough."""
    source = SOURCES.parse({"kind": "additions", "digits": 1, "count": 100})
    with pytest.raises(DataError, match=r"100 problems .* only 100 exist .* \(50\)"):
        source.read()


def test_a_file_source_reads_its_files(tmp_path: Path) -> None:
    """And says when none is named."""
    path = tmp_path / "sums.txt"
    path.write_text("1+1_2\n1+2_3\n", encoding="utf-8")
    source = SOURCES.parse({"kind": "files", "train": str(path), "valid": str(path)})

    assert source.describe() == "sums.txt"
    assert source.read().part("valid").rows == (Pair("1+1", "2"), Pair("1+2", "3"))
    with pytest.raises(DataError, match="No file to learn from is named"):
        SOURCES.parse("files").read()


def test_shares_above_the_limit_are_refused() -> None:
    """In words."""
    with pytest.raises(ConfigError, match=r"Validation share \(valid_share\): 0.9 is above"):
        DataConfig.parse({"valid_share": 0.9})
