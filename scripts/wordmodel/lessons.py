"""Texts that the second opinion learns from and is never tested by, in `<voice>.bad.txt` and `.good.txt`.

One a line. They were written for what the corpus had few of; so no half of them is held out. Each voice is
an author.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from wordmodel.corpus import LabelledText

FOLDER = Path(__file__).with_name("lessons")
_LABELS = ("bad", "good")


def read_lessons(folder: Path = FOLDER) -> tuple[LabelledText, ...]:
    """All of them, by voice, the bad ones of each first; a text that stands twice counts once.

    :raises ValueError: a text is called bad in one place and good in another.
    """
    found: dict[str, LabelledText] = {}
    for path in _files(folder):
        voice, label, _ = path.name.split(".")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if not text:
                continue
            if text in found and found[text].label != label:
                raise ValueError(f"{path.name}:{number} is the other way round in {found[text].id}: {text}")
            found.setdefault(text, _lesson(f"lesson-{voice}-{label}-{number}", text, label, voice))
    return tuple(found.values())


def lessons_sha256(folder: Path = FOLDER) -> str:
    """Of all files with their names, without what differs between systems."""
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(f"{path.name}\0".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for label in _LABELS for path in folder.glob(f"*.{label}.txt"))


def _lesson(name: str, text: str, label: str, voice: str) -> LabelledText:
    return LabelledText(
        id=name,
        text=text,
        label=label,
        family="lesson",
        technique="lesson",
        author=f"lessons {voice}",
        why="a lesson",
    )
