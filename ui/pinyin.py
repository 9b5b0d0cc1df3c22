"""Whether what is typed occurs in Chinese text or its pinyin initials, so that `wf` finds 王芳."""

from __future__ import annotations

from functools import lru_cache

from robot.domain.pinyin import folded, initials

__all__ = ["folded", "haystack", "initials", "matches"]


@lru_cache(maxsize=8192)
def haystack(*texts: str) -> str:
    """What a search looks through: the folded texts and their initials."""
    return "\n".join([*(folded(text) for text in texts), *(initials(text) for text in texts)])


def matches(needle: str, *texts: str) -> bool:
    """Whether the typed text occurs in the texts or their initials; an empty one always does."""
    return folded(needle) in haystack(*texts)
