"""Every column of a list: what is understood, and what sets a row aside and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from robot.domain.customer import Holding, PastContact, RiskTolerance, Tier, Title
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Channel, Task
from robot.tasklist import COLUMNS, SetAside, TaskList, read_file
from robot.tasklist.task_row import TaskRow

Row = dict[str, Any]
WriteCsv = Callable[..., Path]
WriteJson = Callable[..., Path]


def only_task(found: TaskList) -> Task:
    assert [str(row) for row in found.set_aside] == []
    (task,) = found.tasks
    return task


def only_fault(found: TaskList) -> SetAside:
    assert found.tasks == ()
    (row,) = found.set_aside
    return row


def test_the_table_of_columns_is_the_model() -> None:
    assert [column.key for column in COLUMNS] == list(TaskRow.model_fields)
    required = {key for key, field in TaskRow.model_fields.items() if field.is_required()}
    assert {column.key for column in COLUMNS if column.is_required} == required


def test_a_full_row_becomes_a_task(good_row: Row, write_csv: WriteCsv) -> None:
    task = only_task(read_file(write_csv(good_row)))
    assert (task.task_id, task.business_date, task.rm_id) == ("20261123-0001", date(2026, 11, 23), "RM001")
    assert (task.channel, task.strategy, task.step, task.due_at) == (
        Channel.WECOM,
        "maturity",
        2,
        time(10, 30),
    )
    assert task.reasons == ("产品到期", "资产下降")
    customer = task.customer
    assert (customer.name, customer.title, customer.tier) == ("张三", Title.MR, Tier.GOLD)
    assert (customer.aum, customer.account_masked) == (Decimal("1234567.89"), "6217****3821")
    assert (customer.recipient.external_id, customer.recipient.name) == ("zhangsan@localhost", "张三")
    assert (customer.recipient.remark, customer.recipient.tag) == ("张三-金卡", "VIP")
    assert (customer.risk_tolerance, customer.risk_rated_on) == (RiskTolerance.C3, date(2026, 3, 1))
    assert (customer.consents, customer.opted_out) == (frozenset({"wecom", "phone"}), False)
    assert (customer.last_contact_on, customer.contacts_this_month) == (date(2026, 11, 1), 1)
    assert customer.holdings == (Holding(name="稳健一号", amount=Decimal("50000.5"), risk="R2"),)
    assert customer.contact_history == (PastContact(on=date(2026, 11, 1), channel="phone", note="未接"),)
    assert (task.product.line, task.product.risk) == (ProductLine.WEALTH, ProductRisk.R2)
    assert (task.product.rate, task.product.maturity_date) == ("2.60%-3.10%", date(2026, 11, 30))
    assert task.product.maturing_amount == 50000


def test_only_the_required_columns_are_enough(good_row: Row, write_csv: WriteCsv) -> None:
    required = {column.key for column in COLUMNS if column.is_required}
    row = {key: value for key, value in good_row.items() if key in required}
    task = only_task(read_file(write_csv({**row, "channel": "phone", "product_line": "存款"})))
    assert (task.step, task.due_at, task.reasons) == (1, None, ())
    assert (task.customer.tier, task.customer.aum) == (Tier.MASS, Decimal(0))
    assert task.customer.consents == frozenset()


def test_headers_may_be_chinese_and_untidy(good_row: Row, write_csv: WriteCsv) -> None:
    chinese = {f" {column.header} ": good_row[column.key] for column in COLUMNS}
    chinese["外部联系人ｉｄ"] = chinese.pop(" 外部联系人ID ")
    found = read_file(write_csv({**chinese, "备用": "x", "<b>": "y"}))
    assert only_task(found) == only_task(read_file(write_csv(good_row, name="english.csv")))
    assert found.ignored_columns == ("备用", "?b?")


@pytest.mark.parametrize(
    ("column", "spelled", "meant"),
    [
        ("business_date", "2026/11/23", date(2026, 11, 23)),
        ("business_date", "20261123", date(2026, 11, 23)),
        ("business_date", "2026年11月23日", date(2026, 11, 23)),
        ("business_date", "２０２６-１１-２３", date(2026, 11, 23)),
        ("business_date", "2026-11-23 00:00:00", date(2026, 11, 23)),
        ("channel", "电话", Channel.PHONE),
        ("channel", "WeCom", Channel.WECOM),
        ("step", "99", 99),
        ("step", "", 1),
        ("due_at", "9:05", time(9, 5)),
        ("due_at", "", None),
        ("reasons", "", ()),
        ("reasons", "a;b；c;", ("a", "b", "c")),
        ("rm_name", "  李经理\u3000", "李经理"),
        ("branch", "Cafe\u0301", "Café"),
    ],
)
def test_what_is_understood(
    good_row: Row, write_csv: WriteCsv, column: str, spelled: str, meant: object
) -> None:
    task = only_task(read_file(write_csv({**good_row, column: spelled})))
    assert getattr(task, column) == meant


@pytest.mark.parametrize(
    ("column", "spelled", "meant"),
    [
        ("title", "女士", Title.MS),
        ("tier", "private", Tier.PRIVATE),
        ("tier", "钻石", Tier.DIAMOND),
        ("aum", "0", Decimal(0)),
        ("aum", "１２３．５", Decimal("123.5")),
        ("account_masked", "尾号3821", "尾号3821"),
        ("account_masked", "", ""),
        ("consents", "", frozenset()),
        ("consents", "wecom, PUSH;短信", frozenset({"wecom", "push", "sms"})),
        ("opted_out", "是", True),
        ("opted_out", "TRUE", True),
        ("opted_out", "0", False),
        ("holdings", "[]", ()),
        ("contact_history", '[{"on":"2026-11-01","channel":"拜访","note":"一\\n二"}]',
         (PastContact(on=date(2026, 11, 1), channel="拜访", note="一 二"),)),
    ],
)  # fmt: skip
def test_what_is_understood_of_a_customer(
    good_row: Row, write_csv: WriteCsv, column: str, spelled: str, meant: object
) -> None:
    task = only_task(read_file(write_csv({**good_row, column: spelled})))
    assert getattr(task.customer, column) == meant


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        # Never assumed: whether a customer opted out.
        ("opted_out", "", "row.missing"),
        ("opted_out", "未知", "row.not_yes_or_no"),
        ("opted_out", "2", "row.not_yes_or_no"),
        ("task_id", "", "row.missing"),
        ("task_id", "..", "row.path_like"),
        ("task_id", "a..b", "row.path_like"),
        ("task_id", "../../etc/passwd", "row.path_like"),
        ("task_id", "C:\\x", "row.path_like"),
        ("task_id", "a/b", "row.bad_id"),
        ("task_id", "con", "row.path_like"),
        ("task_id", "LPT1.txt", "row.path_like"),
        ("task_id", "T1.", "row.path_like"),
        ("task_id", "x" * 65, "row.bad_id"),
        ("task_id", "任务1", "row.bad_id"),
        ("task_id", "4111111111111111", "row.unmasked_number"),
        ("task_id", "6.217E+18", "row.damaged_number"),
        ("customer_id", "", "row.missing"),
        ("customer_id", "11010519491231002X", "row.unmasked_number"),
        ("customer_id", "1.23457E+17", "row.damaged_number"),
        ("customer_id", "x" * 33, "row.bad_id"),
        ("customer_name", "", "row.missing"),
        ("customer_name", "张" * 41, "row.too_long"),
        ("title", "同志", "row.unknown_word"),
        ("external_id", "", "row.missing"),
        ("external_id", "zhang san", "row.bad_id"),
        ("external_id", "x" * 129, "row.bad_id"),
        ("remark", "x" * 61, "row.too_long"),
        ("tier", "VIP", "row.unknown_word"),
        ("aum", "-5", "row.out_of_range"),
        ("aum", "1,23", "row.not_a_number"),
        ("aum", "1e5", "row.not_a_number"),
        ("aum", "9" * 15, "row.out_of_range"),
        ("aum", "=1+1", "row.formula"),
        ("account_masked", "6217001234563821", "row.unmasked_number"),
        ("account_masked", "6217-0012-345", "row.unmasked_number"),
        ("account_masked", "6217001234****3821", "row.unmasked_number"),
        ("channel", "", "row.missing"),
        ("channel", "sms", "row.unknown_word"),
        ("strategy", "a b", "row.bad_id"),
        ("step", "0", "row.out_of_range"),
        ("step", "1.5", "row.out_of_range"),
        ("step", "100", "row.out_of_range"),
        ("product_line", "保险", "row.unknown_word"),
        ("product_risk", "", "row.missing"),
        ("product_risk", "R6", "row.unknown_word"),
        ("product_rate", "约3%", "row.bad_rate"),
        ("maturing_amount", "-1", "row.out_of_range"),
        ("maturity_date", "2026-02-30", "row.not_a_date"),
        ("maturity_date", "23/11/2026", "row.not_a_date"),
        ("maturity_date", "46349", "row.not_a_date"),
        ("customer_risk", "", "row.missing"),
        ("risk_rated_on", "", "row.missing"),
        ("risk_rated_on", "2026-11-24", "row.out_of_range"),
        ("last_contact_on", "2026-11-24", "row.out_of_range"),
        ("business_date", "2026-11-23 09:00:00", "row.not_a_date"),
        ("consents", "wecom;飞鸽", "row.unknown_word"),
        ("due_at", "25:00", "row.not_a_time"),
        ("reasons", ";".join("abcdef"), "row.too_many"),
        ("reasons", "好;" + "x" * 61, "row.too_long"),
        ("reasons", "好;=cmd()", "row.formula"),
        ("contacts_this_month", "-1", "row.out_of_range"),
        ("holdings", "{}", "row.bad_json"),
        ("holdings", "[1]", "row.bad_json"),
        ("holdings", '[{"name":"a"}]', "row.bad_json"),
        ("holdings", '[{"name":"a","amount":1,"amount":2}]', "row.bad_json"),
        ("holdings", '[{"name":"a","amount":NaN}]', "row.bad_json"),
        ("holdings", '[{"name":"a","amount":1e999999999}]', "row.damaged_number"),
        ("holdings", '[{"name":"<b>","amount":1}]', "row.markup"),
        ("holdings", '[{"name":"a","amount":1,"risk":"R9"}]', "row.unknown_word"),
        ("holdings", "[" + ",".join(['{"name":"a","amount":1}'] * 51) + "]", "row.too_many"),
        ("holdings", "[" * 500 + "]" * 500, "row.bad_json"),
        ("contact_history", '[{"on":"2026","channel":"电话","note":""}]', "row.not_a_date"),
        ("contact_history", '[{"on":"2026-01-01","channel":"电话","note":"6217001234563821"}]',
         "row.unmasked_number"),
    ],
)  # fmt: skip
def test_what_sets_a_row_aside(
    good_row: Row, write_csv: WriteCsv, column: str, value: str, code: str
) -> None:
    fault = only_fault(read_file(write_csv({**good_row, column: value})))
    assert (fault.source, fault.line, fault.column, fault.code) == ("list.csv", 2, column, code)
    assert fault.reason
    assert len(value) < 3 or value not in str(fault)


def test_a_bad_row_does_not_hold_up_the_good_ones(good_row: Row, write_csv: WriteCsv) -> None:
    rows = [{**good_row, "task_id": f"T{number}"} for number in range(5)]
    rows[2]["aum"] = "12abcdef34"
    rows[2]["title"] = "?"
    found = read_file(write_csv(*rows))
    assert [task.task_id for task in found.tasks] == ["T0", "T1", "T3", "T4"]
    (fault,) = found.set_aside
    assert str(fault).startswith("line 4, column title: ")
    assert fault.reason.endswith("also wrong: aum")


def test_identical_rows_are_one_and_differing_ones_none(good_row: Row, write_csv: WriteCsv) -> None:
    found = read_file(
        write_csv(
            {**good_row, "task_id": "SAME"},
            {**good_row, "task_id": "SAME", "aum": "1234567.89"},
            {**good_row, "task_id": "DIFFERS"},
            {**good_row, "task_id": "DIFFERS", "aum": "1"},
            {**good_row, "task_id": "ONE-IS-BAD"},
            {**good_row, "task_id": "ONE-IS-BAD", "opted_out": ""},
        )
    )
    assert [task.task_id for task in found.tasks] == ["SAME"]
    assert [(row.line, row.code) for row in found.set_aside] == [
        (4, "row.contradicting_duplicate"),
        (5, "row.contradicting_duplicate"),
        (6, "row.contradicting_duplicate"),
        (7, "row.missing"),
    ]


def test_json_types_are_understood(good_row: Row, write_json: WriteJson) -> None:
    row = {
        **good_row,
        "customer_id": 10001,
        "aum": 1234567.89,
        "step": 2,
        "opted_out": False,
        "consents": ["wecom", "phone"],
        "reasons": ["产品到期", "资产下降"],
        "holdings": [{"name": "稳健一号", "amount": "50,000.50", "risk": "R2"}],
        "contact_history": [{"on": "2026-11-01", "channel": "phone", "note": "未接"}],
        "tag": None,
    }
    task = only_task(read_file(write_json([row])))
    expected = only_task(read_file(write_json([{**good_row, "customer_id": "10001", "tag": ""}])))
    assert task == expected
