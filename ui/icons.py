"""Icons from SVG files, tinted with the look's colours and kept as pixmaps."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

#: Sizes in device-independent pixels that icons are made in.
_SIZES = (16, 20, 24, 32, 48)


@lru_cache(maxsize=1)
def icon_folder() -> Path:
    """Beside this package in an installed wheel, else in the checkout's resources."""
    installed = Path(__file__).parent / "icons"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "resources" / "icons"


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture.

    :param colour: `#RRGGBB` for what the file calls `currentColor`.
    :param size: in device-independent pixels.
    """
    svg = _source(name).replace(b"currentColor", colour.encode())
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, disabled: str | None = None, ratio: float = 1.0) -> QIcon:
    """One icon in its usual sizes; `disabled` is the tint of a greyed control."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, colour, size, ratio))
        if disabled:
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=64)
def _source(name: str) -> bytes:
    return (icon_folder() / f"{name}.svg").read_bytes()
