"""Evidence pictures inside a page: checked against their name, made small, no more than the page carries."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image

#: All embedded pictures together, in base64 characters; later ones are linked.
PAGE_BUDGET = 6 * 1024 * 1024
_WIDTH_PX = 480
_QUALITY = 60
_MAX_FILE_BYTES = 16 * 1024 * 1024
_MAX_PIXELS = 50_000_000
_NAME = re.compile(r"[0-9a-f]{64}")


class PictureState(StrEnum):
    """What became of a picture."""

    #: Inside the page.
    EMBEDDED = "embedded"
    #: Whole, but only linked.
    LINKED = "linked"
    #: No such file.
    MISSING = "missing"
    #: The file is not what was recorded.
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One picture as the page shows it."""

    state: PictureState
    #: `data:` URI when embedded, `file:` URI when linked, else empty.
    uri: str = ""


class Album:
    """Hands out pictures until the page is full."""

    def __init__(self, folder: Path) -> None:
        """:param folder: the evidence folder."""
        self._folder = folder
        self._left = PAGE_BUDGET

    def show(self, name: str) -> Shown:
        """The picture of that hash."""
        # The name comes from a file that others may write: it must not lead anywhere else.
        if _NAME.fullmatch(name) is None:
            return Shown(state=PictureState.ALTERED)
        path = self._folder / name[:2] / f"{name}.jpg"
        try:
            content = path.read_bytes() if path.stat().st_size <= _MAX_FILE_BYTES else b""
        except OSError:
            return Shown(state=PictureState.MISSING)
        if hashlib.sha256(content).hexdigest() != name:
            return Shown(state=PictureState.ALTERED)
        return self._embedded(content) or Shown(state=PictureState.LINKED, uri=path.resolve().as_uri())

    def _embedded(self, content: bytes) -> Shown | None:
        # Once the page is full nothing more is decoded: that is what takes the time.
        small = _small(content) if self._left > 0 else b""
        uri = f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"
        if not small or len(uri) > self._left:
            return None
        self._left -= len(uri)
        return Shown(state=PictureState.EMBEDDED, uri=uri)


def _small(content: bytes) -> bytes:
    """At most `_WIDTH_PX` wide, or empty when it is no picture that can be opened safely."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
            width, height = image.size
            if not 0 < width * height <= _MAX_PIXELS:
                return b""
            # Lets the decoder skip what would be thrown away.
            image.draft("RGB", (_WIDTH_PX, height * _WIDTH_PX // width))
            small = image.convert("RGB")
            small.thumbnail((_WIDTH_PX, height))
            out = io.BytesIO()
            small.save(out, "JPEG", quality=_QUALITY, optimize=True)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return b""
