"""What every registered config promises: the form, the command line and files depend on it."""

import json
import re
from typing import Any

import pytest
from pydantic import ValidationError

from engine.config import Config, Setting
from engine.errors import ConfigError
from engine.registry import Registry
from tests.engine.configs import REGISTRIES, every_config, every_setting

every_registry = pytest.mark.parametrize("registry", REGISTRIES, ids=lambda r: r.noun)


@every_registry
def test_kinds_are_the_names_of_the_variants(registry: Registry[Any]) -> None:
    """A variant is registered under the kind that it writes into a file."""
    assert len(registry) > 0
    for kind, config_class in registry.items():
        assert config_class.parse({}).kind == kind
        assert registry.parse(kind) == config_class.parse({})


@every_registry
def test_an_unknown_kind_is_answered_with_the_known_ones(registry: Registry[Any]) -> None:
    """One sentence, naming all of them."""
    with pytest.raises(ConfigError) as caught:
        registry.parse("nothing of the kind")

    assert all(kind in str(caught.value) for kind in registry)
    assert registry.noun in str(caught.value)


@every_config
def test_a_config_survives_json(config_class: type[Config]) -> None:
    """Written as JSON and read back it is equal, with the same classes inside."""
    config = config_class.parse({})

    again = config_class.parse(json.loads(json.dumps(config.model_dump(mode="json"))))

    assert again == config
    for about in config_class.settings():
        assert type(getattr(again, about.name)) is type(getattr(config, about.name))


@every_config
def test_a_config_is_frozen_and_says_what_it_is(config_class: type[Config]) -> None:
    """A change is a new config; the class's first line is shown beside the choice."""
    config = config_class.parse({})

    for about in config_class.settings():
        with pytest.raises(ValidationError, match="frozen"):
            setattr(config, about.name, about.default)
    assert (config_class.__doc__ or "").strip().splitlines()[0].endswith(".")


@every_config
def test_unknown_names_are_refused(config_class: type[Config]) -> None:
    """A typing error does not pass in silence."""
    with pytest.raises(ConfigError, match="There is no setting “hiden_size”"):
        config_class.parse({"hiden_size": 3})


@every_setting
def test_a_setting_explains_itself(config_class: type[Config], about: Setting) -> None:
    """A title and one or two sentences of help, in the words of a person."""
    assert about.title != about.name
    assert about.title[0].isupper()
    assert re.fullmatch(r"[^.].*\.", about.help), f"no help: {about.help!r}"
    assert "!" not in about.help


@every_setting
def test_a_range_is_kept(config_class: type[Config], about: Setting) -> None:
    """Both ends are allowed; beyond them one sentence names value, limit and what to enter."""
    is_number = about.annotation in (int, float)
    if not is_number:
        assert about.low is about.high is None
        return
    assert about.low is not None
    for limit, beyond in ((about.low, about.low - 1), (about.high, (about.high or 0) + 1)):
        if limit is None:
            continue
        value = int(beyond) if about.annotation is int else beyond
        config_class.parse({about.name: limit})

        with pytest.raises(ConfigError) as caught:
            config_class.parse({about.name: value})

        sentence = str(caught.value)
        assert sentence.startswith(f"{about.title} ({about.name}): {value} is ")
        assert "Enter a " in sentence
        assert "e+" not in sentence
        assert "e-" not in sentence.removeprefix(about.title)


@every_setting
def test_what_is_no_value_at_all_is_refused(config_class: type[Config], about: Setting) -> None:
    """A list is a value of no setting; the sentence says what is."""
    with pytest.raises(ConfigError) as caught:
        config_class.parse({about.name: [1, 2]})

    sentence = str(caught.value)
    assert sentence.startswith(f"{about.title} ({about.name}): [1, 2] does not fit. ")
    assert re.search(r"(Enter|Choose) .+\.$", sentence)


@every_setting
def test_numbers_that_are_not_finite_are_refused(
    config_class: type[Config], about: Setting
) -> None:
    """Neither infinity nor not-a-number gets into a run."""
    if about.annotation is not float:
        return
    for value in (float("inf"), float("nan")):
        with pytest.raises(ConfigError, match="Enter a number"):
            config_class.parse({about.name: value})
