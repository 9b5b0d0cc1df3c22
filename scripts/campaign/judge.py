"""What became of each task: the robot's word held against the bank's own store. Pure, and so tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Endings that stop work although something might still be done.
STOPPED = frozenset({"halted", "needs_person", "unknown", ""})
#: A person's message that was stored so long before the robot's press stood on the page to be seen.
_SEEN_AFTER = timedelta(milliseconds=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A task of the episode and the exact words approved for it."""

    task_id: str
    external_id: str
    text: str
    #: The right effect could be had: with the trouble as it was, one scan of a code and one resumed run.
    is_possible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the robot says became of a task; an empty outcome means that it has none."""

    outcome: str
    reason: str = ""
    detail: str = ""
    ledger: str = ""
    effect_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A message that the bank's store holds."""

    message_id: str
    external_id: str
    text: str
    #: Which press of the button it came from; empty for a message that a person sent elsewhere.
    client_key: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press of the send button that reached the bank's server."""

    client_key: str
    external_id: str
    text: str
    at: datetime
    #: How often the browser asked for it: more than once if it asked again by itself.
    requests: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is right and wrong about one task. Numbers are counts, the rest facts."""

    outcome: str
    reason: str
    is_possible: bool
    #: Messages that the store holds because of this task.
    effects: int
    #: Effects beyond the first that the robot caused.
    duplicates: int
    #: Said confirmed, and the store holds nothing.
    is_lost: bool
    #: Effects with another customer that the robot caused.
    wrong_recipient: int
    #: Presses with other words than the approved ones.
    wrong_words: int
    #: Said confirmed, and the effect is missing, doubled, cut or misdirected.
    is_silent_wrong: bool
    #: The right effect stands: whole, once, with the right customer.
    is_right: bool
    #: The site itself doubled, altered or misdirected it.
    is_spoilt: bool
    #: ... and the robot says so, naming every message concerned.
    is_flagged: bool

    @property
    def is_over_halted(self) -> bool:
        """Stopped although the right effect was possible."""
        return self.is_possible and self.outcome in STOPPED

    @property
    def is_other_ending(self) -> bool:
        """Refused or cancelled although the right effect was possible."""
        return self.is_possible and self.outcome not in STOPPED and self.outcome != "confirmed"

    @property
    def is_false_abort(self) -> bool:
        """Not said confirmed although the right effect stands."""
        return self.is_right and self.outcome != "confirmed"

    @property
    def is_failure(self) -> bool:
        """Whether something happened that must never happen."""
        return bool(
            self.duplicates
            or self.is_lost
            or self.wrong_recipient
            or self.wrong_words
            or self.is_silent_wrong
            or (self.is_spoilt and not self.is_flagged)
        )


def judge(
    tasks: Sequence[Taken], said: dict[str, Said], effects: Sequence[Effect], presses: Sequence[Press]
) -> list[Verdict]:
    """One verdict for each task, in their order; strays are charged to the task whose words they carry."""
    store = _Store(tasks, effects, presses)
    return [_verdict(task, said.get(task.task_id, Said(outcome="")), store) for task in tasks]


class _Store:
    """What the bank holds, found quickly: a soak has thousands of tasks."""

    def __init__(self, tasks: Sequence[Taken], effects: Sequence[Effect], presses: Sequence[Press]) -> None:
        self._effects: dict[str, list[Effect]] = {}
        self._by_hand: dict[str, list[Effect]] = {}
        for effect in effects:
            if effect.client_key:
                self._effects.setdefault(effect.client_key, []).append(effect)
            else:
                self._by_hand.setdefault(effect.external_id, []).append(effect)
        self._presses: dict[str, list[Press]] = {}
        #: Presses in a chat of no task of the list, by the task whose words they carry, else the first.
        self._strays: dict[str, list[Press]] = {}
        planned = {task.external_id for task in tasks}
        owner = {task.text: task.task_id for task in reversed(tasks)}
        for press in presses:
            if press.external_id in planned:
                self._presses.setdefault(press.external_id, []).append(press)
            else:
                self._strays.setdefault(owner.get(press.text, tasks[0].task_id), []).append(press)

    def presses(self, task: Taken) -> list[Press]:
        """Presses in the customer's chat."""
        return self._presses.get(task.external_id, [])

    def strays(self, task: Taken) -> list[Press]:
        """Presses in strangers' chats that are charged to the task."""
        return self._strays.get(task.task_id, [])

    def caused_by(self, presses: Sequence[Press]) -> list[Effect]:
        """Messages that came of these presses."""
        return [effect for press in presses for effect in self._effects.get(press.client_key, [])]

    def by_hand(self, task: Taken) -> list[Effect]:
        """Messages with exactly the task's words that a person sent to the customer."""
        return [effect for effect in self._by_hand.get(task.external_id, []) if effect.text == task.text]


def _verdict(task: Taken, said: Said, store: _Store) -> Verdict:
    own = store.presses(task)
    caused, by_hand = store.caused_by(own), store.by_hand(task)
    with_others = store.caused_by(store.strays(task))
    stands = [*(effect for effect in caused if effect.external_id == task.external_id), *by_hand]
    is_right = len(caused) == len(stands) == 1 and stands[0].text == task.text and not with_others
    is_spoilt = _is_spoilt(own, caused)
    return Verdict(
        outcome=said.outcome,
        reason=said.reason,
        # What the site spoilt cannot become right any more.
        is_possible=task.is_possible and not is_spoilt,
        effects=len(caused) + len(with_others),
        duplicates=_robots_own(own, caused, by_hand),
        is_lost=said.outcome == "confirmed" and not stands and not caused,
        wrong_recipient=len(with_others),
        wrong_words=sum(1 for press in own if press.text != task.text),
        is_silent_wrong=said.outcome == "confirmed" and not is_right,
        is_right=is_right,
        is_spoilt=is_spoilt,
        is_flagged=is_spoilt and _is_flagged(said, caused),
    )


def _is_spoilt(own: Sequence[Press], caused: Sequence[Effect]) -> bool:
    asked = {press.client_key: press for press in own}
    keys = [effect.client_key for effect in caused]
    return any(
        keys.count(effect.client_key) > asked[effect.client_key].requests
        or effect.external_id != asked[effect.client_key].external_id
        or effect.text != asked[effect.client_key].text
        for effect in caused
    )


def _is_flagged(said: Said, caused: Sequence[Effect]) -> bool:
    return said.outcome == "unknown" and {effect.message_id for effect in caused} <= set(said.effect_ids)


def _robots_own(own: Sequence[Press], caused: Sequence[Effect], by_hand: Sequence[Effect]) -> int:
    """Effective presses beyond the first; a person's equal message that stood there to be seen is first.

    What the robot's browser asked for a second time by itself is the robot's own.
    """
    stored = Counter(effect.client_key for effect in caused)
    effective = [press for press in own if press.client_key in stored]
    asked_again = sum(min(stored[press.client_key], press.requests) - 1 for press in effective)
    after_a_person = sum(
        1 for press in effective if any(effect.at + _SEEN_AFTER < press.at for effect in by_hand)
    )
    return max(len(effective) - 1, after_a_person) + asked_again
