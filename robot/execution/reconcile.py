"""After a crash or an unknown: every unsettled entry is read before anything is sent again. Never acts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from robot.domain.clock import Clock
from robot.domain.contact import ContactState, Effect, LedgerEntry
from robot.domain.errors import JournalUnwritable
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.ports import ContactLedger, Expected, RecordChannel, Reopened, Sighting, Witness
from robot.execution.recorder import RecordDue, record_of

_LOG = structlog.get_logger("execution.reconcile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What reading said of one entry."""

    entry: LedgerEntry
    state: ContactState
    reason: Reason
    detail: str
    #: The site's own ids of what was found.
    effect_ids: tuple[str, ...] = ()
    #: External ids of other customers under whom the site filed it.
    elsewhere: tuple[str, ...] = ()
    #: Reading said something; otherwise what the ledger knew before stands.
    is_news: bool = True


def is_lag_over(entry: LedgerEntry, clock: Clock, lag: timedelta) -> bool:
    """Whether what was clicked must have arrived by now, if it ever does.

    The wall clock alone could have been set forward, so as much must have passed on the monotonic clock.
    After a restart of the machine that begins anew: then what passed since, or less, is counted.
    """
    mono_ns = clock.monotonic_ns()
    passed_ns = mono_ns - entry.acted_mono_ns if mono_ns >= entry.acted_mono_ns else mono_ns
    by_wall = clock.now() - (entry.clicked_at or entry.intended_at)
    return min(by_wall, timedelta(microseconds=passed_ns // 1000)) >= lag


def judge_message(entry: LedgerEntry, sighting: Sighting | None, *, is_lag_over: bool) -> Settled:
    """What a sighting says of an entry whose agent died.

    Absence counts only after the site's longest lag: before that the message may still be on its way.
    """
    seen = sighting.found + sighting.altered + sighting.misdirected if sighting else ()

    def settled(state: ContactState, reason: Reason, detail: str = "") -> Settled:
        return Settled(
            entry=entry,
            state=state,
            reason=reason,
            detail=detail,
            effect_ids=seen,
            elsewhere=sighting.elsewhere if sighting else (),
            is_news=bool(sighting) or entry.state is not ContactState.UNKNOWN,
        )

    if sighting is None:
        return settled(ContactState.UNKNOWN, Reason.WITNESS_UNAVAILABLE, "the witness could not be read")
    found = len(sighting.found) - entry.baseline
    if sighting.misdirected:
        under = ", ".join(sighting.elsewhere)
        detail = (
            f"the site holds the message {', '.join(sighting.misdirected)} under another customer: {under}"
        )
        return settled(ContactState.UNKNOWN, Reason.EFFECT_MISDIRECTED, detail)
    if sighting.altered and found != 1:
        ids = ", ".join(sighting.altered)
        return settled(
            ContactState.UNKNOWN,
            Reason.EFFECT_ALTERED,
            f"the site holds the message with another text: {ids}",
        )
    if found == 1:
        return settled(ContactState.CONFIRMED, Reason.EFFECT_READ_BACK)
    if found > 1:
        detail = f"the site holds it {found} times: {', '.join(sighting.found)}"
        return settled(ContactState.UNKNOWN, Reason.EFFECT_DOUBLED, detail)
    if entry.state is ContactState.UNKNOWN and entry.effect_ids:
        # It was seen doubled, altered or elsewhere; that it is not seen now proves nothing.
        seen = entry.effect_ids
        return replace(
            settled(ContactState.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME, "seen earlier, and not any more"),
            is_news=False,
        )
    if not sighting.is_whole:
        return settled(
            ContactState.UNKNOWN,
            Reason.EFFECT_NOT_FOUND_IN_TIME,
            "not seen, but the list is longer than was read",
        )
    if not is_lag_over:
        return settled(
            ContactState.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME, "not seen yet, and too early to say absent"
        )
    return settled(ContactState.ABSENT, Reason.INTERRUPTED, "the server's list does not hold it")


class Reconciliation:
    """Settles entries of one site's messages, and of the CRM's records."""

    def __init__(
        self,
        *,
        witness: Witness,
        portal: RecordChannel | None,
        ledger: ContactLedger,
        load: Callable[[LedgerEntry], Awaitable[tuple[Task, str]]],
        clock: Clock,
        lag: timedelta,
        list_keeps_refused: bool = False,
    ) -> None:
        """:param load: gives an entry's task and, if it renders again to the same hash, its text, else empty.

        :param lag: after so long, a message that is not in the server's list was never stored.
        :param list_keeps_refused: the list also holds what the site refused, so finding is no proof.
        """
        self._list_keeps_refused = list_keeps_refused
        self._witness = witness
        self._portal = portal
        self._ledger = ledger
        self._load = load
        self._clock = clock
        self._lag = lag

    async def settle(self, entries: Sequence[LedgerEntry]) -> list[Settled]:
        """Read for each entry, write what is known, and move the tasks of its messages on with it."""
        messages = [entry for entry in entries if entry.key.effect is Effect.MESSAGE]
        records = [entry for entry in entries if entry.key.effect is Effect.RECORD]
        results = await self._messages(messages) if messages else []
        results += [await self._record(entry) for entry in records]
        for result in results:
            if not result.is_news:
                continue
            await self._ledger.resolve(
                result.entry,
                result.state,
                decided_by="reconcile",
                effect_ids=result.effect_ids,
                detail=result.detail or result.reason,
                elsewhere=result.elsewhere,
                moves=_moves(result),
            )
        return results

    async def _messages(self, entries: Sequence[LedgerEntry]) -> list[Settled]:
        results: list[Settled] = []
        # One list is one business date.
        for day in sorted({entry.key.business_date for entry in entries}):
            of_day = [entry for entry in entries if entry.key.business_date == day]
            sightings: list[Sighting | None]
            try:
                sightings = list(await self._witness.look([await self._expected(entry) for entry in of_day]))
            except JournalUnwritable:
                raise
            except Exception as err:  # noqa: BLE001 - a site, a browser, a disk: nothing is known then
                _LOG.warning("witness_unreadable", kind=type(err).__name__)
                sightings = [None] * len(of_day)
            for entry, sighting in zip(of_day, sightings, strict=True):
                results.append(self._judged(entry, sighting))
        return results

    def _judged(self, entry: LedgerEntry, sighting: Sighting | None) -> Settled:
        is_over = is_lag_over(entry, self._clock, self._lag)
        settled = judge_message(entry, sighting, is_lag_over=is_over)
        is_record = entry.key.effect is not Effect.MESSAGE
        if is_record or not self._list_keeps_refused or settled.state is not ContactState.CONFIRMED:
            return settled
        detail = "the list holds it, but also what the site refused; look at the chat"
        return replace(settled, state=ContactState.UNKNOWN, reason=Reason.PLATFORM_OTHER, detail=detail)

    async def _expected(self, entry: LedgerEntry) -> Expected:
        task, text = await self._load(entry)
        return Expected(
            recipient=task.customer.recipient,
            text_sha256=entry.text_sha256,
            text=text,
            business_date=entry.key.business_date,
            # What was seen once is looked for by its own id, wherever it was filed.
            message_id=entry.effect_ids[0] if len(entry.effect_ids) == 1 else "",
        )

    async def _record(self, entry: LedgerEntry) -> Settled:
        task, text = await self._load(entry)
        sighting: Sighting | None = None
        if self._portal is not None and text:
            try:
                sighting = await self._portal.count(record_of(RecordDue(task=task, text=text)))
            except JournalUnwritable:
                raise
            except Exception as err:  # noqa: BLE001 - as above
                _LOG.warning("records_unreadable", kind=type(err).__name__)
        # A record under way when the agent died may still arrive, as a message may.
        return self._judged(entry, sighting)


def _moves(settled: Settled) -> TaskOutcome | Reopened | None:
    if settled.entry.key.effect is not Effect.MESSAGE:
        return None
    return task_outcome(settled) or Reopened(why="shown absent by reading")


def task_outcome(settled: Settled) -> TaskOutcome | None:
    """How the task of a settled message ends; None means that it may begin again."""
    if settled.state is ContactState.CONFIRMED:
        return TaskOutcome(
            outcome=Outcome.CONFIRMED, reason=settled.reason, detail="found by reading after an interruption"
        )
    if settled.state is ContactState.ABSENT:
        return None
    return TaskOutcome(outcome=Outcome.UNKNOWN, reason=settled.reason, detail=settled.detail)
