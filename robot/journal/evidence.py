"""Pictures on disk: masked first, then encrypted, named by the hash of the file.

A file is one byte of version, the month (7 ASCII), a nonce (12), and AES-256-GCM over a WEBP picture under
the month's key. The nonce follows from key and picture, so that equal pictures are one file and nothing else
shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import io
import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image, ImageDraw

from robot.domain.errors import EnvironmentFault
from robot.execution.ports import Picture
from robot.journal.data_keys import DataKeys, KeyNotHeld, month_of
from robot.journal.plain_file import read_plain

#: Legible in Chinese at 12 pixels, at half of what JPEG needs for the same; method 2 costs about 20 ms.
_WEBP = {"quality": 30, "method": 2}
_JPEG_QUALITY = 60
_MASK_COLOUR = (60, 64, 72)
#: The name is the hash of the file.
_SEALED = 1
#: Sealed by the migration: the name is the hash of the plain picture, as records of then have it.
_SEALED_LATER = 2
_MONTH = re.compile(rb"\d{4}-\d{2}")
_HEAD_BYTES = 8
_NONCE_BYTES = 12
_NONCE_INFO = b"tandem evidence nonce v1"
_MAX_PIXELS = 50_000_000
_MAX_FILE_BYTES = 16 * 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")


class PictureUnusable(EnvironmentFault):
    """A picture is not what was recorded."""

    code = "evidence.altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    version: int
    month: str
    head: bytes
    nonce: bytes
    sealed: bytes


class EvidenceFolder:
    """Keeps masked, encrypted pictures in one folder, two levels deep."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        keys: DataKeys,
        make_key: Callable[[str], object] = lambda _month: None,
    ) -> None:
        """The folder is made when the first picture comes.

        :param now: the engine's clock.
        :param keys: of the store that records the pictures.
        :param make_key: makes the key of a month that has none; called from a worker thread.
        """
        self._now, self._keys, self._make_key = now, keys, make_key
        self.folder = folder
        #: The last picture that was kept, for the live view: a masked JPEG, in memory only.
        self.latest: tuple[str, bytes] = ("", b"")
        self.latest_at: datetime | None = None

    async def keep(self, picture: Picture) -> str:
        """Mask, encrypt and store a picture, in a worker thread; returns the hex SHA-256 that names it.

        :raises KeyNotHeld: there is no key for this month, and none can be made.
        """
        if not picture.jpeg:
            return ""
        name, shown = await asyncio.to_thread(self._keep, picture)
        self.latest, self.latest_at = (name, shown), self._now()
        return name

    def _keep(self, picture: Picture) -> tuple[str, bytes]:
        shown, content = masked(picture)
        month = month_of(self._now())
        file = self._sealed(month, content, _SEALED)
        name = hashlib.sha256(file).hexdigest()
        self._put(name, file)
        return name, shown

    def _sealed(self, month: str, content: bytes, version: int) -> bytes:
        try:
            key = self._keys.key(month)
        except KeyNotHeld:
            self._make_key(month)
            key = self._keys.key(month)
        nonce = hmac.digest(hmac.digest(key, _NONCE_INFO, hashlib.sha256), content, hashlib.sha256)
        head = bytes([version]) + month.encode()
        nonce = nonce[:_NONCE_BYTES]
        return head + nonce + AESGCM(key).encrypt(nonce, content, head)

    def _put(self, name: str, file: bytes) -> None:
        path = self.path_of(name)
        # `parents=True` would make the folder above with the umask's rights.
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with contextlib.suppress(OSError):
            if not path.is_symlink() and path.read_bytes() == file:
                return
        # Written beside and put in place whole: a crash leaves no half picture, and a link that was planted
        # at the name is replaced, not followed.
        beside = path.with_name(f".{secrets.token_hex(8)}")
        flags = (
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        try:
            with os.fdopen(os.open(beside, flags, 0o600), "wb") as target:
                target.write(file)
                target.flush()
                os.fsync(target.fileno())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _flush_folder(path.parent)

    def path_of(self, name: str) -> Path:
        """Where the picture of that hash lies."""
        return self.folder / name[:2] / f"{name}.bin"

    def check(self, name: str) -> bool:
        """Whether the file is what was recorded; needs no key, except for pictures of an older version.

        :raises FileNotFoundError: there is no such file.
        """
        try:
            content = self._read(name)
            if hashlib.sha256(content).hexdigest() == name:
                return True
            self.open(name)
        except PictureUnusable:
            return False
        except KeyNotHeld:
            # Only the key could tell; the month's erasure took the picture's meaning with it.
            return True
        return True

    def open(self, name: str) -> bytes:
        """The picture of that hash: WEBP, or JPEG where an older version kept it; checked by hash and tag.

        :raises FileNotFoundError: there is no such file.
        :raises PictureUnusable: the file is not what was recorded.
        :raises KeyNotHeld: its month was erased, or the keys are not here.
        """
        content = self._read(name)
        file = _parsed(content, name)
        is_itself = hashlib.sha256(content).hexdigest() == name
        if not is_itself and file.version != _SEALED_LATER:
            raise _altered(name)
        try:
            picture = AESGCM(self._keys.key(file.month)).decrypt(file.nonce, file.sealed, file.head)
        except InvalidTag as err:
            raise _altered(name) from err
        if not is_itself and hashlib.sha256(picture).hexdigest() != name:
            raise _altered(name)
        return picture

    def open_jpeg(self, name: str) -> bytes:
        """As `open`, as JPEG for whoever shows nothing else.

        :raises PictureUnusable: as `open`, or it is no picture of a sensible size.
        """
        try:
            with Image.open(io.BytesIO(self.open(name)), formats=["WEBP", "JPEG"]) as image:
                if not 0 < image.width * image.height <= _MAX_PIXELS:
                    raise _altered(name)
                out = io.BytesIO()
                image.convert("RGB").save(out, "JPEG", quality=85)
                return out.getvalue()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as err:
            raise _altered(name) from err

    def _read(self, name: str) -> bytes:
        # The name comes from a record: it must not lead anywhere else.
        if _NAME.fullmatch(name) is None:
            raise _altered(name[:64])
        try:
            return read_plain(self.path_of(name), _MAX_FILE_BYTES)
        except FileNotFoundError:
            raise
        except OSError as err:
            raise _altered(name) from err

    def seal_old(self) -> None:
        """Encrypt what an older version kept in the clear, under the name that its records have."""
        for path in sorted(self.folder.glob("*/*.jpg")):
            name = path.stem
            content = b"" if path.is_symlink() else path.read_bytes()
            if hashlib.sha256(content).hexdigest() == name:
                month = month_of(datetime.fromtimestamp(path.stat().st_mtime, UTC))
                self._put(name, self._sealed(month, content, _SEALED_LATER))
                path.write_bytes(bytes(len(content)))
            # What is not what was recorded proves nothing, and may show anything.
            path.unlink()

    def of_month(self, month: str) -> Iterator[Path]:
        """Files that were sealed under a month's key."""
        for path in sorted(self.folder.glob("*/*.bin")):
            # What is no picture is nobody's of that month, and must not keep the others from being found.
            with contextlib.suppress(OSError):
                if read_plain(path, _MAX_FILE_BYTES)[1:_HEAD_BYTES] == month.encode():
                    yield path


def masked(picture: Picture) -> tuple[bytes, bytes]:
    """The picture with its boxes blacked out, as JPEG to show and as WEBP to keep."""
    image = Image.open(io.BytesIO(picture.jpeg))
    draw = ImageDraw.Draw(image)
    for left, top, width, height in picture.masks:
        draw.rectangle((left, top, left + width, top + height), fill=_MASK_COLOUR)
    shown, kept = io.BytesIO(), io.BytesIO()
    image.save(kept, "WEBP", **_WEBP)
    if not picture.masks:
        return picture.jpeg, kept.getvalue()
    image.save(shown, "JPEG", quality=_JPEG_QUALITY)
    return shown.getvalue(), kept.getvalue()


def _parsed(content: bytes, name: str) -> _File:
    head, nonce = content[:_HEAD_BYTES], content[_HEAD_BYTES : _HEAD_BYTES + _NONCE_BYTES]
    if head[:1] not in (bytes([_SEALED]), bytes([_SEALED_LATER])) or _MONTH.fullmatch(head[1:]) is None:
        raise _altered(name)
    sealed = content[_HEAD_BYTES + _NONCE_BYTES :]
    return _File(version=head[0], month=head[1:].decode(), head=head, nonce=nonce, sealed=sealed)


def _altered(name: str) -> PictureUnusable:
    return PictureUnusable(f"the picture {name[:16]} is not what was recorded; it proves nothing", name=name)


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
