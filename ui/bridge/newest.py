"""One kind of question to the agent of which only the newest counts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault
from ui.bridge.line import Reply


class Newest(QObject):
    """Sends a verb of the log; answers to older questions are dropped unheard."""

    #: The answer, and the arguments it answers.
    answered = Signal(object, object)
    #: Fault, and the arguments.
    failed = Signal(object, object)

    def __init__(
        self, bridge: AgentBridge, verb: str, parent: QObject, *, is_one_at_a_time: bool = True
    ) -> None:
        """Nothing is asked yet.

        :param is_one_at_a_time: a newer question waits for the answer under way, in place of any other that
            waits; else it is sent at once, and the agent breaks the older one off.
        """
        super().__init__(parent)
        self._bridge, self._verb, self._is_one_at_a_time = bridge, verb, is_one_at_a_time
        self._ticket = 0
        self._waiting: dict[str, Any] | None = None
        bridge.log_replied.connect(self._on_replied)

    @property
    def is_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._ticket != 0

    def ask(self, **args: Any) -> None:
        """Ask, in place of what was asked before."""
        if self._is_one_at_a_time and self._ticket:
            self._waiting = args
            return
        self._ticket = self._bridge.ask(self._verb, **args)

    def drop(self) -> None:
        """Nothing that was asked counts any more."""
        self._ticket, self._waiting = 0, None

    def _on_replied(self, reply: Reply) -> None:
        if reply.request.ticket != self._ticket:
            return
        self._ticket = 0
        if self._waiting is not None:
            args, self._waiting = self._waiting, None
            self._ticket = self._bridge.ask(self._verb, **args)
            return
        self._tell(reply.answer, reply.fault, reply.request.args)

    def _tell(self, answer: object, fault: Fault | None, args: object) -> None:
        if fault is not None:
            self.failed.emit(fault, args)
        else:
            self.answered.emit(answer, args)
