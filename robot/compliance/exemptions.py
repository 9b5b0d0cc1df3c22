"""What takes a hit back: a name, an ordinary word around it, a "not" before it, a warning around it.

Each reaches its own hit and no other: a disclaimer somewhere in a message is no pass for the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from robot.compliance.hits import CONCEPT, MONEY, ORDINARY, Hits, Span
from robot.compliance.patterns import denies
from robot.compliance.view import View

#: Classes of the shared file that this module gives a meaning.
DENIES, WARNS, TURNS, DOUBLES, RECALLS, BETWEEN = (
    "denies",
    "warns",
    "turns",
    "doubles",
    "recalls",
    "between",
)
SHARED = (ORDINARY, DENIES, WARNS, TURNS, DOUBLES, RECALLS, BETWEEN, MONEY)
#: Most characters from a warning to what it warns of, and from it to what takes it back.
_REACH = 18
#: Most characters of harmless words between a "not" and what it denies.
_ROOM = 10
#: Most characters between one "not" and another that undoes it.
_DOUBLE_ROOM = 3
#: Concepts of a sentence in which forbidden words are likely spoken of and not said.
SPOKEN_OF = tuple(f"{CONCEPT}{name}" for name in ("fraud", "refuse", "quote", "wish", "smalltalk"))
#: Those in which words about money are; a caution about a product is no doubt about a person's promise.
EXPLAINED = (*SPOKEN_OF, f"{CONCEPT}caution", f"{CONCEPT}explain")
#: Concepts of a text about money.
MONEY_CONCEPTS = tuple(
    f"{CONCEPT}{name}"
    for name in ("assessment", "card", "deposit", "loan", "other_bank", "principal", "product")
)
#: Those that say nothing of the next clause: 祝您愉快，保本保息.
_OF_A_CLAUSE = frozenset({f"{CONCEPT}wish", f"{CONCEPT}smalltalk"})
#: Those that may follow in a sentence of their own: 放我这儿保管？不行的.
_ANSWERS = frozenset({f"{CONCEPT}fraud", f"{CONCEPT}refuse"})
_ASKING = re.compile("[吗么]$")
_QUOTED = re.compile('“[^“”]*”|「[^「」]*」|『[^『』]*』|"[^"]*"')
_TITLE = re.compile(r"(?:先生|女士|小姐|阿姨|叔叔|大哥|大姐|老师|总)")
#: Behind a name of two to six characters.
_SHOP = re.compile(
    "商行|超市|粮油|豆腐坊|小卖部|食品|饭店|餐馆|酒楼|公司|合作社|农家乐|影楼|婚庆|药店|酒店|宾馆|茶庄|物业|支行|县|镇|村|路"
)
_SHOP_NAME = 6
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒"
    "屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应宗丁宣邓单洪包诸左石崔吉龚程"
    "嵇邢裴陆荣翁荀羊甄曲封储靳段富焦谷侯班仰秋仲伊宫宁仇祖武符刘景詹束龙叶幸司黎薄印宿白怀蒲从索赖卓蔺屠蒙池乔阴胥苍双闻党翟谭"
    "贡劳姬申扶堵冉宰雍桑桂牛寿通边燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖终衡步都耿满弘匡国文寇广禄阙东殳沃利蔚越"
    "隆师巩聂晁勾敖融冷辛阚那简饶空曾毋沙养鞠须丰巢关相查红游权盖益桓保"
)


def names_in(view: View, names: Sequence[str]) -> list[Span]:
    """Where names from the bank's data stand, canonical."""
    found: list[Span] = []
    for name in names:
        at = view.text.find(name)
        while at >= 0:
            found.append((at, at + len(name)))
            at = view.text.find(name, at + 1)
    return found


def titled_names(view: View) -> list[Span]:
    """Names of three characters with a title behind them, where a clause begins, and names of shops.

    保本初先生 is one, and 稳赚超市.
    """
    found: list[Span] = []
    for shop in _SHOP.finditer(view.text):
        start = shop.start()
        while (
            start > max(0, shop.start() - _SHOP_NAME)
            and view.word_breaks[start - 1] == view.word_breaks[start]
        ):
            start -= 1
        found.append((start, shop.end()))
    for title in _TITLE.finditer(view.text):
        start = title.start() - 3
        if start < 0 or view.text[start] not in _SURNAMES or view.clause[start] != view.clause[title.start()]:
            continue
        opens = start == 0 or view.clause[start - 1] != view.clause[start]
        if opens or view.text[max(0, start - 3) : start].endswith(("尊敬的", "亲爱的", "您好", "你好")):
            found.append((start, title.start()))
    return found


def quoted(text: str) -> list[Span]:
    """Where quotations stand in an original text."""
    return [found.span() for found in _QUOTED.finditer(text)]


def is_uncertain(view: View, hits: Hits, span: Span, concepts: Sequence[str] = SPOKEN_OF) -> bool:
    """Whether a hit may not be meant.

    It was only guessed by its sound; its sentences warn, refuse, quote or ask; its clause wishes or chats;
    or the next sentence refuses.

    :param concepts: those that make a sentence doubtful.
    """
    if span in hits.guessed:
        return True
    first, last = view.sentence[span[0]], view.sentence[span[1] - 1]
    if _ASKING.search(view.text, span[1], _end_of_sentence(view, span[1] - 1)):
        return True
    return any(
        first <= view.sentence[start] <= last + (name in _ANSWERS)
        and (
            name not in _OF_A_CLAUSE or view.clause[start] in (view.clause[span[0]], view.clause[span[1] - 1])
        )
        and (end <= span[0] or span[1] <= start)
        and not _turns(hits, end, span[0])
        for name in concepts
        for start, end in hits.of(name)
    )


def _end_of_sentence(view: View, at: int) -> int:
    sentence = view.sentence[at]
    while at < len(view.sentence) and view.sentence[at] == sentence:
        at += 1
    return at


def is_denied(view: View, hits: Hits, span: Span) -> bool:
    """Whether this one hit is denied or warned of where it stands."""
    return _denied_before(view, hits, span) or _warned_of(view, hits, span) or _recalled(view, hits, span)


def _denied_before(view: View, hits: Hits, span: Span) -> bool:
    for start, end in hits.of(DENIES):
        if not end <= span[0] <= end + _ROOM or view.clause[start] != view.clause[span[0]]:
            continue
        if _is_filled(hits, end, span[0]) and not _is_doubled(view, hits, start):
            return True
    return False


def _is_filled(hits: Hits, at: int, end: int) -> bool:
    """Whether only harmless words stand between."""
    if at == end:
        return True
    return any(
        start == at and stop <= end and _is_filled(hits, stop, end) for start, stop in hits.of(BETWEEN)
    )


def _is_doubled(view: View, hits: Hits, start: int) -> bool:
    return any(
        end <= start <= end + _DOUBLE_ROOM and view.clause[at] == view.clause[start]
        for at, end in hits.of(DOUBLES)
    )


def _turns(hits: Hits, start: int, end: int) -> bool:
    """Whether a "but" stands between."""
    return any(start <= at < end for at, _ in hits.of(TURNS))


def _warned_of(view: View, hits: Hits, span: Span) -> bool:
    return any(
        start < span[0] <= end + _REACH
        # 不敢保证 warns of what begins with 保证; of 请勿声张 it is 勿声张 itself that is meant.
        and (span[0] >= end or end - span[0] > 1)
        and view.clause[start] == view.clause[span[0]]
        and not _turns(hits, end, span[0])
        and not _is_doubled(view, hits, start)
        for start, end in hits.of(WARNS)
    )


def _recalled(view: View, hits: Hits, span: Span) -> bool:
    return any(
        span[1] <= start <= span[1] + _REACH
        and view.sentence[start] == view.sentence[span[1] - 1]
        and not _turns(hits, span[1], start)
        and not denies(view.text[start - 1 : start])
        for start, end in hits.of(RECALLS)
    )
