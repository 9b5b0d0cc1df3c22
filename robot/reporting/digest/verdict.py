"""The one line on top: green, yellow or red, and why."""

from __future__ import annotations

from dataclasses import replace

from robot.domain.night_views import Digest, VerdictCause
from robot.domain.outcome import Outcome


def judge(digest: Digest, *, unknown: int) -> Digest:
    """The digest with its verdict.

    :param unknown: messages that may or may not have been sent, of every date.
    """
    red = {
        "journal_broken": int(not digest.journal_ok),
        "misdirected": digest.ledger_misdirected,
        "doubled": digest.ledger_doubled,
        "unknown": unknown,
        "missed_start": int(digest.missed is not None),
    }
    yellow = {
        "needs_you": len(digest.needs),
        "failed": failed(digest),
        "waiting": digest.waiting,
        "unsettled": max(0, digest.ledger_unsettled - unknown),
    }
    verdict = "red" if any(red.values()) else "yellow" if any(yellow.values()) else "green"
    causes = tuple(VerdictCause(code=code, count=n) for code, n in {**red, **yellow}.items() if n)
    return replace(digest, verdict=verdict, verdict_why=causes)


def failed(digest: Digest) -> int:
    """Tasks that ended without a message and without a rule or person having said so."""
    return digest.by_outcome.get(Outcome.PLATFORM_REFUSED, 0) + digest.by_outcome.get(Outcome.HALTED, 0)
