"""Fields of records in words: what a line of the table tells, what the record tells, what nobody reads."""

from __future__ import annotations

import pytest

from robot.policy.used_facts import FACT_NAMES
from ui.words import log_facts, log_fields


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ("baseline=0 business_date=2026-11-23 channel=wecom effect=message step=1 attempt=1", "消息"),
        ("decided_by=witness effect=record", "联系记录 · 判定 独立会话"),
        ("effect=message decided_by=person:li.ming", "消息 · 判定 人工 li.ming"),
        ("step=picture_before", "点击前画面"),
        ("step=outcome detail=confirmed", "结果 · 已确认送达"),
        ("attempt=2", "第几次 2"),
        ("home=default clock=simulated of_a_later_version=7", ""),
        ("", ""),
    ],
)
def test_a_line_tells_what_says_something_in_words(codes: str, told: str) -> None:
    assert log_fields.detail(codes) == told


def test_every_fact_of_a_decision_has_words() -> None:
    unnamed = {name for name in FACT_NAMES if log_fields.fact(f"facts.{name}") == f"facts.{name}"}
    assert unnamed - log_facts.FOR_MACHINES == set()


@pytest.mark.parametrize(
    ("path", "value", "name", "told"),
    [
        ("facts.opted_out", "no", "已退订", "否"),
        ("facts.consents", "phone,wecom", "同意的渠道", "电话, 企业微信"),
        ("outcomes.confirmed", "25", "结果", "25"),
        ("manifest", "ab" * 32, "清单指纹", "abababab…abababab"),
        ("verdict", "allow", "结论", "放行"),
        ("found_under.0.customer", "C1", "客户", "C1"),
        ("unheard_of", "<b>", "unheard_of", "<b>"),
    ],
)
def test_a_field_is_named_and_its_codes_are_words(path: str, value: str, name: str, told: str) -> None:
    assert (log_fields.fact(path), log_fields.fact_value(path, value)) == (name, told)


@pytest.mark.parametrize("path", ["entry", "k0.0.wrapped", "facts.policy_sha256", "click_box", "at_ms"])
def test_what_only_machines_need_is_left_out(path: str) -> None:
    assert not log_fields.says_something(path, "1")


def test_a_fact_that_nobody_stated_is_left_out() -> None:
    assert not log_fields.says_something("facts.age", "")
    assert log_fields.says_something("facts.age", "61")


def test_what_an_anomaly_was_found_by_is_named() -> None:
    assert log_fields.why("sent=40 usual=9") == "已发 40 · 平常 9"
    assert log_fields.why("说明 文字") == "说明 文字"
