"""One good row and three ways to write it, for all tests of the task list."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Row = dict[str, Any]


@pytest.fixture
def good_row() -> Row:
    """A row with every column filled as a file would."""
    return {
        "task_id": "20261123-0001",
        "business_date": "2026-11-23",
        "rm_id": "RM001",
        "rm_name": "李经理",
        "branch": "浦东支行",
        "customer_id": "C0001",
        "customer_name": "张三",
        "title": "先生",
        "external_id": "zhangsan@localhost",
        "remark": "张三-金卡",
        "tag": "VIP",
        "tier": "金卡",
        "aum": "1,234,567.89",
        "account_masked": "6217****3821",
        "channel": "企业微信",
        "strategy": "maturity",
        "step": "2",
        "product_line": "理财",
        "product_code": "C1030121000123",
        "product_name": "稳健一号",
        "product_risk": "R2",
        "product_rate": "2.60%-3.10%",
        "maturing_amount": "50000",
        "maturity_date": "2026/11/30",
        "customer_risk": "C3",
        "risk_rated_on": "20260301",
        "consents": "企业微信；电话",
        "opted_out": "否",
        "talk_track": "wealth.maturity",
        "due_at": "10:30",
        "reasons": "产品到期；资产下降",
        "last_contact_on": "2026-11-01",
        "contacts_this_month": "1",
        "holdings": '[{"name":"稳健一号","amount":50000.5,"risk":"R2"}]',
        "contact_history": '[{"on":"2026-11-01","channel":"电话","note":"未接"}]',
        "contacts_this_week": "1",
        "opt_outs": "电话;营销:推送",
        "has_contract": "是",
        "complaint": "否",
        "dispute": "否",
        "age": "66",
        "birth_year": "1960",
        "investor_class": "专业投资者",
        "zone": "Asia/Urumqi",
        "assessments_today": "1",
        "assessments_12_months": "3",
        "issuer_risk": "R3",
        "refused_on": "贷款:2026-10-01",
        "purchased_on": "wealth:2026/09/01;card:20261101",
        "hold_out": "否",
    }


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as CSV; the first row's keys are the header."""

    def write(*rows: Row, encoding: str = "utf-8", delimiter: str = ",", name: str = "list.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def write_json(tmp_path: Path) -> Callable[..., Path]:
    """Write a document, or a text as it stands, as JSON."""

    def write(document: object, name: str = "list.json") -> Path:
        path = tmp_path / name
        is_text = isinstance(document, str)
        path.write_text(str(document) if is_text else json.dumps(document), encoding="utf-8")
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a workbook; the first row's keys are the header."""

    def write(*rows: Row, name: str = "list.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
        path = tmp_path / name
        book.save(path)
        return path

    return write
