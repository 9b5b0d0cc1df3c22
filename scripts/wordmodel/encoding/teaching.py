"""Trains the encoder on labelled texts, in batches of about the same length, the same way every time.

On the same machine with the same number of threads, that is: sums of floating-point numbers differ elsewhere
in their last digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from torch.nn import functional

from wordmodel.encoding.base import Base
from wordmodel.encoding.network import Network

_ROUNDS, _BATCH, _SPEED = 6, 64, 5e-4
#: The new layers learn so much faster than what is already there.
_HASTE = 3.0
#: Nothing is quite certain, so that no weight grows without end.
_DOUBT = 0.02
#: So many batches are filled with texts of about the same length at once.
_SORTED_TOGETHER = 50
_WARM_UP, _SEED = 100, 4
_NEW = ("mix", "hidden", "answer")


def taught(
    base: Base, texts: Sequence[list[int]], are_bad: Sequence[bool], tell: Callable[[str], None]
) -> Network:
    """A network that has learned from texts.

    :param texts: numbers of pieces. :param tell: what is told after each round.
    """
    torch.manual_seed(_SEED)
    dice = np.random.default_rng(_SEED)
    network = Network(base)
    fresh: list[torch.nn.Parameter] = []
    kept: list[torch.nn.Parameter] = []
    for name, value in network.named_parameters():
        (fresh if name.startswith(_NEW) else kept).append(value)
    learning = torch.optim.AdamW(
        [{"params": fresh, "lr": _SPEED * _HASTE}, {"params": kept, "lr": _SPEED}], weight_decay=0.01
    )
    steps = _ROUNDS * math.ceil(len(texts) / _BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        learning, lambda step: min(1.0, step / _WARM_UP) * (1 - step / (steps + _WARM_UP))
    )
    wanted = torch.tensor([1 - _DOUBT if bad else _DOUBT for bad in are_bad])
    network.train()
    for number in range(_ROUNDS):
        lost = 0.0
        for batch in _batches(texts, dice):
            answers = network(*_tensors([texts[at] for at in batch]))
            loss = functional.binary_cross_entropy_with_logits(answers, wanted[batch])
            learning.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            learning.step()
            pace.step()
            lost += loss.item() * len(batch)
        tell(f"round {number + 1} of {_ROUNDS}: loss {lost / len(texts):.4f}")
    network.eval()
    return network


def answers(network: Network, texts: Sequence[list[int]]) -> list[float]:
    """Log-odds for each text."""
    found = [0.0] * len(texts)
    with torch.no_grad():
        for batch in _batches(texts, None):
            for at, answer in zip(
                batch, network(*_tensors([texts[at] for at in batch])).tolist(), strict=True
            ):
                found[at] = answer
    return found


def _batches(texts: Sequence[list[int]], dice: np.random.Generator | None) -> Iterator[list[int]]:
    order = np.arange(len(texts)) if dice is None else dice.permutation(len(texts))
    lengths = np.array([len(text) for text in texts])
    batches = []
    for first in range(0, len(order), _BATCH * _SORTED_TOGETHER):
        together = order[first : first + _BATCH * _SORTED_TOGETHER]
        together = together[np.argsort(lengths[together], kind="stable")]
        batches += [together[at : at + _BATCH].tolist() for at in range(0, len(together), _BATCH)]
    if dice is not None:
        dice.shuffle(batches)
    yield from batches


def _tensors(texts: Sequence[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, texts))
    numbers = torch.zeros((len(texts), longest), dtype=torch.long)
    mask = torch.zeros((len(texts), longest))
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return numbers, mask
