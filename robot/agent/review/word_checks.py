"""The check of words that a release brings; loading one takes about a second, so the last is kept."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from pathlib import PurePath

from robot.compliance.loading import checker_of, load_checker
from robot.domain.errors import InputRefused
from robot.talktracks.word_findings import WordCheck

_PREFIX = "lexicons/"


class WordChecks:
    """Makes checks of words from a release's files. Callable from any thread."""

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._lock = threading.Lock()
        self._digest = ""
        self._kept: WordCheck | None = None

    def of(self, *choices: Mapping[str, bytes]) -> WordCheck:
        """The check of the first of these releases whose words can be used; the shipped one if none can.

        :param choices: path -> content of each release's files.
        """
        for files in choices:
            words = {
                path.removeprefix(_PREFIX): content
                for path, content in files.items()
                if path.startswith(_PREFIX)
            }
            if words:
                try:
                    return self._loaded(words)
                except InputRefused:
                    continue
        return self._loaded({})

    def _loaded(self, words: Mapping[str, bytes]) -> WordCheck:
        digest = hashlib.sha256()
        for path, content in sorted(words.items()):
            digest.update(hashlib.sha256(path.encode()).digest() + hashlib.sha256(content).digest())
        with self._lock:
            if self._kept is None or self._digest != digest.hexdigest():
                self._kept, self._digest = _load(words), digest.hexdigest()
            return self._kept


def _load(words: Mapping[str, bytes]) -> WordCheck:
    if not words:
        return load_checker()
    return checker_of(words, PurePath("lexicons"))
