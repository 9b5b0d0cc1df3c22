"""Pinyin initials of Chinese text, so that `wf` finds 王芳.

The 3,755 common characters of GB 2312 stand in the order of their pinyin, so the initial follows
from the code. Rarer characters of names, and surnames read differently, are in two small tables.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

#: First code of each initial among the common characters of GB 2312.
_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST_COMMON = 0xD7F9
_CODES = tuple(code for code, _ in _STARTS)
_RARE = {
    "b": "邴卞璧弼",
    "c": "岑褚琛宸辰琮偲谌晁郗",
    "d": "邸玎岱",
    "f": "酆芾斐",
    "g": "郜妫珙玕赓",
    "h": "郝晗昊皓灏珲翀颢薅桦骅泓",
    "j": "暨郏靳璟婧炅珺筠稷戢颉婕槿菁隽嘉",
    "k": "蒯夔阚恺珂",
    "l": "郦蔺逯栾琳璐岚珞骊麟",
    "m": "宓缪麋闵苗旻玟湄淼",
    "n": "妮婻",
    "p": "逄邳珮芃沛",
    "q": "綦瞿谯琪祺琦芊倩荃",
    "r": "芮阮蕊睿蓉",
    "s": "佘莘晟姝妤嵩飒",
    "t": "佟邰钿婷彤昙",
    "w": "邬隗玮薇炜巍芜",
    "x": "冼郤胥轩萱馨鑫昕歆炘燮煊琇",
    "y": "闫晏殷尹鄢嫣怡懿翊昱煜钰瑜妍琰烨奕弈莹滢芸沅媛垚",
    "z": "臧訾祚祯臻甄翟筝芷祉倬圳",
}
_RARE_INITIAL = {character: initial for initial, characters in _RARE.items() for character in characters}
_READ_AS = {
    "z": "曾查翟臧长",
    "s": "单召沈石折",
    "q": "仇覃",
    "x": "解冼",
    "o": "区",
    "p": "朴繁",
    "y": "尉乐员",
    "g": "盖",
    "m": "缪",
    "c": "种晁重",
    "w": "万隗",
    "b": "秘",
}
_SURNAMES = {character: initial for initial, characters in _READ_AS.items() for character in characters}


def folded(text: str) -> str:
    """Full and half width made one, lower case, for comparing what is typed."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


@lru_cache(maxsize=8192)
def initials(text: str) -> str:
    """The first letters of each character's pinyin; letters and digits stay, the rest is dropped."""
    return plain_initials(text, {})


def plain_initials(text: str, known: dict[str, str]) -> str:
    """As `initials`, for very many texts in a row.

    :param known: letters of characters that came before; filled by this function.
    """
    found: list[str] = []
    for at, character in enumerate(folded(text)):
        letter = _SURNAMES.get(character) if at == 0 else None
        if letter is None:
            letter = known.get(character)
            if letter is None:
                letter = known[character] = _initial(character)
        found.append(letter)
    return "".join(found)


def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    if character in _RARE_INITIAL:
        return _RARE_INITIAL[character]
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high << 8 | low
    if not _CODES[0] <= code <= _LAST_COMMON:
        return ""
    return _STARTS[bisect_right(_CODES, code) - 1][1]
