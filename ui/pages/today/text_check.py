"""Has every change of a text judged: one question under way; only the answer to the newest words counts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from robot.domain.views import ScriptPreview
from ui.bridge.agent_bridge import AgentBridge
from ui.bridge.fault import Fault

#: The arm and the free slots of a task as they stand now, or None when there is nothing to judge.
Question = Callable[[str], tuple[str, dict[str, str]] | None]


class TextCheck(QObject):
    """Asks at once; while one verdict is on its way the next change waits for it."""

    #: Task id, ScriptPreview: the verdict on the words as they are.
    answered = Signal(str, object)
    #: Task id, Fault: these words were not judged.
    failed = Signal(str, object)

    def __init__(self, bridge: AgentBridge, question: Question) -> None:
        """:param question: asked for the words when it is their turn."""
        super().__init__()
        self._bridge = bridge
        self._question = question
        #: Task -> ticket of the question under way.
        self._tickets: dict[str, int] = {}
        #: Changed since they were last asked about.
        self._changed: set[str] = set()
        self._unjudged: set[str] = set()
        self._is_composing = False
        bridge.preview_received.connect(self._on_answer)
        bridge.preview_failed.connect(self._on_failed)

    def is_checking(self, task_id: str) -> bool:
        """Whether the verdict shown is on older words."""
        return task_id in self._tickets or task_id in self._changed

    def is_unjudged(self, task_id: str) -> bool:
        """Whether the words could not be judged."""
        return task_id in self._unjudged

    def changed(self, task_id: str) -> None:
        """The words are others now."""
        self._unjudged.discard(task_id)
        self._changed.add(task_id)
        self._go_on(task_id)

    def set_composing(self, is_composing: bool) -> None:
        """Half a word of an input method is not judged; what was written is as soon as it is whole."""
        self._is_composing = is_composing
        if not is_composing:
            for task_id in tuple(self._changed):
                self._go_on(task_id)

    def forget(self, task_id: str) -> None:
        """What is on its way concerns nobody any more."""
        self._tickets.pop(task_id, None)
        self._changed.discard(task_id)
        self._unjudged.discard(task_id)

    def ask_again(self) -> None:
        """The agent is back: have judged what could not be."""
        for task_id in tuple(self._unjudged):
            self.changed(task_id)

    def _go_on(self, task_id: str) -> None:
        if self._is_composing or task_id in self._tickets or task_id not in self._changed:
            return
        self._changed.discard(task_id)
        question = self._question(task_id)
        if question is not None:
            self._tickets[task_id] = self._bridge.preview(task_id, *question)

    def _on_answer(self, task_id: str, ticket: int, script: ScriptPreview) -> None:
        if self._tickets.get(task_id) != ticket:
            return
        del self._tickets[task_id]
        if task_id in self._changed:
            # On words that have changed since: nobody is shown that verdict.
            self._go_on(task_id)
            return
        self.answered.emit(task_id, script)

    def _on_failed(self, task_id: str, ticket: int, fault: Fault) -> None:
        if self._tickets.get(task_id) != ticket:
            return
        del self._tickets[task_id]
        if task_id in self._changed and not fault.is_unreachable:
            self._go_on(task_id)
            return
        self._changed.discard(task_id)
        self._unjudged.add(task_id)
        self.failed.emit(task_id, fault)
