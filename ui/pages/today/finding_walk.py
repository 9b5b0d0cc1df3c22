"""Goes from finding to finding, puts approved words in their place and takes them back."""

from __future__ import annotations

from robot.domain.views import Finding, ScriptPreview
from ui.pages.today.desk import Desk
from ui.pages.today.locked_text import LockedText
from ui.pages.today.remedies import Remedy, remedy_of
from ui.pages.today.script_editor import ScriptEditor


class FindingWalk:
    """The finding in hand, and what was done about findings of each task."""

    def __init__(self, desk: Desk, editor: ScriptEditor) -> None:
        """Nothing is pointed at."""
        self._desk, self._editor = desk, editor
        self._findings: tuple[Finding, ...] = ()
        #: Number of the finding pointed at, or -1.
        self.chosen = -1
        #: Task, slot, words before, words after; the latest last.
        self._done: list[tuple[str, str, str, str]] = []

    def take(self, findings: tuple[Finding, ...]) -> None:
        """Another verdict: what was pointed at may be gone."""
        if findings != self._findings:
            self._findings = findings
            self.forget_choice()

    def forget_choice(self) -> None:
        """Point at nothing."""
        self.chosen = -1
        self._editor.mark_finding(-1)

    def step(self, by: int) -> Finding | None:
        """Point at the next or the previous finding in reading order; the one pointed at, if there is any."""
        order = self._order()
        if not order:
            return None
        if self.chosen in order:
            at = (order.index(self.chosen) + by) % len(order)
        else:
            at = 0 if by > 0 else len(order) - 1
        self.chosen = order[at]
        self._editor.mark_finding(self.chosen)
        return self._findings[self.chosen]

    def remedies(self) -> dict[int, Remedy]:
        """Finding number -> the approved words that F would put there."""
        judged = self._judged()
        if judged is None:
            return {}
        found = ((number, remedy_of(judged, finding)) for number, finding in enumerate(self._findings))
        return {number: remedy for number, remedy in found if remedy is not None}

    def apply(self, number: int = -1) -> bool:
        """Put approved words where a finding is; whether that was possible.

        :param number: which finding; the one pointed at, else the first that has a wording.
        """
        remedies = self.remedies()
        wanted = number if number >= 0 else self.chosen
        if wanted < 0:
            wanted = next((at for at in self._order() if at in remedies), -1)
        remedy, judged = remedies.get(wanted), self._judged()
        if remedy is None or judged is None:
            return False
        before = next(span.text for span in judged.spans if span.is_free and span.slot == remedy.slot)
        after = before[: remedy.start] + remedy.words + before[remedy.end :]
        self._done.append((self._desk.current, remedy.slot, before, after))
        self.forget_choice()
        self._editor.replace(remedy.slot, remedy.start, remedy.end, remedy.words)
        return True

    def take_back(self) -> bool:
        """Put the RM's own words back where approved ones were put last; whether they still stand there."""
        text = self._editor.text
        for at in range(len(self._done) - 1, -1, -1):
            task_id, slot, before, after = self._done[at]
            if task_id != self._desk.current:
                continue
            del self._done[at]
            if any(span.is_free and span.slot == slot and span.text == after for span in text.spans):
                self._editor.replace(slot, 0, len(after), before)
                return True
        return False

    def _order(self) -> list[int]:
        def place(number: int) -> tuple[bool, int, int]:
            finding = self._findings[number]
            return finding.end <= finding.start, finding.start, finding.end

        return sorted(range(len(self._findings)), key=place)

    def _judged(self) -> LockedText | None:
        """The text that the findings are about, if it is still the one in hand."""
        card = self._desk.card
        script: ScriptPreview | None = card.script if card is not None else None
        if script is None or script.findings != self._findings:
            return None
        text = LockedText.of(script, self._desk.draft.free_slots)
        return text if text.text == script.text else None
