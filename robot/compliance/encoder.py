"""Reads a text and says how much it means what the bad examples mean: a small convolutional network.

Its weights began as Google's universal-sentence-encoder-multilingual and were then trained on messages;
docs/model-card-words.md says how, and what it is worth. Here is only the reading: the first layer in whole
numbers of one byte, worked out beforehand, and the rest in float32.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided

from robot.compliance.pieces import Pieces

Array: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.int8]]
Whole: TypeAlias = np.ndarray[Any, np.dtype[np.int16]]
#: The version of the data file that this reader understands.
FORMAT = 1
#: Larger than this is no encoder of ours, packed or unpacked.
MOST_BYTES, MOST_UNPACKED = 12_000_000, 40_000_000
#: How many pieces a window of each branch spans, and how many of them stand before the one it is for.
BRANCHES = ((2, 0), (3, 1), (5, 2))
#: More pieces say nothing new, and would cost time.
MOST_PIECES = 512
_TINY = 1e-6
#: An answer is kept within this, so that no text is stopped or passed by the encoder alone.
LIMIT = 6.0
_DATA = ("about", "pieces", "scores")
#: The weights that are needed for every text; the others have done their work when it is loaded.
_AFTER_FIRST = (
    *(f"window{size}_1_bias" for size, _ in BRANCHES),
    *(f"window{size}_2{what}" for size, _ in BRANCHES for what in ("", "_bias")),
    *("hidden", "hidden_bias", "answer", "answer_bias"),
)


class Encoder:
    """Scores a canonical text. Holds no state after loading, so several threads may ask."""

    def __init__(self, scores: Mapping[str, float], weights: Mapping[str, Array]) -> None:
        """:param scores: of the pieces that texts are cut into, in the order of the rows of `table`.

        :param weights: by name, as `shapes` tells.
        :raises ValueError: weights that do not fit together.
        """
        width = len(weights["project_bias"]) // len(BRANCHES)
        if not width:
            raise ValueError("its branches have no width")
        row = weights["table"].shape[1]
        self._check(weights, shapes(len(scores), row, width, len(weights["mix_bias"])))
        self._pieces = Pieces(scores)
        self._weights = {name: weights[name] for name in _AFTER_FIRST}
        self._width = width
        # Whatever depends on a piece alone is worked out once for all texts: all of the first layer but its
        # sum, and the row's share of the mix. In few bytes, for there are many pieces.
        table = weights["table"]
        with np.errstate(over="ignore", invalid="ignore"):
            inner = _even(
                table @ weights["project"] + weights["project_bias"],
                weights["inner_gain"],
                weights["inner_bias"],
            )
        with np.errstate(over="ignore"):
            self._inner = inner.astype(np.float16)
        if not np.isfinite(self._inner).all():
            raise ValueError("what a piece is turned into is too large a number")
        #: For each branch: what every piece gives to the windows it stands in, place by place, and the unit.
        self._first = [
            _in_units(inner[:, branch * width : (branch + 1) * width], weights[f"window{size}_1"])
            for branch, (size, _) in enumerate(BRANCHES)
        ]
        self._sum_of_row = table.sum(axis=1)
        self._squares_of_row = np.einsum("ij,ij->i", table, table)
        mix = weights["outer_gain"][:, None] * weights["mix"]
        self._mix_of_row = table @ mix[:row]
        self._mix_of_windows = np.ascontiguousarray(mix[row:])
        self._mix_of_mean = mix.sum(axis=0)
        self._mix_bias = weights["outer_bias"] @ weights["mix"] + weights["mix_bias"]
        self._outer = row + len(BRANCHES) * width

    @classmethod
    def of(cls, content: bytes) -> Encoder:
        """The encoder in a data file.

        :raises ValueError: it is none; says why.
        """
        if len(content) > MOST_BYTES:
            raise ValueError(f"larger than {MOST_BYTES} bytes")
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                    raise ValueError(f"larger than {MOST_UNPACKED} bytes once unpacked")
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            about = json.loads(arrays["about"].tobytes())
            if about["format"] != FORMAT:
                raise ValueError(f"format {about['format']!r}, not {FORMAT}")
            pieces = arrays["pieces"].tobytes().decode("utf-8").split("\n")
            scores = dict(zip(pieces, arrays["scores"].tolist(), strict=True))
            return cls(scores, _unpacked(arrays))
        except (
            KeyError,
            TypeError,
            IndexError,
            AttributeError,
            OSError,
            EOFError,
            zipfile.BadZipFile,
        ) as err:
            raise ValueError(f"{type(err).__name__}: {err}") from err

    def numbers(self, written: str) -> list[int]:
        """The numbers of the pieces of a canonical text, with those that mean its begin and its end."""
        return self._pieces.marked(written, MOST_PIECES)

    def score(self, written: str) -> float:
        """How much a canonical text reads like a bad one: log-odds, within plus and minus `LIMIT`."""
        weights = self._weights
        numbers = self.numbers(written)
        seen = self._inner[numbers].astype(np.float32)
        for branch, (size, before) in enumerate(BRANCHES):
            kept = seen[:, branch * self._width : (branch + 1) * self._width]
            places, unit = self._first[branch]
            found = _summed(places[numbers], before) * unit + weights[f"window{size}_1_bias"]
            kept += np.maximum(found, 0, out=found)
            kept += _windows(kept, size, before, weights[f"window{size}_2"], weights[f"window{size}_2_bias"])
        mixed = self._mixed(numbers, seen)
        whole = np.concatenate([mixed.max(axis=0), mixed.mean(axis=0)])
        hidden = np.maximum(whole @ weights["hidden"] + weights["hidden_bias"], 0)
        answer = float(hidden @ weights["answer"] + weights["answer_bias"][0])
        return limited(answer)

    def _mixed(self, numbers: list[int], seen: Array) -> Array:
        """What the answer looks at of every piece: its row and what its windows saw, made even and mixed."""
        mean = (self._sum_of_row[numbers] + seen.sum(axis=1)) / self._outer
        squares = (self._squares_of_row[numbers] + np.einsum("ij,ij->i", seen, seen)) / self._outer
        spread = np.sqrt(np.maximum(squares - mean * mean, 0) + _TINY)
        mixed: Array = self._mix_of_row[numbers] + seen @ self._mix_of_windows
        mixed -= mean[:, None] * self._mix_of_mean
        mixed /= spread[:, None]
        mixed += self._mix_bias
        return mixed

    @staticmethod
    def _check(weights: Mapping[str, Array], wanted: Mapping[str, tuple[int, ...]]) -> None:
        for name, shape in wanted.items():
            if weights[name].shape != shape:
                raise ValueError(f"{name} has the shape {weights[name].shape}, not {shape}")
            if not np.isfinite(weights[name]).all():
                raise ValueError(f"{name} has a weight that is no number")


def limited(answer: float) -> float:
    """What counts of an answer."""
    return max(-LIMIT, min(LIMIT, answer))


def shapes(pieces: int, row: int, width: int, mixed: int) -> dict[str, tuple[int, ...]]:
    """The weights of an encoder by name, with their shapes.

    :param pieces: how many. :param row: numbers a piece. :param width: of a branch. :param mixed: features
        of a piece that the answer looks at.
    """
    of_branches = width * len(BRANCHES)
    found: dict[str, tuple[int, ...]] = {
        "table": (pieces, row),
        "project": (row, of_branches),
        "project_bias": (of_branches,),
        "inner_gain": (of_branches,),
        "inner_bias": (of_branches,),
        "outer_gain": (row + of_branches,),
        "outer_bias": (row + of_branches,),
        "mix": (row + of_branches, mixed),
        "mix_bias": (mixed,),
        "hidden": (2 * mixed, mixed),
        "hidden_bias": (mixed,),
        "answer": (mixed,),
        "answer_bias": (1,),
    }
    for size, _ in BRANCHES:
        for layer in (1, 2):
            found[f"window{size}_{layer}"] = (size * width, width)
            found[f"window{size}_{layer}_bias"] = (width,)
    return found


def packed(scores: Mapping[str, float], weights: Mapping[str, Array], facts: Mapping[str, Any]) -> bytes:
    """The data file: tables as whole numbers of one byte with a scale for each column, the rest as it is."""
    about = json.dumps({"format": FORMAT, **facts}, ensure_ascii=False).encode()
    arrays: dict[str, Any] = {
        "about": np.frombuffer(about, np.uint8),
        "pieces": np.frombuffer("\n".join(scores).encode(), np.uint8),
        "scores": np.asarray(list(scores.values()), np.float32),
    }
    for name in sorted(weights):
        array = weights[name]
        if array.ndim == 1:
            arrays[name] = array.astype(np.float32)
            continue
        scale = np.maximum(np.abs(array).max(axis=0), _TINY) / 127
        arrays[name] = np.rint(array / scale).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def _unpacked(arrays: Mapping[str, Any]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for name, array in arrays.items():
        if name in _DATA or name.endswith(".scale"):
            continue
        scale = arrays.get(f"{name}.scale")
        found[name] = array.astype(np.float32) if scale is None else array.astype(np.float32) * scale
    return found


def _even(rows: Array, gain: Array, bias: Array) -> Array:
    """Every row with mean 0 and variance 1, then stretched and moved."""
    rows = rows - rows.mean(axis=1, keepdims=True)
    rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + _TINY)[:, None]
    rows *= gain
    rows += bias
    return rows


def _in_units(rows: Array, weights: Array) -> tuple[Bytes, Array]:
    """What each row gives to a window at each of its places, as whole numbers of one byte, and their unit.

    :return: (rows, places, width), and for each column what 1 of it is.
    """
    given = [rows @ place for place in np.split(weights, len(weights) // rows.shape[1])]
    unit = np.max([np.maximum(place.max(axis=0), -place.min(axis=0)) for place in given], axis=0)
    unit = np.maximum(unit, _TINY) / 127
    found = np.empty((len(rows), len(given), rows.shape[1]), np.int8)
    for number, place in enumerate(given):
        found[:, number] = np.rint(place / unit)
    return found, unit


def _summed(places: Bytes, before: int) -> Whole:
    """For each row: what the rows around it give to the place where they stand.

    :param places: (rows, places, width).
    """
    count, size, _ = places.shape
    found = places[:, before].astype(np.int16)
    for place in range(size):
        shift = place - before
        if shift and abs(shift) < count:
            found[max(0, -shift) : count - max(0, shift)] += places[
                max(0, shift) : count + min(0, shift), place
            ]
    return found


def _windows(rows: Array, size: int, before: int, weights: Array, bias: Array) -> Array:
    """Each row with those around it, through one layer; around the text there is nothing."""
    count, width = rows.shape
    padded = np.zeros((count + size - 1, width), np.float32)
    padded[before : before + count] = rows
    step = padded.strides[0]
    around = as_strided(padded, (count, size * width), (step, padded.strides[1]), writeable=False)
    found: Array = around @ weights
    found += bias
    return np.maximum(found, 0, out=found)
