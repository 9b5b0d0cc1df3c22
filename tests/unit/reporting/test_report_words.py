"""Every code that the engine can end a task with has its sentence, in both languages."""

from __future__ import annotations

import re

import pytest

from robot.compliance import shipped_folder
from robot.domain.outcome import Outcome, Reason
from robot.domain.task import Channel, TaskState
from robot.governance import Refusal
from robot.policy.decide import DECIDE_RULES, RECHECK_RULES
from robot.reporting.release_words import RELEASE_WORDS
from robot.reporting.words import (
    REASON_CODES,
    Language,
    channel_words,
    layer_words,
    outcome_words,
    reason_words,
    state_words,
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_outcome_state_and_channel_has_words(language: Language) -> None:
    assert all(outcome_words(outcome, language) != outcome for outcome in Outcome)
    assert all(state_words(state, language) != state for state in TaskState)
    assert all(channel_words(channel, language) != channel for channel in Channel)
    layers = ("sequence", "chain", "hash", "commitment", "unreadable")
    assert all(layer_words(layer, language) != layer for layer in layers)


def test_every_reason_and_rule_has_a_sentence() -> None:
    rules = {rule.id for rule in (*DECIDE_RULES, *RECHECK_RULES)}
    assert {reason.value for reason in Reason} | rules <= REASON_CODES


def test_everything_that_keeps_a_release_from_being_used_has_a_sentence() -> None:
    # A private key is asked for only when somebody signs.
    assert {refusal.value for refusal in Refusal} - {Refusal.KEY_UNUSABLE} == set(RELEASE_WORDS)


def test_every_rule_of_the_check_of_words_has_a_sentence() -> None:
    files = shipped_folder().glob("*.yaml")
    rules = {rule for file in files for rule in re.findall(r"id: (words\.\w+)", file.read_text("utf-8"))}
    assert rules
    assert rules <= REASON_CODES


def test_the_languages_differ() -> None:
    assert all(reason_words(code, "zh") != reason_words(code, "en") for code in REASON_CODES)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert reason_words("future.rule") == "future.rule"
    assert reason_words("") == ""
