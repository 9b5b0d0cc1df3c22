"""The columns that the contact rules ask: what is understood, what absent means, what sets a row aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from robot.domain.customer import InvestorClass, LineDate
from robot.domain.product import ProductLine, ProductRisk
from robot.domain.task import Task
from robot.tasklist import COLUMNS, SetAside, TaskList, read_file

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


def test_a_full_row_carries_the_facts(good_row: Row, write_csv: WriteCsv) -> None:
    task = only_task(read_file(write_csv(good_row)))
    customer = task.customer
    assert (customer.contacts_this_week, customer.opt_outs) == (1, ("marketing:push", "phone"))
    assert (customer.age, customer.investor, customer.zone) == (66, InvestorClass.PROFESSIONAL, "Asia/Urumqi")
    assert (customer.assessments_today, customer.assessments_12_months) == (1, 3)
    assert (customer.has_contract, customer.has_complaint, customer.has_dispute) == (True, False, False)
    assert customer.refused_on == (LineDate(line=ProductLine.LOAN, on=date(2026, 10, 1)),)
    assert customer.purchased_on == (
        LineDate(line=ProductLine.CARD, on=date(2026, 11, 1)),
        LineDate(line=ProductLine.WEALTH, on=date(2026, 9, 1)),
    )
    assert (task.product.issuer_risk, task.product.effective_risk) == (ProductRisk.R3, ProductRisk.R3)


def test_a_list_of_before_says_nothing_of_them(good_row: Row, write_csv: WriteCsv) -> None:
    names = [column.key for column in COLUMNS]
    of_before = {key: good_row[key] for key in names[: names.index("contacts_this_week")]}
    customer = only_task(read_file(write_csv(of_before))).customer
    assert (customer.age, customer.investor, customer.has_contract, customer.zone) == (None, None, None, "")
    assert (customer.opt_outs, customer.refused_on, customer.purchased_on) == ((), (), ())
    assert {customer.has_complaint, customer.has_dispute, customer.is_held_out} == {False}


@pytest.mark.parametrize(
    ("column", "spelled", "field", "meant"),
    [
        ("consents", "marketing:wecom；服务:电话", "consents", frozenset({"wecom", "service:phone"})),
        ("consents", "关怀：推送", "consents", frozenset({"care:push"})),
        ("opt_outs", "营销", "opt_outs", ("marketing",)),
        ("opt_outs", "", "opt_outs", ()),
        ("investor_class", "普通", "investor", InvestorClass.ORDINARY),
        ("hold_out", "是", "is_held_out", True),
        ("complaint", "1", "has_complaint", True),
        ("has_contract", "", "has_contract", None),
        ("zone", "Asia/Shanghai", "zone", "Asia/Shanghai"),
    ],
)
def test_what_is_understood(
    good_row: Row, write_csv: WriteCsv, column: str, spelled: str, field: str, meant: object
) -> None:
    task = only_task(read_file(write_csv({**good_row, column: spelled})))
    assert getattr(task.customer, field) == meant


@pytest.mark.parametrize(
    ("age", "birth_year", "meant"),
    [("65", "", 65), ("", "1961", 65), ("64", "1961", 64), ("65", "1961", 65), ("", "", None)],
)
def test_of_an_age_that_may_be_either_the_older_counts(
    good_row: Row, write_csv: WriteCsv, age: str, birth_year: str, meant: int | None
) -> None:
    task = only_task(read_file(write_csv({**good_row, "age": age, "birth_year": birth_year})))
    assert task.customer.age == meant


def test_json_gives_lists(good_row: Row, write_json: WriteJson) -> None:
    row = {**good_row, "opt_outs": ["phone", "care"], "refused_on": ["loan:2026-11-01"], "zone": None}
    customer = only_task(read_file(write_json([row]))).customer
    assert (customer.opt_outs, customer.zone) == (("care", "phone"), "")
    assert customer.refused_on == (LineDate(line=ProductLine.LOAN, on=date(2026, 11, 1)),)


@pytest.mark.parametrize(
    ("column", "spelled", "code"),
    [
        ("consents", "marketing", "row.unknown_word"),
        ("consents", "fun:wecom", "row.unknown_word"),
        ("consents", "marketing:fax", "row.unknown_word"),
        ("opt_outs", "everything", "row.unknown_word"),
        ("opt_outs", "marketing:wecom:now", "row.unknown_word"),
        ("opt_outs", "wecom:marketing", "row.unknown_word"),
        ("investor_class", "VIP", "row.unknown_word"),
        ("zone", "Mars/Olympus", "row.unknown_word"),
        ("zone", "../../etc/passwd", "row.unknown_word"),
        ("age", "131", "row.out_of_range"),
        ("age", "70", "row.contradicts"),
        ("birth_year", "2027", "row.out_of_range"),
        ("complaint", "maybe", "row.not_yes_or_no"),
        ("assessments_today", "-1", "row.out_of_range"),
        ("issuer_risk", "R6", "row.unknown_word"),
        ("refused_on", "2026-11-01", "row.unknown_word"),
        ("refused_on", "loan:yesterday", "row.not_a_date"),
        ("refused_on", "loan:2026-11-24", "row.out_of_range"),
        ("purchased_on", "card:2026-11-01;信用卡:2026-11-02", "row.duplicate"),
    ],
)
def test_what_could_be_misread_sets_the_row_aside(
    good_row: Row, write_csv: WriteCsv, column: str, spelled: str, code: str
) -> None:
    fault = only_fault(read_file(write_csv({**good_row, column: spelled})))
    assert (fault.column, fault.code) == (column, code)


def test_an_issuers_grade_belongs_to_wealth(good_row: Row, write_csv: WriteCsv) -> None:
    row = {**good_row, "product_line": "loan", "product_risk": "", "issuer_risk": "R3"}
    assert only_fault(read_file(write_csv(row))).column == "issuer_risk"
