"""The outside of a workbook: a zip whose directory and members are bounded before and while they are read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from robot.tasklist.limits import Limits
from robot.tasklist.refusals import refused, too_large, unreadable

_END_RECORD = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ZIP64_LOCATOR_MARK = b"PK\x06\x07"
_LONGEST_COMMENT = 1 << 16
#: Bytes of one directory entry: 46 of header, and the short names that workbooks use.
_DIRECTORY_ENTRY = 512
_CHUNK = 64 * 1024
#: Below this a high ratio is harmless, and small XML parts do reach one.
_RATIO_MATTERS_FROM = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

#: Parts that act or reach out when a spreadsheet program opens them.
_ACTIVE = (
    "vbaproject", "externallinks/", "macrosheets/", "dialogsheets/", "activex/", "embeddings/",
    "connections.xml", "querytables/", "customui/", "webextensions/",
)  # fmt: skip


class WorkbookZip:
    """The members of a workbook, read in bounded chunks; never unpacked to disk."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """:raises InputRefused: damaged, too large, encrypted, or with active content."""
        _check_directory(data, limits)
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, UnicodeDecodeError, struct.error, NotImplementedError):
            raise unreadable("The workbook is damaged: its directory cannot be read.") from None
        members = self._zip.infolist()
        if len(members) > limits.zip_members:
            raise too_large("The number of parts in the workbook", limits.zip_members, "parts")
        _check_members(members, limits)
        self._members = {_plain(member.filename): member for member in members}
        if len(self._members) < len(members):
            raise unreadable("The workbook holds two parts of one name.")

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _plain(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part's bytes; what is really unpacked counts, whatever the directory says.

        :raises InputRefused: missing, damaged, or all parts together beyond the limit.
        """
        if not self.has(name):
            raise unreadable("The workbook lacks a part that every workbook has.")
        try:
            with self._zip.open(self._members[_plain(name)]) as part:
                while chunk := part.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > self._limits.zip_bytes:
                        raise too_large("The unpacked workbook", self._limits.zip_bytes, "bytes")
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ):
            raise unreadable("The workbook is damaged: a part cannot be unpacked.") from None


def _plain(name: str) -> str:
    # Part names are compared without case, as the packaging standard says.
    return name.replace("\\", "/").lstrip("/").casefold()


def _check_directory(data: bytes, limits: Limits) -> None:
    """Bound the directory before `zipfile` turns each entry into an object of half a kilobyte."""
    at = len(data) - _END_RECORD.size
    # The same two places in the same order as `zipfile`, or a second end record could mislead one of the two.
    if at < 0 or not (data.startswith(_END_MARK, at) and data.endswith(b"\0\0")):
        at = data.rfind(_END_MARK, max(0, at - _LONGEST_COMMENT))
    if at < 0 or at + _END_RECORD.size > len(data):
        raise unreadable("The workbook is damaged or was cut off.")
    _, _, _, _, entries, directory_bytes, _, _ = _END_RECORD.unpack_from(data, at)
    if data.startswith(_ZIP64_LOCATOR_MARK, max(0, at - 20)):
        raise unreadable("The workbook is packed for sizes beyond 4 GB.")
    if entries > limits.zip_members or directory_bytes > limits.zip_members * _DIRECTORY_ENTRY:
        raise too_large("The number of parts in the workbook", limits.zip_members, "parts")


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(member.file_size for member in members) > limits.zip_bytes:
        raise too_large("The unpacked workbook", limits.zip_bytes, "bytes")
    for member in members:
        if member.file_size > max(_RATIO_MATTERS_FROM, member.compress_size * limits.zip_ratio):
            raise too_large(
                "A part of the workbook unpacks to far more than it packs, as in a zip bomb; it",
                limits.zip_ratio,
                "times its packed size",
            )
        if member.flag_bits & 0x1 or member.compress_type not in _METHODS:
            raise unreadable(
                "The workbook is encrypted or packed in an unusual way.", "Save it again without a password."
            )
        active = next((part for part in _ACTIVE if part in _plain(member.filename)), None)
        if active is not None:
            raise refused(
                "list.active_content",
                f"The workbook holds active content or links to elsewhere ({active.strip('/')}).",
                "Copy the values into a new workbook, save it as .xlsx and drop that.",
                part=active.strip("/"),
            )
