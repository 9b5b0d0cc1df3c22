from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from campaign.judge import Effect, Press, Said, Taken, Verdict, judge

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TASK = Taken(task_id="T1", external_id="wm1", text="您好，王女士")
OTHER = Taken(task_id="T2", external_id="wm2", text="您好，李先生")
PRESS = Press(client_key="k1", external_id="wm1", text="您好，王女士", at=NOON)
EFFECT = Effect(message_id="M1", external_id="wm1", text="您好，王女士", client_key="k1", at=NOON)
CONFIRMED = Said(outcome="confirmed", reason="effect.read_back", ledger="confirmed", effect_ids=("M1",))
UNKNOWN = Said(outcome="unknown", reason="effect.doubled", ledger="unknown", effect_ids=("M1",))


def judged(said: Said, effects: list[Effect], presses: list[Press], task: Taken = TASK) -> Verdict:
    return judge([task, OTHER], {"T1": said}, effects, presses)[0]


def test_the_right_effect_said_so_is_no_failure() -> None:
    verdict = judged(CONFIRMED, [EFFECT], [PRESS])
    assert verdict.is_right
    assert verdict.effects == 1
    assert not verdict.is_failure
    assert not verdict.is_over_halted
    assert not verdict.is_false_abort


def test_a_missing_effect_said_confirmed_is_lost_and_silently_wrong() -> None:
    verdict = judged(CONFIRMED, [], [PRESS])
    assert verdict.is_lost
    assert verdict.is_silent_wrong
    assert verdict.is_failure


def test_a_second_press_that_was_stored_is_the_robots_duplicate() -> None:
    again = replace(PRESS, client_key="k2", at=NOON + timedelta(seconds=5))
    second = replace(EFFECT, message_id="M2", client_key="k2")
    verdict = judged(CONFIRMED, [EFFECT, second], [PRESS, again])
    assert verdict.duplicates == 1
    assert verdict.is_silent_wrong
    assert judged(UNKNOWN, [EFFECT, second], [PRESS, again]).duplicates == 1


def test_a_second_press_after_one_that_was_never_stored_is_no_duplicate() -> None:
    again = replace(PRESS, client_key="k2")
    verdict = judged(CONFIRMED, [replace(EFFECT, client_key="k2")], [PRESS, again])
    assert verdict.duplicates == 0
    assert verdict.is_right


def test_a_double_of_the_site_is_not_the_robots_but_must_be_flagged_with_both_ids() -> None:
    both = [EFFECT, replace(EFFECT, message_id="M2")]
    assert judged(UNKNOWN, both, [PRESS]).duplicates == 0
    silent = judged(CONFIRMED, both, [PRESS])
    assert (silent.is_spoilt, silent.is_flagged, silent.is_silent_wrong, silent.is_failure) == (
        True,
        False,
        True,
        True,
    )
    assert judged(UNKNOWN, both, [PRESS]).is_failure, "one id of two is not enough"
    flagged = judged(replace(UNKNOWN, effect_ids=("M1", "M2")), both, [PRESS])
    assert flagged.is_flagged
    assert not flagged.is_failure


@pytest.mark.parametrize(
    "spoilt",
    [replace(EFFECT, text="您好，王"), replace(EFFECT, external_id="wm9")],
    ids=["cut", "filed under another customer"],
)
def test_what_the_site_spoils_must_be_flagged(spoilt: Effect) -> None:
    assert judged(CONFIRMED, [spoilt], [PRESS]).is_silent_wrong
    flagged = judged(UNKNOWN, [spoilt], [PRESS])
    assert flagged.is_flagged
    assert flagged.wrong_recipient == 0
    assert not flagged.is_failure


def test_a_press_in_a_strangers_chat_is_charged_to_the_task_whose_words_it_sent() -> None:
    astray = replace(PRESS, external_id="wm9")
    verdict = judged(UNKNOWN, [replace(EFFECT, external_id="wm9")], [astray])
    assert verdict.wrong_recipient == 1
    assert verdict.is_failure


def test_the_words_of_one_task_sent_to_the_customer_of_another_are_wrong_words_there() -> None:
    astray = replace(PRESS, external_id="wm2")
    verdicts = judge([TASK, OTHER], {}, [replace(EFFECT, external_id="wm2")], [astray])
    assert [verdict.wrong_words for verdict in verdicts] == [0, 1]


def test_other_words_than_approved_are_a_failure_whatever_is_said_of_them() -> None:
    typed = replace(PRESS, text="您好，王女士稍等")
    verdict = judged(UNKNOWN, [replace(EFFECT, text=typed.text)], [typed])
    assert verdict.wrong_words == 1
    assert verdict.is_failure


def test_sending_what_a_person_had_sent_before_is_a_duplicate_but_not_at_the_same_moment() -> None:
    by_hand = replace(EFFECT, message_id="M0", client_key="", at=NOON - timedelta(seconds=2))
    assert judged(UNKNOWN, [by_hand, EFFECT], [PRESS]).duplicates == 1
    at_once = replace(by_hand, at=NOON - timedelta(milliseconds=50))
    assert judged(UNKNOWN, [at_once, EFFECT], [PRESS]).duplicates == 0
    assert judged(CONFIRMED, [at_once, EFFECT], [PRESS]).is_silent_wrong


@pytest.mark.parametrize("outcome", ["halted", "needs_person", "unknown", ""])
def test_stopping_is_over_halting_only_where_the_right_effect_was_possible(outcome: str) -> None:
    assert judged(Said(outcome=outcome), [], []).is_over_halted
    assert not judged(Said(outcome=outcome), [], [], replace(TASK, is_possible=False)).is_over_halted


def test_refusing_where_it_was_possible_is_counted_apart() -> None:
    verdict = judged(Said(outcome="refused"), [], [])
    assert verdict.is_other_ending
    assert not verdict.is_over_halted


def test_a_right_effect_that_is_not_said_confirmed_is_a_false_abort() -> None:
    assert judged(Said(outcome="unknown"), [EFFECT], [PRESS]).is_false_abort
    assert not judged(Said(outcome="unknown"), [], [PRESS]).is_false_abort


def test_an_effect_that_comes_late_is_judged_as_it_stands_in_the_end() -> None:
    early = judged(Said(outcome="cancelled"), [], [PRESS])
    assert early.effects == 0
    late = judged(Said(outcome="cancelled"), [EFFECT], [PRESS])
    assert late.is_false_abort


def test_what_the_robots_browser_asked_for_twice_by_itself_is_the_robots_duplicate() -> None:
    """A connection broke in mid-answer, and the browser asked again: one press, two messages."""
    both = [EFFECT, replace(EFFECT, message_id="M2")]
    verdict = judged(replace(UNKNOWN, effect_ids=("M1", "M2")), both, [replace(PRESS, requests=2)])
    assert verdict.duplicates == 1
    assert verdict.is_failure
    assert not verdict.is_spoilt
    assert judged(CONFIRMED, [EFFECT], [replace(PRESS, requests=2)]).duplicates == 0, "only one was stored"
