"""Which characters a value may hold, as allow-lists: what is not named here does not leave the bank.

Allow-lists keep out, without naming them, control, bidirectional, zero-width and private-use characters,
line breaks, braces, `%`, `<`, `>`, backticks, `$` and all else that a program along the way might interpret.
"""

from __future__ import annotations

import re
import unicodedata

from robot.talktracks.track import SlotType, TextClass

# Assigned ideographs of Unicode 14 up to extension G, spelt out so that every Python gives the same verdict.
_HAN = (
    r"\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27-\ufa29"
    r"\U00020000-\U0002a6df\U0002a700-\U0002b738\U0002b740-\U0002b81d\U0002b820-\U0002cea1"
    r"\U0002ceb0-\U0002ebe0\U00030000-\U0003134a"
)
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LETTER = f"[{_HAN}{_LATIN}]"
_NAME = re.compile(rf"{_LETTER}+(?:[ ·'\-]{_LETTER}+)*")
_TITLED = re.compile(rf"{_LETTER}+(?:[ ·'\-]{_LETTER}+)*(?:先生|女士)")
# A product may carry its issue number, but nothing as long as an account or a telephone number.
_TITLE_OF_A_THING = re.compile(rf"(?!.*[0-9]{{10}})[{_HAN}{_LATIN}0-9（）()《》「」“”·、+\-—]+")
_PERCENT = r"[0-9]{1,2}(?:\.[0-9]{1,4})?%"

#: Slot type of the bank's data -> what the whole value must look like.
_DATA: dict[SlotType, re.Pattern[str]] = {
    SlotType.NAME: _NAME,
    SlotType.RM: _NAME,
    SlotType.NAME_WITH_TITLE: _TITLED,
    SlotType.BRANCH: _TITLE_OF_A_THING,
    SlotType.PRODUCT: _TITLE_OF_A_THING,
    SlotType.AMOUNT: re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]{1,2})? 万?元"),
    SlotType.RATE: re.compile(rf"{_PERCENT}(?:[\-–~至]{_PERCENT})?"),
    SlotType.RISK: re.compile(r"R[1-5]"),
    SlotType.DATE: re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"),
    SlotType.TIME: re.compile(r"[0-9]{2}:[0-9]{2}"),
}

_TIME_TOKEN = re.compile(r"(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9]|(?<![0-9])[0-9]{1,2}(?=[月日号点时分至到])")
# A closed alphabet: in these characters no promise, product or account can be spelt.
_TIME_WORDS = re.compile(
    "[今明后天本这下个周星期末月号日年上中午早晚间前后左右点时半刻分整至到或之内起"
    "一二三四五六七八九十两您方便的工作\\-]*"
)
_FREE: dict[TextClass, re.Pattern[str]] = {
    TextClass.CHINESE_TEXT: re.compile(rf"[{_HAN}0-9，。、；：？！“”‘’（）《》—…]+"),
    TextClass.PHRASE: re.compile(rf"[{_HAN}0-9]+"),
}

_DIGITS = "0123456789〇零一二三四五六七八九幺两壹贰貳叁參肆伍陆陸柒捌玖"
#: A number that could be called or paid to, in any script, whatever separates its digits.
_LONG_NUMBER = re.compile(rf"(?:[{_DIGITS}][^{_HAN}{_LATIN}0-9]*){{7,}}")
#: The most digits that a day and a span of time need; a mobile number has one more.
_MOST_TIME_DIGITS = 10
_LINK = re.compile(r"://|www\.|@|[a-z0-9_\-]\s*[.。]\s*[a-z]{2,}|(?:[0-9]{1,3}\.){3}[0-9]", re.IGNORECASE)
#: Control, format, private-use, surrogate, unassigned, line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def fits_data(slot_type: SlotType, text: str) -> bool:
    """Whether a value of the bank's data looks like its type."""
    return _DATA[slot_type].fullmatch(text) is not None


def fits_free(text_class: TextClass, text: str) -> bool:
    """Whether the RM's words keep to the characters of their class."""
    if text_class is TextClass.TIME_PHRASE:
        return bool(text) and _TIME_WORDS.fullmatch(_TIME_TOKEN.sub("", text)) is not None
    return _FREE[text_class].fullmatch(text) is not None


def holds_contact(text_class: TextClass, text: str) -> bool:
    """Whether words hold an address, a link or a number that leads away from the bank."""
    # NFKC turns full-width and enclosed look-alikes into what the eye reads.
    plain = unicodedata.normalize("NFKC", text)
    if _LINK.search(plain):
        return True
    if text_class is TextClass.TIME_PHRASE:
        return sum(character in _DIGITS for character in plain) > _MOST_TIME_DIGITS
    return _LONG_NUMBER.search(plain) is not None


def leading_away(text: str) -> str:
    """The address, link or number in an author's words that leads away from the bank, or empty."""
    plain = unicodedata.normalize("NFKC", text)
    found = _LINK.search(plain) or _LONG_NUMBER.search(plain)
    return found.group() if found else ""


def has_invisible(text: str) -> bool:
    """Whether an author's words hold characters that nobody sees or that no font knows."""
    return any(unicodedata.category(character) in _INVISIBLE for character in text)
