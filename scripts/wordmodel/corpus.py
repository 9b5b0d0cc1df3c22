"""Reads the labelled corpus of messages and refuses it whole if one line does not fit."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from bootstrap.places import ROOT

FOLDER = ROOT / "tests" / "acceptance" / "words" / "corpus"
#: Fewest and most characters of a text.
_LENGTHS = range(2, 401)
_LABELS = frozenset({"bad", "good"})
_BLANK = re.compile(r"\s")
#: Authors named some things differently; reports count them as one.
_SAME = {
    "full_width": "fullwidth",
    "inserted_symbols": "inserted",
    "split_glyph": "split",
    "two_halves": "half_sentences",
    "disclaimer_shield": "shield",
    "deposit_kickback": "deposit_rebate",
    "card_abuse": "card_cash",
    "threat": "collection_threat",
}


class CorpusUnfit(Exception):
    """A file of the corpus does not fit; the message lists every place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One message and what it should be taken for."""

    #: Unlike any other in the corpus; it also decides the half.
    id: str
    text: str
    #: `bad` must be held for review or blocked, `good` must pass.
    label: str
    #: What it promises or does.
    family: str
    #: How it is written, so that it is not found easily; for good texts, what makes it hard.
    technique: str
    #: Which voice wrote it; no person's name.
    author: str
    #: For the reader who doubts the label.
    why: str

    @property
    def is_bad(self) -> bool:
        """Whether the text must not pass."""
        return self.label == "bad"

    @property
    def is_training(self) -> bool:
        """Whether the text belongs to the half that the model may learn from."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0

    @property
    def half(self) -> str:
        """The same in one word."""
        return "training" if self.is_training else "held out"


_FIELDS = {field.name for field in fields(LabelledText)}


def read_corpus(folder: Path = FOLDER) -> tuple[LabelledText, ...]:
    """All texts of all files, in the order of file names and lines.

    :raises CorpusUnfit: a line that is no such text, an id or a text that stands twice, or no text at all.
    """
    texts: list[LabelledText] = []
    faults: list[str] = []
    first_place: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.name}:{number}"
            try:
                text = _parsed(line)
            except ValueError as err:
                faults.append(f"{place}: {err}")
                continue
            for key in (f"id {text.id}", f"text {_BLANK.sub('', text.text)}"):
                if key in first_place:
                    faults.append(f"{place}: {key} stands in {first_place[key]} already")
                first_place.setdefault(key, place)
            texts.append(text)
    if faults or not texts:
        raise CorpusUnfit("; ".join(faults) or f"no texts in {folder}")
    return tuple(texts)


def corpus_sha256(texts: tuple[LabelledText, ...]) -> str:
    """Of what the model learns from: the training half's ids, labels and texts, by id."""
    lines = sorted(f"{text.id}\0{text.label}\0{text.text}\n" for text in texts if text.is_training)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def counts(texts: tuple[LabelledText, ...]) -> Counter[tuple[str, str]]:
    """How many texts by label and half."""
    return Counter((text.label, text.half) for text in texts)


def _parsed(line: str) -> LabelledText:
    row = json.loads(line)
    if not isinstance(row, dict) or set(row) != _FIELDS:
        raise ValueError(f"the keys must be exactly {', '.join(sorted(_FIELDS))}")
    if not all(isinstance(value, str) and value.strip() for value in row.values()):
        raise ValueError("every value must be words")
    if row["label"] not in _LABELS:
        raise ValueError(f"label {row['label']!r} is neither bad nor good")
    if len(row["text"]) not in _LENGTHS:
        raise ValueError(f"{len(row['text'])} characters, not {_LENGTHS.start} to {_LENGTHS.stop - 1}")
    row["family"] = _SAME.get(row["family"], row["family"])
    row["technique"] = _SAME.get(row["technique"], row["technique"])
    return LabelledText(**row)
