"""The network that is trained: what `robot.compliance.encoder` reads with, in PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from robot.compliance.encoder import BRANCHES
from wordmodel.encoding.base import Base

_MIXED = 128
#: Shares of features and of pieces that are left out at random while learning.
_DROP, _DROP_PIECES = 0.2, 0.15
_TINY = 1e-6
_NEVER = -1e4


class Network(nn.Module):
    """Begins as the base, with a new answer. The names of its parameters are those of the data file."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        table, wide = torch.tensor(base.table), len(base.weights["outer_gain"])
        self.table = nn.Parameter(table)
        for name, array in base.weights.items():
            setattr(self, name, nn.Parameter(torch.tensor(array)))
        for name, rows, columns in (
            ("mix", wide, _MIXED),
            ("hidden", 2 * _MIXED, _MIXED),
            ("answer", _MIXED, 1),
        ):
            layer = nn.Linear(rows, columns)
            weight = layer.weight.detach().t().contiguous()
            setattr(self, name, nn.Parameter(weight[:, 0] if columns == 1 else weight))
            setattr(self, f"{name}_bias", nn.Parameter(layer.bias.detach()))

    def forward(self, numbers: Tensor, mask: Tensor) -> Tensor:
        """Log-odds of being bad.

        :param numbers: (texts, longest) of pieces. :param mask: the same shape, 1 where there is a piece.
        """
        here = mask.unsqueeze(-1)
        row = self.table[numbers] * here
        if self.training:
            row = row * (torch.rand(numbers.shape) > _DROP_PIECES).unsqueeze(-1)
        inner = row @ self.project + self.project_bias
        inner = functional.layer_norm(inner, inner.shape[-1:], self.inner_gain, self.inner_bias, _TINY) * here
        seen = [row]
        width = inner.shape[-1] // len(BRANCHES)
        for branch, (size, before) in enumerate(BRANCHES):
            kept = inner[..., branch * width : (branch + 1) * width].transpose(1, 2)
            for layer in (1, 2):
                weight = getattr(self, f"window{size}_{layer}").reshape(size, width, width).permute(2, 1, 0)
                padded = functional.pad(kept, (before, size - 1 - before))
                found = functional.conv1d(padded, weight, getattr(self, f"window{size}_{layer}_bias"))
                kept = (functional.relu(found) + kept) * here.transpose(1, 2)
            seen.append(kept.transpose(1, 2))
        outer = torch.cat(seen, -1)
        outer = functional.layer_norm(outer, outer.shape[-1:], self.outer_gain, self.outer_bias, _TINY)
        mixed = functional.dropout(outer @ self.mix + self.mix_bias, _DROP, self.training)
        highest = mixed.masked_fill(here == 0, _NEVER).max(1).values
        mean = (mixed * here).sum(1) / mask.sum(1, keepdim=True)
        whole = functional.dropout(torch.cat([highest, mean], 1), _DROP, self.training)
        hidden = functional.relu(whole @ self.hidden + self.hidden_bias)
        hidden = functional.dropout(hidden, _DROP, self.training)
        return hidden @ self.answer + self.answer_bias

    def arrays(self) -> dict[str, np.ndarray]:
        """The weights as they are, by name."""
        return {name: value.detach().numpy().copy() for name, value in self.named_parameters()}
