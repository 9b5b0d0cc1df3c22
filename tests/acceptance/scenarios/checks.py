"""What the only right endings look like at the bank. Each check is itself tested in `test_the_checks.py`.

A check never believes the robot alone: it holds the robot's word against the bank's store and the archive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.acceptance.scenarios.surfaces import Attempt, Stored

#: What the bank says of a send that it will never store; any other may still arrive.
NEVER_STORED = frozenset(
    {"rejected_later", "accepted_never_stored", "quota", "already_received", "too_long", "not_friend"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A task of the day's list, and the exact words that were approved for it."""

    task_id: str
    customer_id: str
    external_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What the robot says became of a task."""

    outcome: str
    reason: str
    detail: str = ""
    #: The ledger's word on the message: its state, and the bank's ids that it noted.
    ledger: str = ""
    effect_ids: tuple[str, ...] = ()
    #: External ids of the customers whom the robot flagged because of this message.
    flagged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was to be seen at the bank at one moment."""

    store: Sequence[Stored]
    #: The archive page in the auditor's session.
    archive: Sequence[Stored]
    attempts: Sequence[Attempt]


def right_effect_once(seen: Seen, task: Planned) -> None:
    """The customer has the approved words, whole and once, and nobody else has them."""
    for surface, rows in (("store", seen.store), ("archive", seen.archive)):
        to_customer = [row for row in rows if row.external_id == task.external_id]
        assert [row.text for row in to_customer] == [task.text], f"the {surface} holds {to_customer}"
    _nobody_else_has_it(seen, task)


def nothing_reached(seen: Seen, task: Planned) -> None:
    """No word reached the customer, nobody else has it, and nothing is on its way."""
    for surface, rows in (("store", seen.store), ("archive", seen.archive)):
        to_customer = [row for row in rows if row.external_id == task.external_id]
        assert to_customer == [], f"the {surface} holds {to_customer}"
    _nobody_else_has_it(seen, task)
    on_their_way = [
        attempt
        for attempt in seen.attempts
        if attempt.external_id == task.external_id and attempt.outcome not in NEVER_STORED
    ]
    assert on_their_way == [], f"may still arrive: {on_their_way}"


def nothing_was_tried(seen: Seen, task: Planned) -> None:
    """Nothing reached the customer, and the bank was not even asked to send."""
    nothing_reached(seen, task)
    assert [attempt for attempt in seen.attempts if attempt.external_id == task.external_id] == []


def doubled_and_flagged(seen: Seen, task: Planned, ending: Ending) -> None:
    """The site doubled one click: both ids are named, and the robot asked once."""
    ids = [row.message_id for row in seen.store if row.external_id == task.external_id]
    assert len(ids) > 1, f"the store holds it {len(ids)} times"
    assert (ending.outcome, ending.reason) == ("unknown", "effect.doubled")
    assert set(ids) <= set(ending.effect_ids), "the ledger knows both"
    assert all(message_id in ending.detail for message_id in ids), "a person is told both"
    _asked_once(seen, task)


def wrong_words_flagged(seen: Seen, task: Planned, ending: Ending) -> None:
    """Other words than the approved ones stand at the customer's: said so with the id, and not 'repaired'."""
    rows = [row for row in seen.store if row.external_id == task.external_id]
    assert len(rows) == 1, f"the store holds {rows}"
    assert rows[0].text != task.text, "these are the approved words"
    assert (ending.outcome, ending.reason) == ("unknown", "effect.altered")
    assert rows[0].message_id in ending.effect_ids
    assert rows[0].message_id in ending.detail
    _asked_once(seen, task)


def both_customers_flagged(seen: Seen, task: Planned, ending: Ending) -> None:
    """The words stand under another customer: the task says so, and both customers are flagged."""
    mine = [row for row in seen.store if row.external_id == task.external_id]
    assert mine == [], f"the right customer has {mine}"
    elsewhere = [row for row in seen.store if row.text == task.text]
    assert len(elsewhere) == 1, f"others have {elsewhere}"
    assert (ending.outcome, ending.reason) == ("unknown", "effect.misdirected")
    assert elsewhere[0].message_id in ending.effect_ids
    assert ending.flagged == {task.external_id, elsewhere[0].external_id}
    _asked_once(seen, task)


def _nobody_else_has_it(seen: Seen, task: Planned) -> None:
    for rows in (seen.store, seen.archive):
        others = [row for row in rows if row.text == task.text and row.external_id != task.external_id]
        assert others == [], f"another customer holds these words: {others}"


def _asked_once(seen: Seen, task: Planned) -> None:
    asked = [attempt for attempt in seen.attempts if attempt.external_id == task.external_id]
    assert len(asked) == 1, f"the robot asked {len(asked)} times"
