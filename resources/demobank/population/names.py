"""Invented names, some alike on purpose: taking one customer for another is the worst mistake."""

from __future__ import annotations

import random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
FEMALE = "芳静敏丽娟霞秀玲燕红梅慧洁雪颖婷琳莉萍倩蓉瑶欣怡佳琪雯月岚兰"
MALE = "伟强磊军洋勇杰涛超明刚平辉鹏宇浩凯健俊帆博林峰志远航文斌晨阳"

#: (first, second, title): the second differs by nothing, a character, a look-alike or an unseen blank
TWINS: tuple[tuple[str, str, str], ...] = (
    ("王芳", "王芳", "女士"),
    ("李娜", "李娜", "女士"),
    ("张伟", "张伟", "先生"),
    ("刘洋", "刘洋", "先生"),
    ("陈杰", "陈杰", "先生"),
    ("张三", "张三丰", "先生"),
    ("王芳芳", "王芬芳", "女士"),
    ("李伟", "李玮", "先生"),
    ("陈静", "陈靜", "女士"),
    ("杨柳", "杨栁", "女士"),
    ("赵明", "赵眀", "先生"),
    ("黄丽", "黄丽\u00a0", "女士"),
    ("周强", "周強", "先生"),
    ("吴昊", "吴昊\u3000", "先生"),
    ("徐丽丽", "徐丽莉", "女士"),
    ("孙晓梅", "孙小梅", "女士"),
    ("朱建国", "朱建國", "先生"),
    ("林晨", "林晨曦", "女士"),
)

PLACES = (
    "滨江苑",
    "锦绣园",
    "阳光里",
    "和平街",
    "文昌路",
    "东湖湾",
    "翠竹坊",
    "金桥里",
    "望海楼",
    "梧桐院",
    "学府里",
    "云栖坊",
    "丰泽园",
    "南湖里",
)


def twin_names(pairs: int) -> list[tuple[str, str]]:
    """Names and titles of the first pairs, the two of a pair next to each other."""
    flat: list[tuple[str, str]] = []
    for first, second, title in TWINS[:pairs]:
        flat += [(first, title), (second, title)]
    return flat


def fresh_name(rng: random.Random, taken: set[str]) -> tuple[str, str]:
    """A name nobody has yet (as long as there are such) and its title."""
    name, title = _any_name(rng)
    for _ in range(39):
        if name not in taken:
            break
        name, title = _any_name(rng)
    taken.add(name)
    return name, title


def _any_name(rng: random.Random) -> tuple[str, str]:
    is_female = rng.random() < 0.5
    length = 2 if rng.random() < 0.72 else 1
    name = rng.choice(SURNAMES) + "".join(rng.sample(FEMALE if is_female else MALE, length))
    return name, "女士" if is_female else "先生"
