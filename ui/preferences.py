"""What concerns this window only: language, looks, undo seconds, size.

Everything else belongs to the agent.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QLocale, QSettings

from ui.theme.tokens import Look

#: Seconds a send may be held.
UNDO_CHOICES = (5, 8, 10, 20, 30)
DEFAULT_UNDO_S = 8
#: Codes of the window's languages; `system` follows the machine.
LANGUAGES = ("system", "zh", "en")


class Preferences:
    """Typed access to the settings file; unknown values count as the default."""

    def __init__(self, settings: QSettings) -> None:
        """:param settings: where they are kept."""
        self._settings = settings

    @property
    def undo_seconds(self) -> int:
        """How long a send is held."""
        kept = str(self._settings.value("undo_seconds", ""))
        return int(kept) if kept.isdecimal() and int(kept) in UNDO_CHOICES else DEFAULT_UNDO_S

    @undo_seconds.setter
    def undo_seconds(self, seconds: int) -> None:
        self._settings.setValue("undo_seconds", seconds)

    def hold_seconds(self) -> int:
        """The same, to be asked at each send."""
        return self.undo_seconds

    @property
    def look(self) -> Look:
        """Light, dark or as the system."""
        kept = str(self._settings.value("look", ""))
        return Look(kept) if kept in set(Look) else Look.SYSTEM

    @look.setter
    def look(self, look: Look) -> None:
        self._settings.setValue("look", look.value)

    @property
    def language(self) -> str:
        """One of `LANGUAGES`."""
        kept = str(self._settings.value("language", ""))
        return kept if kept in LANGUAGES else "system"

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def spoken(self) -> str:
        """The language to speak: `zh` or `en`."""
        if self.language != "system":
            return self.language
        is_chinese = QLocale.system().language() in (QLocale.Language.Chinese, QLocale.Language.C)
        return "zh" if is_chinese else "en"

    @property
    def log_views(self) -> str:
        """A supervisor's own views of the log, as `ui.models.log_own_views` writes them."""
        return str(self._settings.value("log_views", ""))

    @log_views.setter
    def log_views(self, views: str) -> None:
        self._settings.setValue("log_views", views)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def source(self, key: str) -> str:
        """`user` when the RM chose it, else `default`."""
        return "user" if self._settings.contains(key) else "default"
