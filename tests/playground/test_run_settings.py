"""A run goes on with what its weights fit, and for as long as was asked."""

from playground.run_settings import RunSettings
from tests.playground.runs import small_pairs_run, small_text_run


def test_only_what_the_weights_hang_on_needs_a_restart() -> None:
    """Epochs and learning rate can change between Stop and Train, sizes and seed cannot."""
    config = small_text_run()
    settings = RunSettings(config, "rnnlm")

    assert settings.needs_restart(config.changed(**{"training.epochs": 9})) == ""
    assert settings.needs_restart(config.changed(**{"optimizer.learning_rate": 0.5})) == ""
    assert "The data have changed" in settings.needs_restart(config.changed(**{"data.limit": 9}))
    assert "The seed has changed" in settings.needs_restart(config.changed(seed=1))
    assert "The optimizer has" in settings.needs_restart(config.changed(optimizer="adam"))


def test_other_data_are_other_work() -> None:
    """Another preset, source or task starts anew; another size of the model does not."""
    config = small_text_run()
    settings = RunSettings(config, "rnnlm")

    assert settings.is_other_work(small_pairs_run(), "rnnlm")
    assert settings.is_other_work(config, "gru-lm")
    assert not settings.is_other_work(config.changed(**{"model.hidden_size": 9}), "rnnlm")


def test_live_settings_are_asked_for_once() -> None:
    """What the run has been told it need not be told again."""
    settings = RunSettings(small_text_run(), "rnnlm")
    wanted = small_text_run().changed(**{"optimizer.learning_rate": 0.5})

    (change,) = settings.changes_to(wanted)
    assert (change.setting, change.value) == ("optimizer.learning_rate", 0.5)
    assert settings.changes_to(wanted) == []


def test_epochs_that_were_added_survive_a_stop() -> None:
    """3 epochs, 3 more, a stop in the middle of those: still 6; asking for 5 means 5."""
    config = small_text_run(epochs=3)
    settings = RunSettings(config, "rnnlm")

    assert settings.go_on(config, is_finished=True).training.epochs == 6
    assert settings.go_on(config, is_finished=False).training.epochs == 6
    shorter = config.changed(**{"training.epochs": 5})
    assert settings.go_on(shorter, is_finished=False).training.epochs == 5
