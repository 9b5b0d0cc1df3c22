"""Signing in as a reviewer with the key that the page holds, where the account itself may not review."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from robot.domain.log_views import LogSignedIn, LogSignIn, LogSources
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.bridge.line import Reply
from ui.pages.review.key_keeper import KeyKeeper


class SignIn(QObject):
    """One attempt for each opened key; the agent ends a session by itself after a while."""

    #: LogSignedIn
    signed_in = Signal(object)
    #: Fault
    failed = Signal(object)
    #: There is no key to sign in with.
    key_wanted = Signal()

    def __init__(self, bridge: AgentBridge, keeper: KeyKeeper, parent: QObject) -> None:
        """:param keeper: of the supervisor's key."""
        super().__init__(parent)
        self._bridge, self._keeper = bridge, keeper
        self._tried = ""
        self._is_in = False
        bridge.log_replied.connect(self._on_replied)

    def consider(self, sources: LogSources | None) -> None:
        """Sign in with the key that is open, once, if that is needed; sign out when it was put away."""
        if not self._keeper.is_open:
            self._tried = ""
            if self._is_in:
                self._is_in = False
                self._bridge.ask("log_sign_out")
            return
        if sources is not None and not sources.may_review and self._tried != self._keeper.fingerprint:
            self._tried = self._keeper.fingerprint
            self._bridge.ask("log_sign_in_ask")

    def press(self) -> None:
        """A person wants to: with the key that is open, else with one that is to be opened."""
        if self._keeper.is_open:
            self._tried = self._keeper.fingerprint
            self._bridge.ask("log_sign_in_ask")
        else:
            self.key_wanted.emit()

    def _on_replied(self, reply: Reply) -> None:
        if not reply.request.verb.startswith("log_sign_"):
            return
        if reply.fault is not None:
            self.failed.emit(reply.fault)
        elif isinstance(reply.answer, LogSignIn):
            signature = self._keeper.answer(reply.answer)
            if isinstance(signature, Fault):
                self.failed.emit(signature)
            else:
                self._bridge.ask("log_sign_in", signature=signature)
        elif isinstance(reply.answer, LogSignedIn):
            self._is_in = True
            self.signed_in.emit(reply.answer)
