"""Which addresses the window may hand to the system's browser."""

from __future__ import annotations

from PySide6.QtCore import QUrl

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def may_open(address: str) -> bool:
    """An https address, or plain http on this machine; anything else could start a program."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or not url.host() or url.userName() or url.password():
        return False
    return url.scheme() == "https" or (url.scheme() == "http" and url.host() in _LOOPBACK)
