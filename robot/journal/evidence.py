"""Pictures on disk: masked first, named by their hash, never overwritten, readable by this account only."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from robot.execution.ports import Picture

_JPEG_QUALITY = 60
_MASK_COLOUR = (60, 64, 72)


class EvidenceFolder:
    """Keeps masked pictures in one folder, two levels deep."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """The folder is made when the first picture comes.

        :param now: the engine's clock.
        """
        self._now = now
        self.folder = folder
        #: The last picture that was kept, for the live view.
        self.latest: tuple[str, bytes] = ("", b"")
        self.latest_at: datetime | None = None

    async def keep(self, picture: Picture) -> str:
        """Mask, then store a picture, in a worker thread; returns the hex SHA-256 that names it."""
        if not picture.jpeg:
            return ""
        name, content = await asyncio.to_thread(self._keep, picture)
        self.latest, self.latest_at = (name, content), self._now()
        return name

    def _keep(self, picture: Picture) -> tuple[str, bytes]:
        content = masked(picture)
        name = hashlib.sha256(content).hexdigest()
        path = self.path_of(name)
        # `parents=True` would make the folder above with the umask's rights.
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        # O_EXCL and O_NOFOLLOW: a link planted at the name must not lead the picture elsewhere.
        flags = (
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        try:
            descriptor = os.open(path, flags, 0o600)
        except FileExistsError:
            return name, content
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return name, content

    def path_of(self, name: str) -> Path:
        """Where the picture of that hash lies."""
        return self.folder / name[:2] / f"{name}.jpg"


def masked(picture: Picture) -> bytes:
    """The JPEG with its boxes blacked out."""
    if not picture.masks:
        return picture.jpeg
    image = Image.open(io.BytesIO(picture.jpeg))
    draw = ImageDraw.Draw(image)
    for left, top, width, height in picture.masks:
        draw.rectangle((left, top, left + width, top + height), fill=_MASK_COLOUR)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
