"""The same update in PyTorch."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import cycle

from engine.backend import Backend
from engine.benchmark.configurations import Configuration
from engine.benchmark.contender import AbsentError, Work


def need_pytorch(threads: int) -> None:
    """Import PyTorch and let it use that many threads.

    Raises:
        AbsentError: it is not installed.
    """
    if find_spec("torch") is None:
        raise AbsentError("PyTorch is not installed (the dependency group “oracle”)")
    import torch

    torch.set_num_threads(threads)


def prepare(configuration: Configuration, threads: int) -> Work:
    """Return PyTorch's update.

    Raises:
        AbsentError: it is not installed.
    """
    need_pytorch(threads)
    import torch

    from engine.benchmark.pytorch_models import build

    run = configuration.run
    torch.manual_seed(run.seed)
    model = build(configuration)
    rules = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
    optimizer = rules[run.optimizer.kind](model.parameters(), lr=run.optimizer.learning_rate)
    batches = cycle(
        (torch.from_numpy(batch.inputs), torch.from_numpy(batch.targets))
        for batch in configuration.batches(Backend())
    )

    def step() -> float:
        optimizer.zero_grad()
        loss = model.loss(*next(batches))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), run.training.max_grad_norm)
        optimizer.step()
        return float(loss.item())

    return step
