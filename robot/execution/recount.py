"""Reads once more what was confirmed: a site may double or change a message after it was first seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from robot.domain.contact import ContactState, LedgerEntry
from robot.domain.outcome import Outcome, Reason, TaskOutcome
from robot.domain.task import Task
from robot.execution.ports import ContactLedger, Expected, Sighting, Witness


class Recount:
    """The second reading of one site's confirmed messages, after its longest lag. Never acts."""

    def __init__(
        self,
        witness: Witness,
        ledger: ContactLedger,
        *,
        load: Callable[[LedgerEntry], Awaitable[tuple[Task, str]]],
        at_once: int,
    ) -> None:
        """:param load: gives an entry's task and, if it renders again to the same hash, its text, else empty.

        :param at_once: how many messages are read for in one look; others wait for the witness meanwhile.
        """
        self._witness = witness
        self._ledger = ledger
        self._load = load
        self._at_once = at_once

    async def of(self, entries: Sequence[LedgerEntry]) -> list[TaskOutcome]:
        """Read for entries of one business date, and flag what the site holds otherwise than it did.

        That a message is not seen any more changes nothing: it was read once, and lists are cut.

        :returns: the endings that were taken back.
        :raises ChannelRefusal: if the site could not be read; nothing was changed by that look.
        """
        flagged: list[TaskOutcome] = []
        for start in range(0, len(entries), self._at_once):
            some = entries[start : start + self._at_once]
            sightings = await self._witness.look([await self._expected(entry) for entry in some])
            for entry, sighting in zip(some, sightings, strict=True):
                wrong = await self._wrong(entry, sighting)
                if wrong is not None:
                    flagged.append(wrong)
        return flagged

    async def _wrong(self, entry: LedgerEntry, sighting: Sighting) -> TaskOutcome | None:
        # Other steps may have sent the same words to the same customer on that day.
        others = await self._ledger.equal_effects(entry.key, entry.text_sha256)
        wrong = _now_wrong(sighting, len(sighting.found) - max(entry.baseline, others))
        if wrong is not None:
            await self._ledger.resolve(
                entry,
                ContactState.UNKNOWN,
                decided_by="recount",
                effect_ids=sighting.found + sighting.altered + sighting.misdirected,
                detail=wrong.detail,
                elsewhere=sighting.elsewhere,
                moves=wrong,
            )
        return wrong

    async def _expected(self, entry: LedgerEntry) -> Expected:
        task, text = await self._load(entry)
        return Expected(
            recipient=task.customer.recipient,
            text_sha256=entry.text_sha256,
            text=text,
            business_date=entry.key.business_date,
            message_id=entry.effect_ids[0] if len(entry.effect_ids) == 1 else "",
        )


def _now_wrong(sighting: Sighting, found: int) -> TaskOutcome | None:
    ids = ", ".join(sighting.found + sighting.altered + sighting.misdirected)
    if found > 1:
        return _flag(Reason.EFFECT_DOUBLED, f"later the site held it {found} times: {ids}")
    if found < 1 and sighting.misdirected:
        under = ", ".join(sighting.elsewhere)
        return _flag(Reason.EFFECT_MISDIRECTED, f"later the site held {ids} under another customer: {under}")
    if found < 1 and sighting.altered:
        return _flag(Reason.EFFECT_ALTERED, f"later the site held it with another text: {ids}")
    return None


def _flag(reason: Reason, detail: str) -> TaskOutcome:
    return TaskOutcome(outcome=Outcome.UNKNOWN, reason=reason, detail=detail)
