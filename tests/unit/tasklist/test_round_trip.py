"""Whatever tasks a bank may write, in whatever format and encoding, the same tasks are read."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from robot.domain.customer import (
    Customer,
    Holding,
    InvestorClass,
    LineDate,
    PastContact,
    Recipient,
    RiskTolerance,
    Tier,
    Title,
)
from robot.domain.product import Product, ProductLine, ProductRisk
from robot.domain.task import Channel, Task
from robot.tasklist import COLUMNS, read_file

HEADERS = {column.key: column.header for column in COLUMNS}

# Letters of the scripts that occur, with the separators and quotes that formats stumble over.
_letters = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from(
    "abcXYZ é'\",:|·（）\U00020bb7"
)


def texts(low: int, high: int) -> st.SearchStrategy[str]:
    return (
        st.text(_letters, min_size=low, max_size=high)
        .map(lambda text: unicodedata.normalize("NFC", text).strip())
        .filter(lambda text: low <= len(text) <= high)
    )


ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,20}_x", fullmatch=True)
amounts = st.decimals(min_value=0, max_value=10**9, places=2)
days = st.dates(date(2000, 1, 1), date(2026, 11, 23))
moments = st.times().map(lambda moment: time(moment.hour, moment.minute))
holdings = st.builds(Holding, name=texts(1, 20), amount=amounts, risk=st.sampled_from(["", "R1", "R5"]))
contacts = st.builds(
    PastContact, on=days, channel=st.sampled_from(["wecom", "phone", "拜访"]), note=texts(0, 40)
)


line_dates = st.dictionaries(st.sampled_from(ProductLine), days).map(
    lambda found: tuple(LineDate(line=line, on=found[line]) for line in sorted(found))
)


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    name = draw(texts(1, 40))
    risk = draw(st.none() | st.sampled_from(RiskTolerance))
    return Customer(
        customer_id=draw(st.from_regex(r"K[A-Za-z0-9-]{0,31}", fullmatch=True)),
        name=name,
        title=draw(st.sampled_from(Title)),
        tier=draw(st.sampled_from(Tier)),
        aum=draw(amounts),
        account_masked=draw(st.sampled_from(["", "6217****3821", "622202******1234"])),
        recipient=Recipient(
            external_id=draw(
                st.from_regex(r"[A-Za-z][!-;=?-~]{0,40}", fullmatch=True).filter(lambda t: "&#" not in t)
            ),
            name=name,
            remark=draw(texts(0, 60)),
            tag=draw(texts(0, 60)),
        ),
        risk_tolerance=risk,
        risk_rated_on=None if risk is None else draw(days),
        consents=draw(st.frozensets(st.sampled_from(["wecom", "phone", "push", "sms"]))),
        opted_out=draw(st.booleans()),
        holdings=tuple(draw(st.lists(holdings, max_size=3))),
        contact_history=tuple(draw(st.lists(contacts, max_size=3))),
        last_contact_on=draw(st.none() | days),
        contacts_this_month=draw(st.integers(0, 31)),
        contacts_this_week=draw(st.integers(0, 7)),
        opt_outs=tuple(sorted(draw(st.sets(st.sampled_from(["phone", "marketing", "service:wecom"]))))),
        age=draw(st.none() | st.integers(0, 130)),
        investor=draw(st.none() | st.sampled_from(InvestorClass)),
        zone=draw(st.sampled_from(["", "Asia/Urumqi", "Europe/London"])),
        has_complaint=draw(st.booleans()),
        has_dispute=draw(st.booleans()),
        is_held_out=draw(st.booleans()),
        has_contract=draw(st.none() | st.booleans()),
        assessments_today=draw(st.none() | st.integers(0, 9)),
        assessments_12_months=draw(st.none() | st.integers(0, 99)),
        refused_on=draw(line_dates),
        purchased_on=draw(line_dates),
    )


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    line = draw(st.sampled_from(ProductLine))
    risk = draw(st.sampled_from(ProductRisk))
    return Task(
        task_id=draw(ids),
        business_date=date(2026, 11, 23),
        rm_id=draw(ids),
        rm_name=draw(texts(0, 40)),
        branch=draw(texts(0, 60)),
        customer=draw(customers()),
        channel=draw(st.sampled_from(Channel)),
        strategy=draw(ids),
        step=draw(st.integers(1, 99)),
        product=Product(
            line=line,
            code=draw(st.just("") | ids),
            name=draw(texts(0, 40)),
            risk=risk if line is ProductLine.WEALTH else draw(st.none() | st.just(risk)),
            rate=draw(st.sampled_from(["", "2.60%", "2.60%-3.10%"])),
            maturing_amount=draw(st.none() | amounts),
            maturity_date=draw(st.none() | st.dates(date(2026, 1, 1), date(2099, 1, 1))),
            issuer_risk=draw(st.none() | st.just(risk)) if line is ProductLine.WEALTH else None,
        ),
        talk_track=draw(st.just("") | ids),
        due_at=draw(st.none() | moments),
        reasons=tuple(draw(st.lists(texts(1, 60), max_size=5))),
    )


many = st.lists(tasks(), min_size=1, max_size=4, unique_by=lambda task: task.task_id).map(tuple)


def row_of(task: Task) -> dict[str, str]:
    customer, product = task.customer, task.product
    return {
        "task_id": task.task_id,
        "business_date": task.business_date.isoformat(),
        "rm_id": task.rm_id,
        "rm_name": task.rm_name,
        "branch": task.branch,
        "customer_id": customer.customer_id,
        "customer_name": customer.name,
        "title": customer.title.value,
        "external_id": customer.recipient.external_id,
        "remark": customer.recipient.remark,
        "tag": customer.recipient.tag,
        "tier": customer.tier.value,
        "aum": f"{customer.aum:,}",
        "account_masked": customer.account_masked,
        "channel": task.channel.value,
        "strategy": task.strategy,
        "step": str(task.step),
        "product_line": product.line.value,
        "product_code": product.code,
        "product_name": product.name,
        "product_risk": "" if product.risk is None else product.risk.value,
        "product_rate": product.rate,
        "maturing_amount": "" if product.maturing_amount is None else str(product.maturing_amount),
        "maturity_date": "" if product.maturity_date is None else f"{product.maturity_date:%Y%m%d}",
        "customer_risk": "" if customer.risk_tolerance is None else customer.risk_tolerance.value,
        "risk_rated_on": "" if customer.risk_rated_on is None else f"{customer.risk_rated_on:%Y/%m/%d}",
        "consents": "；".join(sorted(customer.consents)),
        "opted_out": "是" if customer.opted_out else "否",
        "talk_track": task.talk_track,
        "due_at": "" if task.due_at is None else f"{task.due_at:%H:%M}",
        "reasons": ";".join(task.reasons),
        "last_contact_on": "" if customer.last_contact_on is None else customer.last_contact_on.isoformat(),
        "contacts_this_month": str(customer.contacts_this_month),
        "holdings": json.dumps(
            [{"name": h.name, "amount": str(h.amount), "risk": h.risk} for h in customer.holdings]
        ),
        "contact_history": json.dumps(
            [
                {"on": c.on.isoformat(), "channel": c.channel, "note": c.note}
                for c in customer.contact_history
            ],
            ensure_ascii=False,
        ),
        "contacts_this_week": str(customer.contacts_this_week),
        "opt_outs": ";".join(customer.opt_outs),
        "has_contract": _flag(customer.has_contract),
        "complaint": _flag(customer.has_complaint),
        "dispute": _flag(customer.has_dispute),
        "age": _spelled(customer.age),
        "birth_year": "",
        "investor_class": customer.investor or "",
        "zone": customer.zone,
        "assessments_today": _spelled(customer.assessments_today),
        "assessments_12_months": _spelled(customer.assessments_12_months),
        "issuer_risk": product.issuer_risk or "",
        "refused_on": _dates(customer.refused_on),
        "purchased_on": _dates(customer.purchased_on),
        "hold_out": _flag(customer.is_held_out),
    }


def _flag(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


def _spelled(value: int | None) -> str:
    return "" if value is None else str(value)


def _dates(found: tuple[LineDate, ...]) -> str:
    return "；".join(f"{one.line}:{one.on.isoformat()}" for one in found)


def assert_same(path: Path, expected: tuple[Task, ...]) -> None:
    found = read_file(path)
    assert [str(row) for row in found.set_aside] == []
    assert found.tasks == expected


a_few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@given(expected=many, delimiter=st.sampled_from(",\t;"), is_chinese=st.booleans())
@a_few
def test_csv(
    tmp_path: Path, encoding: str, expected: tuple[Task, ...], delimiter: str, *, is_chinese: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(HEADERS.values() if is_chinese else HEADERS.keys())
    writer.writerows(row_of(task).values() for task in expected)
    path = tmp_path / "list.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    assert_same(path, expected)


@given(expected=many)
@a_few
def test_workbook(tmp_path: Path, expected: tuple[Task, ...]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADERS))
    for task in expected:
        typed = {
            "business_date": task.business_date,
            "aum": float(task.customer.aum),
            "step": task.step,
            "opted_out": task.customer.opted_out,
            "due_at": task.due_at,
            "maturity_date": task.product.maturity_date,
        }
        sheet.append(list({**row_of(task), **typed}.values()))
    book.save(tmp_path / "list.xlsx")
    assert_same(tmp_path / "list.xlsx", expected)


@given(expected=many, is_bare=st.booleans())
@a_few
def test_json(tmp_path: Path, expected: tuple[Task, ...], *, is_bare: bool) -> None:
    rows = []
    for task in expected:
        row: dict[str, object] = dict(row_of(task))
        row["holdings"] = json.loads(str(row["holdings"]))
        row["reasons"] = list(task.reasons)
        row["consents"] = sorted(task.customer.consents)
        row["opted_out"] = task.customer.opted_out
        row["aum"] = float(task.customer.aum)
        rows.append(row)
    path = tmp_path / "list.json"
    document: object = rows if is_bare else {"tasks": rows, "business_date": "2026-11-23"}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert_same(path, expected)


@given(expected=tasks())
@a_few
def test_amounts_stay_exact(tmp_path: Path, expected: Task) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([row_of(expected)]), encoding="utf-8")
    (task,) = read_file(path).tasks
    assert isinstance(task.customer.aum, Decimal)
    assert task.customer.aum == expected.customer.aum
