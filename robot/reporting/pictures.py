"""Evidence pictures in a page: checked against what was recorded and named, never shown.

A page is a file outside the protection of the keys. Pictures are looked at in the window, on the review page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from robot.journal.evidence import EvidenceFolder


class PictureState(StrEnum):
    """What became of a picture."""

    #: There, and as recorded.
    KEPT = "kept"
    #: No such file.
    MISSING = "missing"
    #: Deleted with its month.
    ERASED = "erased"
    #: The file is not what was recorded.
    ALTERED = "altered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One picture as the page tells of it."""

    state: PictureState
    #: Hex SHA-256 that names it; empty if the record names no picture at all.
    name: str = ""


class Album:
    """Looks at pictures for a page."""

    def __init__(self, folder: EvidenceFolder, *, is_erased: bool = False) -> None:
        """:param is_erased: the key of the page's month was deleted, and its pictures with it."""
        self._folder = folder
        self._is_erased = is_erased

    def show(self, name: str) -> Shown:
        """The picture of that hash."""
        try:
            is_kept = self._folder.check(name)
        except FileNotFoundError:
            return Shown(state=PictureState.ERASED if self._is_erased else PictureState.MISSING, name=name)
        except OSError:
            return Shown(state=PictureState.ALTERED)
        return Shown(state=PictureState.KEPT, name=name) if is_kept else Shown(state=PictureState.ALTERED)
