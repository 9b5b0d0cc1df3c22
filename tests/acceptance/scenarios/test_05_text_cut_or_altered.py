"""Scenario 5: the site cuts the text, or loses an emoji or the risk sentence.

Only right ending: wrong content, said with the id; the batch stops and nothing is repaired in silence.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.acceptance.scenarios.checks import nothing_was_tried, wrong_words_flagged
from tests.acceptance.scenarios.desk import Desk

WITH_EMOJI = {"talk_track": "birthday-wecom"}
WITH_RISK_SENTENCE = {"talk_track": "wealth-maturity-wecom"}


@pytest.mark.parametrize(
    ("fault", "like", "lost"),
    [
        pytest.param({"truncate_next": 1}, {}, "。", id="half of it is cut off"),
        pytest.param({"strip_emoji_next": 1}, WITH_EMOJI, "🎂", id="an emoji is lost"),
        pytest.param({"drop_sentence_next": 1}, WITH_RISK_SENTENCE, "风险", id="the risk sentence is lost"),
    ],
)
def test_words_that_the_site_altered_are_flagged_and_the_batch_stops(
    desk: Desk, fault: dict[str, Any], like: dict[str, str], lost: str
) -> None:
    task = desk.planned(like)
    next_task = desk.planned()
    assert lost in task.text
    desk.trouble(**fault)

    ending = desk.send(task)

    wrong_words_flagged(desk.seen(), task, ending)
    assert desk.is_sending_paused()
    desk.approve(next_task)
    desk.until_waiting(next_task)
    nothing_was_tried(desk.seen(), next_task)
    wrong_words_flagged(desk.seen(), task, desk.ending_of(task))
