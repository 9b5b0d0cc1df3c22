"""One window for each user and home: a second start raises the first one's window."""

from __future__ import annotations

import hashlib
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

#: How long a second start waits for the first to hear it, in milliseconds.
_PATIENCE_MS = 800


class SingleInstance(QObject):
    """The first start listens; a later one knocks and goes."""

    #: A second start wants the window.
    raise_requested = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """:param name: tells apart what may run side by side."""
        super().__init__(parent)
        self._name = name
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Listen, or knock at the one that does."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            socket.disconnectFromServer()
            return False
        # Nobody answers, so a name left behind is that of a crashed start.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_knock)
        self._server = server
        return server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def _on_knock(self) -> None:
        if self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
            self.raise_requested.emit()


def instance_name(home: str) -> str:
    """The name for one user and one data directory."""
    who = f"{os.environ.get('USER') or os.environ.get('USERNAME', '')}|{os.path.realpath(home)}"
    return "tandem-ui-" + hashlib.sha256(who.encode()).hexdigest()[:16]
