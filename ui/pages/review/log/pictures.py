"""Pictures of the evidence: asked for one at a time, kept as the small files they come as."""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from robot.domain.log_views import LogPicture
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.bridge.newest import Newest

#: Pictures kept, compressed; about 60 KB each.
_MOST = 64
#: Size of the film strip's frames, in device-independent pixels.
FRAME = QSize(88, 50)
#: Longest side that is decoded; a larger picture is not one of ours.
_LONGEST_SIDE = 8192
#: Format -> how its files begin.
_FORMATS = {b"jpg": b"\xff\xd8\xff", b"webp": b"RIFF"}


class Pictures(QObject):
    """What is shown comes first, then the frames of the film strip in their order."""

    #: Name of a picture that came or cannot come.
    came = Signal(str)

    def __init__(self, bridge: AgentBridge, parent: QObject) -> None:
        """Without pictures."""
        super().__init__(parent)
        self._ask = Newest(bridge, "log_picture", self)
        self._ask.answered.connect(self._on_answered)
        self._ask.failed.connect(self._on_failed)
        self._source = ""
        self._wanted: list[str] = []
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._frames: OrderedDict[tuple[str, str], QPixmap] = OrderedDict()
        self._why_not: dict[tuple[str, str], str] = {}

    def want(self, source: str, names: list[str]) -> None:
        """These are looked at; the first is shown, others are frames."""
        self._source = source
        fresh = [name for name in dict.fromkeys(names) if name]
        self._wanted = [
            n for n in fresh if (source, n) not in self._kept and (source, n) not in self._why_not
        ]
        self._next()

    def forget(self) -> None:
        """Nothing that was opened stays in memory."""
        self._wanted.clear()
        for kept in (self._kept, self._frames, self._why_not):
            kept.clear()

    def picture(self, source: str, name: str) -> QPixmap | None:
        """A whole picture, or None if it is not there."""
        raw = self._kept.get((source, name))
        if raw is None:
            return None
        self._kept.move_to_end((source, name))
        image = _decoded(raw, None)
        if image.isNull():
            self._why_not[source, name] = "altered"
            return None
        return QPixmap.fromImage(image)

    def frame(self, source: str, name: str) -> QPixmap | None:
        """A small picture, or None if it is not there."""
        key = (source, name)
        if key not in self._frames and key in self._kept:
            self._frames[key] = QPixmap.fromImage(_decoded(self._kept[key], FRAME))
            while len(self._frames) > 2 * _MOST:
                self._frames.popitem(last=False)
        return self._frames.get(key)

    def why_not(self, source: str, name: str) -> str:
        """Code of why a picture cannot be shown, or empty."""
        return self._why_not.get((source, name), "")

    def _next(self) -> None:
        if self._wanted and not self._ask.is_under_way:
            self._ask.ask(source=self._source, name=self._wanted.pop(0))

    def _on_answered(self, answer: LogPicture, args: dict[str, str]) -> None:
        key = (args["source"], args["name"])
        raw = b""
        if answer.jpeg_base64 and not answer.why_not:
            try:
                raw = base64.b64decode(answer.jpeg_base64, validate=True)
            except (ValueError, binascii.Error):
                raw = b""
        if raw:
            self._kept[key] = raw
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        else:
            self._why_not[key] = answer.why_not or "altered"
        self.came.emit(args["name"])
        self._next()

    def _on_failed(self, fault: Fault, args: dict[str, str]) -> None:
        self._why_not[args["source"], args["name"]] = fault.code
        self.came.emit(args["name"])
        self._next()


def _decoded(raw: bytes, size: QSize | None) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    # Only the formats that evidence is kept in: fewer decoders see what came from a file.
    name = next((name for name, begins in _FORMATS.items() if raw.startswith(begins)), None)
    if name is None:
        return QImage()
    reader = QImageReader(buffer, QByteArray(name))
    reader.setDecideFormatFromContent(False)
    whole = reader.size()
    if max(whole.width(), whole.height()) > _LONGEST_SIDE:
        return QImage()
    if size is not None and whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
