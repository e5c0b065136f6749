"""A batch of events is sorted once."""

from engine.events import Event, Refused
from playground.event_batch import EventBatch
from tests.playground.views.lens_events import update


def test_updates_and_all_others_keep_their_order() -> None:
    """Together they are what came."""
    refused = Refused(1, "units", "There are none.")
    events: list[Event] = [update(1, 0.1), refused, update(2, 0.2)]
    batch = EventBatch.of(events)

    assert batch == events
    assert [event.step for event in batch.updates] == [1, 2]
    assert batch.others == [refused]


def test_a_batch_is_not_sorted_again() -> None:
    """Whoever is handed one takes it as it is."""
    batch = EventBatch.of([update(1, 0.1)])

    assert EventBatch.of(batch) is batch
