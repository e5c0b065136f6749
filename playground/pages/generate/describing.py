"""The work behind describing pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from engine import Checkpoint, Dataset, PictureReply, describe_many
from playground.pages.generate.speaker import Talk

_PATIENCE = 2000  # pictures described in search of a mistake


def describing(dataset: Dataset, count: int, seed: int) -> Talk:
    """Return work that yields replies to pictures of the validation part."""
    return partial(_describe, dataset, count, seed)


def seeking_wrong_caption(dataset: Dataset, seed: int) -> Talk:
    """Return work that yields replies up to the first wrong one."""
    return partial(_seek, dataset, seed)


def _describe(
    dataset: Dataset, count: int, seed: int, checkpoint: Checkpoint
) -> Iterator[PictureReply]:
    yield from describe_many(checkpoint, dataset, "valid", count, seed)


def _seek(dataset: Dataset, seed: int, checkpoint: Checkpoint) -> Iterator[PictureReply]:
    for reply in describe_many(checkpoint, dataset, "valid", _PATIENCE, seed):
        yield reply
        if not reply.right:
            return
