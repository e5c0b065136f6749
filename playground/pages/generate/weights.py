"""Which weights a checkpoint holds."""

from engine import Checkpoint
from playground import formats


def update_of(checkpoint: Checkpoint) -> int | None:
    """Return after how many updates a checkpoint was taken; None where that is not known."""
    if checkpoint.training is None:
        return None
    return int(checkpoint.training.facts["standing"]["step"])


def weights_sentence(checkpoint: Checkpoint) -> str:
    """Return whose weights speak, as words after a verb: "by the weights of update 331"."""
    update = update_of(checkpoint)
    if update is None:
        counted = checkpoint.config.model.kind == "ngram"
        return "by what was counted in the data" if counted else "by imported weights"
    return f"by the weights of update {formats.count(update)}"
