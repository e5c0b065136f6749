"""Which samples the page offers, and in how few words."""

from __future__ import annotations

from functools import cache

from engine.data.samples import SAMPLES, Sample
from engine.data.source import SourceConfig
from engine.data.sources import SampleSource
from engine.presets.fitting import Suggestion
from playground.presets import PRESETS, TASK_OF_KIND
from playground.session import Session

_SHORT = {
    "village": "3,300 short sentences",
    "addition": "50,000 sums, 3 digits",
    "dates": "50,000 in many formats",
    "expressions": "50,000 with their values",
    "phrases": "8,000 translated sentences",
    "questions": "1,160 about a village",
    "commands": "10,000 and what is done",
    "reports": "6,000 with a headline",
    "opinions": "4,000 labelled lines",
    "python": "English, with examples",
    "shapes": "4,000 pictures, described",
}
_MADE_LIKE = {
    "additions": "addition",
    "dates": "dates",
    "expressions": "expressions",
    "shapes": "shapes",
}


@cache
def offered_samples() -> dict[str, Sample]:
    """Return the samples that a preset can learn from."""
    learned = {preset.config.task.kind for preset in PRESETS.values()}
    return {name: s for name, s in SAMPLES.items() if TASK_OF_KIND.get(s.kind) in learned}


def short_detail(name: str) -> str:
    """Return what a sample holds, in a few words."""
    return _SHORT.get(name) or SAMPLES[name].detail


def sample_of(source: SourceConfig) -> str:
    """Return the sample that a source is, or makes anew; nothing for the user's own files."""
    if isinstance(source, SampleSource):
        return source.name
    return _MADE_LIKE.get(source.kind, "")


def choose_sample(session: Session, name: str, *, with_preset: bool = False) -> None:
    """Load a sample: for the settings as they are if they suit it, else with its own preset."""
    sample = SAMPLES[name]
    preset = PRESETS[sample.preset]
    is_wanted = with_preset or not Suggestion(sample.preset).allows(session.config)
    if is_wanted and sample_of(preset.config.data.source) == name:
        session.choose_preset(sample.preset)
    else:
        session.open_source(SampleSource.parse({"name": name}))
