"""Networks as small as they come, of each kind that is measured."""

from engine.benchmark.configurations import CONFIGURATIONS, Configuration, Limits
from engine.models.base import Sizes

WORDS = Configuration(
    "2",
    "tiny words",
    CONFIGURATIONS["2"].run.changed(
        **{
            "task.batch_size": 3,
            "task.time_steps": 4,
            "model.embedding_size": 5,
            "model.hidden_size": 6,
        }
    ),
    Sizes(11),
    Limits(0.5, 2.0),
)
PAIRS = Configuration(
    "5",
    "tiny pairs",
    CONFIGURATIONS["5"].run.changed(
        **{"task.batch_size": 3, "model.embedding_size": 5, "model.hidden_size": 6}
    ),
    Sizes(11, question_length=4, answer_length=2, fixed_width=True),
    Limits(0.5, 2.0),
)
