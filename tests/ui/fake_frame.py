"""Pictures for the window's tests, drawn here."""

from __future__ import annotations

import io

import segno
from PIL import Image


def login_code(text: str) -> bytes:
    """A real code as PNG."""
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=4)
    return out.getvalue()


def page_picture(width: int = 64, height: int = 40) -> bytes:
    """A white JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return out.getvalue()
