"""What differs between settings is found, named as the form names it."""

from engine.presets import PRESETS
from playground.differences import differences

BASE = PRESETS["simple-rnnlm"].config


def test_equal_settings_do_not_differ() -> None:
    """Neither one config with itself, nor one alone, nor none."""
    assert differences([BASE, BASE.changed()]) == []
    assert differences([BASE]) == []
    assert differences([]) == []


def test_values_are_told_in_the_order_of_the_configs() -> None:
    """Each with its dotted name and the title of its field."""
    found = differences([BASE, BASE.changed(seed=7), BASE.changed(**{"model.hidden_size": 8})])

    assert [(d.dotted, d.title, d.values) for d in found] == [
        ("model.hidden_size", "Hidden size", (100, 100, 8)),
        ("seed", "Seed", (1984, 7, 1984)),
    ]


def test_a_variant_is_told_by_its_name() -> None:
    """Its own settings stand under it, without a value where another variant has none."""
    found = differences([BASE, BASE.changed(optimizer="momentum")])
    by_name = {d.dotted: d.values for d in found}

    assert by_name["optimizer.kind"] == ("SGD", "Momentum")
    assert by_name["optimizer.momentum"] == (None, 0.9)
