"""The small parts of a workbook that the sheet refers to: where the sheet is, date styles, shared strings."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from robot.tasklist.limits import Limits
from robot.tasklist.refusals import refused, too_large, unreadable
from robot.tasklist.workbook_zip import WorkbookZip
from robot.tasklist.xml_events import drain

_BOOK = "xl/workbook.xml"
#: XML elements of the small parts.
_FEW_ELEMENTS = 300_000
#: Shared strings for each allowed row.
_STRINGS_PER_ROW = 50

#: Formats that Excel knows by number alone and that show dates or times, the Chinese ones among them.
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LONGEST_FORMAT = 500
_NOT_A_DATE_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|年|月|日", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Book:
    """What `xl/workbook.xml` says: the first visible sheet and how days are counted."""

    relation: str = ""
    is_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the first sheet that is shown."""
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "externalReference":
            raise refused(
                "list.active_content",
                "The workbook refers to another workbook.",
                "Copy the values into a new workbook, save it as .xlsx and drop that.",
                part="externalReference",
            )
        elif name == "sheet" and not self.relation and attributes.get("state", "visible") == "visible":
            self.relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")

    def end(self, name: str) -> None:
        """Nothing ends here."""

    def text(self, text: str) -> None:
        """No text here matters."""


@dataclass(slots=True)
class _Relations:
    wanted: str
    target: str = ""
    is_sheet: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Id") == self.wanted:
            self.target = attributes.get("Target", "")
            self.is_sheet = (
                attributes.get("Type", "").endswith("/worksheet") and "TargetMode" not in attributes
            )

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass(slots=True)
class _ContentTypes:
    has_macros: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del name
        self.has_macros = self.has_macros or "macroenabled" in attributes.get("ContentType", "").casefold()

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@dataclass(slots=True)
class _Styles:
    #: Custom number formats that show a date.
    dates: set[str] = field(default_factory=set)
    #: For each cell style, whether it shows a date.
    shows_date: list[bool] = field(default_factory=list)
    _is_in_cell_styles: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and is_date_format(attributes.get("formatCode", "")):
            self.dates.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._is_in_cell_styles = True
        elif name == "xf" and self._is_in_cell_styles:
            number = attributes.get("numFmtId", "0")
            self.shows_date.append(
                number in self.dates or (number.isdecimal() and int(number) in _DATE_FORMATS)
            )

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cell_styles = False

    def text(self, text: str) -> None:
        pass


class _Strings:
    """Shared strings without their phonetic guides; cut where they exceed a cell."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[str] = []
        self._limits = limits
        self._chars = 0
        self._parts: list[str] = []
        self._length = 0
        self._is_open = self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self._parts, self._length = [], 0
        elif name == "rPh":
            self._is_phonetic = True
        self._is_open = name == "t" and not self._is_phonetic

    def end(self, name: str) -> None:
        self._is_open = False
        if name == "rPh":
            self._is_phonetic = False
        elif name == "si":
            self.found.append(unescaped("".join(self._parts)))
            if (
                len(self.found) > self._limits.rows * _STRINGS_PER_ROW
                or self._chars > self._limits.file_bytes
            ):
                raise too_large("The text of the workbook", self._limits.file_bytes, "characters")

    def text(self, text: str) -> None:
        if self._is_open and self._length <= self._limits.cell_chars:
            self._parts.append(text)
            self._length += len(text)
            self._chars += len(text)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    return (
        len(code) < _LONGEST_FORMAT
        and _DATE_LETTER.search(_NOT_A_DATE_PART.sub("", code.partition(";")[0])) is not None
    )


def unescaped(text: str) -> str:
    """Text with `_x000D_` as the character it stands for, so that it cannot hide one."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def find_sheet(package: WorkbookZip) -> tuple[str, bool]:
    """The name of the first visible sheet's part, and whether days are counted from 1904.

    :raises InputRefused: there is none, or the workbook has macros or links to another.
    """
    types = _ContentTypes()
    drain(package.chunks("[Content_Types].xml"), types, _FEW_ELEMENTS)
    if types.has_macros:
        raise refused(
            "list.active_content",
            "The workbook is made to hold macros.",
            "Save it as .xlsx and drop that.",
            part="macros",
        )
    book = Book()
    drain(package.chunks(_BOOK), book, _FEW_ELEMENTS)
    relations = _Relations(book.relation)
    drain(package.chunks("xl/_rels/workbook.xml.rels"), relations, _FEW_ELEMENTS)
    name = posixpath.normpath(posixpath.join("xl", relations.target)).lstrip("/")
    if not book.relation or not relations.is_sheet or not package.has(name):
        raise unreadable("The workbook has no visible sheet with cells.")
    return name, book.is_1904


def date_styles(package: WorkbookZip) -> list[bool]:
    """For each cell style, whether it shows a date.

    :raises InputRefused: the part is malformed.
    """
    styles = _Styles()
    if package.has("xl/styles.xml"):
        drain(package.chunks("xl/styles.xml"), styles, _FEW_ELEMENTS)
    return styles.shows_date


def shared_strings(package: WorkbookZip, limits: Limits) -> list[str]:
    """The strings that cells refer to by number.

    :raises InputRefused: malformed, or more than a list can need.
    """
    strings = _Strings(limits)
    if package.has("xl/sharedStrings.xml"):
        drain(package.chunks("xl/sharedStrings.xml"), strings, limits.rows * limits.columns * 2)
    return strings.found
