"""Installs the window's language; the source texts are Chinese, English is a translation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

TRANSLATIONS = Path(__file__).parent / "translations"


class Speaker:
    """Gives `tr` to a class that is no QObject; the translator's tools see plurals only in such calls."""

    def tr(self, text: str, comment: str = "", n: int = -1) -> str:
        """:param n: the number that chooses the plural and stands for `%n`."""
        return QCoreApplication.translate(type(self).__name__, text, comment, n)


class Languages:
    """Holds the translators in force."""

    def __init__(self, app: QCoreApplication) -> None:
        """:param app: what the translators are installed in."""
        self._app = app
        self._installed: list[QTranslator] = []
        self.spoken = "zh"

    def speak(self, language: str) -> None:
        """:param language: `zh` or `en`; texts made from now on are in it."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()
        self.spoken = language
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
        if language == "zh":
            self._install("qtbase_zh_CN", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
        else:
            self._install(f"tandem_{language}", TRANSLATIONS)

    def _install(self, name: str, folder: Path) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, str(folder)):
            self._app.installTranslator(translator)
            self._installed.append(translator)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - the translator's tools read it
    """Mark a text of a table for translation; PySide's own is typed as returning any object."""
    return text
