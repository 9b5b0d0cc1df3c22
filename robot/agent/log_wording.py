"""What codes of the log are called, for the search and for one record; the reader of the log has no words."""

from __future__ import annotations

from collections.abc import Mapping

from robot.domain.log_views import LogRuleText
from robot.reporting.log_words import ANOMALIES, MARKS, RECORD_TYPES, RESULTS, SITES
from robot.reporting.words import REASON_CODES, outcome_words, reason_words
from robot.review.codes import Kind
from robot.review.dictionary import Labels
from robot.review.records import Wording

_OUTCOMES = ("confirmed", "refused", "platform_refused", "halted", "needs_person", "unknown", "cancelled")


def labels(track_titles: Mapping[str, str]) -> Labels:
    """Words that a person may search by.

    :param track_titles: id of a talk track -> its title.
    """
    results = {code: (outcome_words(code), outcome_words(code, "en")) for code in _OUTCOMES}
    return {
        Kind.TYPE: RECORD_TYPES,
        # By the outcome's whole word as by the short one of the table.
        Kind.RESULT: {code: _both(results.get(code), RESULTS.get(code)) for code in {*results, *RESULTS}},
        Kind.RULE: {code: (reason_words(code), reason_words(code, "en")) for code in REASON_CODES},
        Kind.SITE: SITES,
        Kind.TRACK: {track: (title, "") for track, title in track_titles.items()},
        Kind.ANOMALY: ANOMALIES,
        Kind.MARK: MARKS,
    }


def _both(one: tuple[str, str] | None, other: tuple[str, str] | None) -> tuple[str, str]:
    found = [words for words in (one, other) if words is not None]
    return " ".join(zh for zh, _ in found), " ".join(en for _, en in found)


def wording(track_titles: Mapping[str, str]) -> Wording:
    """Texts of rules and titles of talk tracks."""

    def rule(code: str) -> LogRuleText:
        known = code in REASON_CODES
        return LogRuleText(
            rule=code,
            zh=reason_words(code) if known else "",
            en=reason_words(code, "en") if known else "",
        )

    return Wording(rule=rule, track_title=lambda track: track_titles.get(track, ""))
