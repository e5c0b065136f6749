"""One recurrent module in a file of PyTorch's weights."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from engine.errors import CheckpointError
from engine.interchange.torch_file import TorchFile

CELL_OF = {1: "rnn", 3: "gru", 4: "lstm"}  # by the number of gates


@dataclass(frozen=True)
class RecurrentModule:
    """What the arrays of an nn.RNN, nn.LSTM or nn.GRU say of it."""

    cell: str
    num_layers: int
    input_size: int
    hidden_size: int
    is_bidirectional: bool

    @classmethod
    def of(cls, file: TorchFile, module: str) -> Self:
        """Look at the arrays whose names begin with the module's.

        Raises:
            CheckpointError: they are not those of a module that this program has too.
        """
        W_ih, W_hh = (file.matrix(f"{module}.weight_{part}_l0") for part in ("ih", "hh"))
        own = [name for name in file.arrays if name.startswith(f"{module}.")]
        projection = next((name for name in own if "weight_hr_l" in name), None)
        if projection:
            raise CheckpointError(
                f"{file.name} holds an LSTM with a projection ({file.shown(projection)}), which "
                f"this program's LSTM does not have. Choose a model without proj_size."
            )
        H = W_hh.shape[1]
        gates, rest = divmod(len(W_hh), H)
        if rest or gates not in CELL_OF:
            hidden = file.shown(f"{module}.weight_hh_l0")
            raise CheckpointError(
                f"{file.name} has {gates} gates of {H} units in {hidden}, but an RNN "
                f"has 1, a GRU 3 and an LSTM 4. Choose another file."
            )
        layers = sum(re.search(r"\.weight_ih_l\d+$", name) is not None for name in own)
        turned = any(name.endswith("_reverse") for name in own)
        return cls(CELL_OF[gates], layers, W_ih.shape[1], H, turned)
