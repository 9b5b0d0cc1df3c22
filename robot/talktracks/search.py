"""Finds talk tracks by what a person types: words, names of lines and channels, pinyin or its initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from robot.talktracks.reading import Pack
from robot.talktracks.track import TalkTrack

#: What people call lines, channels and purposes.
_NAMES: dict[str, str] = {
    "deposit": "存款",
    "wealth": "理财 基金",
    "loan": "贷款",
    "card": "信用卡",
    "service": "服务",
    "wecom": "企业微信 企微",
    "phone": "电话 外呼",
    "push": "推送 手机银行",
    "counter": "柜面 网点 叫号",
    "marketing": "营销",
    "care": "关怀",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    track: TalkTrack
    #: Searched in this order; the first that holds a word ranks the track.
    haystacks: tuple[str, ...]


class SearchIndex:
    """All talk tracks, made ready once; a search over them takes well under a millisecond."""

    def __init__(self, tracks: Iterable[TalkTrack], packs: Mapping[str, Pack]) -> None:
        """:param packs: id -> pack."""
        self._entries = tuple(_entry(track, packs.get(track.pack)) for track in tracks)

    def haystacks(self) -> dict[str, tuple[str, ...]]:
        """Id -> what is searched, folded, in the order in which it counts."""
        return {entry.track.id: entry.haystacks for entry in self._entries}

    def search(self, query: str) -> list[TalkTrack]:
        """Tracks that hold every word of the query, the best match first."""
        words = folded(query).split()
        ranked = []
        for entry in self._entries:
            ranks = [_rank(word, entry.haystacks) for word in words]
            if None not in ranks:
                ranked.append((max((rank for rank in ranks if rank is not None), default=0), entry.track))
        return [track for _, track in sorted(ranked, key=lambda pair: (pair[0], pair[1].id))]


def folded(text: str) -> str:
    """Full and half width made one, lower case, for comparing what is typed."""
    return unicodedata.normalize("NFKC", text).casefold()


def initials(text: str) -> str:
    """The first letter of each character's pinyin, read in context; letters and digits stay."""
    # Loads its dictionary, which only a search needs.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return _plain(lazy_pinyin(folded(text), style=Style.FIRST_LETTER))


def pinyin(text: str) -> str:
    """Each character's pinyin without tones, read in context and run together; letters and digits stay."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    return _plain(lazy_pinyin(folded(text)))


def _plain(syllables: Iterable[str]) -> str:
    return "".join(letter for letter in "".join(syllables) if letter.isascii() and letter.isalnum())


def _rank(word: str, haystacks: tuple[str, ...]) -> int | None:
    return next((rank for rank, text in enumerate(haystacks) if word in text), None)


def _entry(track: TalkTrack, pack: Pack | None) -> _Entry:
    names = " ".join(
        f"{code} {_NAMES.get(code, '')}" for code in (track.product_line, track.channel, track.purpose)
    )
    title = f"{track.title} {pack.title if pack else track.pack}"
    labels = " ".join(variant.label for variant in track.variants)
    words = "\n".join(variant.text for variant in track.variants)
    spelt = (track.title, pack.title if pack else "", labels, names)
    return _Entry(
        track,
        (
            folded(track.id),
            folded(f"{title} {labels}"),
            folded(names),
            "\n".join(spell(text) for spell in (initials, pinyin) for text in spelt),
            folded(words),
        ),
    )
