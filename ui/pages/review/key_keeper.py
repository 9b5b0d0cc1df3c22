"""The supervisor's key while the window is open: asked for once, held in memory alone, never written."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from robot.domain.log_views import LogSignIn
from robot.domain.review_views import ReviewCard, ReviewState
from ui.bridge.fault import Fault, fault_of

if TYPE_CHECKING:
    from robot.agent.signing import SupervisorKey


class KeyKeeper(QObject):
    """Opens the key in a thread, because its passphrase is stretched on purpose; signs at once."""

    #: A key is open.
    opened = Signal()
    #: Fault
    failed = Signal(object)
    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Without a key."""
        super().__init__(parent)
        self._key: SupervisorKey | None = None
        self._came.connect(self._on_came)

    @property
    def is_open(self) -> bool:
        """Whether decisions can be signed."""
        return self._key is not None

    @property
    def fingerprint(self) -> str:
        """Of the key that is open, or empty."""
        return self._key.fingerprint if self._key is not None else ""

    def open(self, path: str, passphrase: str) -> None:
        """Open a key file; `opened` or `failed` follows."""
        threading.Thread(target=self._open, args=(path, passphrase), name="tandem-key", daemon=True).start()

    def close(self) -> None:
        """Forget the key."""
        self._key = None

    def sign(
        self, card: ReviewCard, decision: str, comment: str, signers: Mapping[str, str]
    ) -> dict[str, Any] | None:
        """Arguments of `review_decide`; None, and `failed`, if the key may not."""
        if self._key is None:
            return None
        try:
            return self._key.sign(card, ReviewState(decision), comment, signers)
        except Exception as error:  # noqa: BLE001 - the page's border: every failure is told
            self.failed.emit(fault_of(error))
            return None

    def answer(self, question: LogSignIn) -> str | Fault:
        """The signature under a reviewer's sign-in to the log, or why there is none."""
        if self._key is None:
            return Fault(code="review.no_key")
        try:
            return self._key.sign_in(question)
        except Exception as error:  # noqa: BLE001 - the page's border: every failure is told
            return fault_of(error)

    def _open(self, path: str, passphrase: str) -> None:
        try:
            from robot.agent.signing import SupervisorKey  # noqa: PLC0415 - pydantic costs 150 ms

            key = SupervisorKey.open(Path(path), passphrase)
        except Exception as error:  # noqa: BLE001 - the thread's border
            self._came.emit(None, fault_of(error))
            return
        self._came.emit(key, None)

    def _on_came(self, key: SupervisorKey | None, fault: Fault | None) -> None:
        if fault is not None:
            self.failed.emit(fault)
            return
        self._key = key
        self.opened.emit()
