"""Ways out of the bank in a text: links, telephone numbers, names on messengers, accounts; found by form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from robot.compliance.characters import Characters

LINK, CONTACT, MESSENGER, ACCOUNT = (
    "words.link",
    "words.contact",
    "words.messenger_id",
    "words.account_number",
)
CODED_RULES = (LINK, CONTACT, MESSENGER, ACCOUNT)

_ENDINGS = (
    "com|cn|net|org|top|xyz|vip|cc|me|io|app|link|ly|info|club|shop|site|online|tv|co|ltd|wang|im|icu|pro|fun"
)
#: Not a digit and no colon: 10:30-17:30 is no number to call.
_PART = r"[^\w:：，,。；]{0,3}"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (LINK, re.compile(r"(?:https?|ftp)\s*[:：]\s*[/／]{1,2}[^\s一-鿿]*|www\s*[.。]\s*[a-z0-9-]+[^\s一-鿿]*")),
    (
        LINK,
        re.compile(
            rf"(?<![a-z0-9@])[a-z0-9][a-z0-9-]{{0,62}}\s?(?:\.|。|点|\(dot\)|\sdot\s)\s?(?:{_ENDINGS})(?![a-z0-9])"
            r"(?:/[a-z0-9/_?=&.#%-]*)?"
        ),
    ),
    (CONTACT, re.compile(r"[a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63})+")),
    (CONTACT, re.compile(rf"(?<!\d)(?:\+?86{_PART})?1{_PART}[3-9](?:{_PART}\d){{9}}(?!\d)")),
    (CONTACT, re.compile(r"(?<![\d.])(?:0\d{2,3}[-\s转]?\d{7,8}|[48]00[-\s]?\d{3}[-\s]?\d{4})(?!\d)")),
    (
        MESSENGER,
        re.compile(
            r"(?:微信|薇信|威信|微|weixin|wechat|(?<![a-z])(?:wx|vx|v|vv|wei))(?:号|id|同步|同号|搜索?|名)?[\s:：是为=]{0,4}"
            r"(?=[a-z0-9_-]*[0-9_-])[a-z][a-z0-9_-]{5,19}(?![a-z0-9])"
        ),
    ),
    (MESSENGER, re.compile(r"(?:(?<![a-z])qq|扣扣|企鹅)(?:群|号)?[\s:：是为=]{0,4}\d(?:[\s-]?\d){4,11}")),
    (
        MESSENGER,
        re.compile(
            r"(?:telegram|whatsapp|电报|飞机|纸飞机|signal|line)(?:号|id|群)?[\s:：是为=]{0,4}@?[a-z0-9_+]{5,}"
        ),
    ),
    (ACCOUNT, re.compile(r"(?<!\d)\d(?:[\s-]{0,2}\d){14,18}x?(?!\d)")),
)
#: A number of the bank itself is named as one.
_OFFICIAL = re.compile(
    r"网点|热线|客服|电话银行|服务电话|咨询电话|座机|柜台|大堂|支行|分行|营业部|总行|监管|投诉|举报|办公电话"
)
_OFFICIAL_REACH = 14
_LANDLINE = re.compile(r"[048]")


#: Without letters or figures of some kind there is no contact: most texts end here.
_ANYTHING = re.compile(
    r"[^\W\u3400-\u9fff]|[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖].?[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]|点"
)


def contacts(text: str, characters: Characters) -> Iterator[tuple[str, int, int]]:
    """The rule, and the range in the text, of each contact."""
    if not _ANYTHING.search(text):
        return
    flat, places = _flattened(text, characters)
    taken: list[tuple[int, int]] = []
    for rule, form in _FORMS:
        for found in form.finditer(flat):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken):
                continue
            before = flat[max(0, start - _OFFICIAL_REACH) : start]
            if rule == CONTACT and _LANDLINE.match(flat[start]) and _OFFICIAL.search(before):
                continue
            taken.append((start, end))
            yield rule, places[start], places[end - 1] + 1


def _flattened(text: str, characters: Characters) -> tuple[str, list[int]]:
    """The text in canonical letters with its signs, and where each stands in the original."""
    flat: list[str] = []
    places: list[int] = []
    for at, (character, reading) in enumerate(zip(text, characters.readings(text), strict=True)):
        written = reading.content
        if not written and (reading.parting or character in "\n\t"):
            # A picture in the middle of a word or a number parts nothing.
            is_picture = unicodedata.category(character) in {"So", "Sk"}
            written = "" if is_picture else unicodedata.normalize("NFKC", character)
        for part in written:
            flat.append(part)
            places.append(at)
    return "".join(flat), places
