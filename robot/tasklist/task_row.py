"""The border: one row of a list, validated column by column and then as a whole, becomes a `Task`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError

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
from robot.tasklist.cells import Cell
from robot.tasklist.nested import as_history, as_holdings
from robot.tasklist.refusals import RowFault
from robot.tasklist.rule_facts import as_consents, as_investor, as_line_dates, as_opt_outs, as_zone
from robot.tasklist.texts import (
    CODE,
    CUSTOMER_ID,
    SLUG,
    TASK_ID,
    as_channel,
    as_customer_risk,
    as_external_id,
    as_id,
    as_line,
    as_masked_account,
    as_product_risk,
    as_rate,
    as_reasons,
    as_text,
    as_tier,
    as_title,
)
from robot.tasklist.values import as_amount, as_date, as_flag, as_time, as_whole

#: Nobody is older.
_OLDEST = 130


def _text(max_chars: int) -> PlainValidator:
    return PlainValidator(lambda cell: as_text(cell, max_chars))


def _id(pattern: re.Pattern[str]) -> PlainValidator:
    return PlainValidator(lambda cell: as_id(cell, pattern))


def _whole(low: int, high: int) -> PlainValidator:
    return PlainValidator(lambda cell: as_whole(cell, low, high))


_Date = Annotated[date, PlainValidator(as_date)]
_Amount = Annotated[Decimal, PlainValidator(as_amount)]


class TaskRow(BaseModel):
    """One row; an empty cell is left out and takes the default, a column without one must be filled."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    task_id: Annotated[str, _id(TASK_ID)]
    business_date: _Date
    rm_id: Annotated[str, _id(CODE)] = ""
    rm_name: Annotated[str, _text(40)] = ""
    branch: Annotated[str, _text(60)] = ""
    customer_id: Annotated[str, _id(CUSTOMER_ID)]
    customer_name: Annotated[str, _text(40)]
    title: Annotated[Title, PlainValidator(as_title)]
    external_id: Annotated[str, PlainValidator(as_external_id)] = ""
    remark: Annotated[str, _text(60)] = ""
    tag: Annotated[str, _text(60)] = ""
    tier: Annotated[Tier, PlainValidator(as_tier)] = Tier.MASS
    aum: _Amount = Decimal(0)
    account_masked: Annotated[str, PlainValidator(as_masked_account)] = ""
    channel: Annotated[Channel, PlainValidator(as_channel)]
    strategy: Annotated[str, _id(SLUG)]
    step: Annotated[int, _whole(1, 99)] = 1
    product_line: Annotated[ProductLine, PlainValidator(as_line)]
    product_code: Annotated[str, _id(CODE)] = ""
    product_name: Annotated[str, _text(80)] = ""
    product_risk: Annotated[ProductRisk | None, PlainValidator(as_product_risk)] = None
    product_rate: Annotated[str, PlainValidator(as_rate)] = ""
    maturing_amount: Annotated[Decimal | None, PlainValidator(as_amount)] = None
    maturity_date: Annotated[date | None, PlainValidator(as_date)] = None
    customer_risk: Annotated[RiskTolerance | None, PlainValidator(as_customer_risk)] = None
    risk_rated_on: Annotated[date | None, PlainValidator(as_date)] = None
    consents: Annotated[frozenset[str], PlainValidator(as_consents)] = frozenset()
    opted_out: Annotated[bool, PlainValidator(as_flag)]
    talk_track: Annotated[str, _id(SLUG)] = ""
    due_at: Annotated[time | None, PlainValidator(as_time)] = None
    reasons: Annotated[tuple[str, ...], PlainValidator(as_reasons)] = ()
    last_contact_on: Annotated[date | None, PlainValidator(as_date)] = None
    contacts_this_month: Annotated[int, _whole(0, 999)] = 0
    holdings: Annotated[tuple[Holding, ...], PlainValidator(as_holdings)] = ()
    contact_history: Annotated[tuple[PastContact, ...], PlainValidator(as_history)] = ()
    # What the contact rules ask; a list that says nothing of it is as good, see docs/policy.md.
    contacts_this_week: Annotated[int, _whole(0, 999)] = 0
    opt_outs: Annotated[tuple[str, ...], PlainValidator(as_opt_outs)] = ()
    has_contract: Annotated[bool | None, PlainValidator(as_flag)] = None
    complaint: Annotated[bool, PlainValidator(as_flag)] = False
    dispute: Annotated[bool, PlainValidator(as_flag)] = False
    age: Annotated[int | None, _whole(0, 130)] = None
    birth_year: Annotated[int | None, _whole(1890, 2100)] = None
    investor_class: Annotated[InvestorClass | None, PlainValidator(as_investor)] = None
    zone: Annotated[str, PlainValidator(as_zone)] = ""
    assessments_today: Annotated[int | None, _whole(0, 99)] = None
    assessments_12_months: Annotated[int | None, _whole(0, 999)] = None
    issuer_risk: Annotated[ProductRisk | None, PlainValidator(as_product_risk)] = None
    refused_on: Annotated[tuple[LineDate, ...], PlainValidator(as_line_dates)] = ()
    purchased_on: Annotated[tuple[LineDate, ...], PlainValidator(as_line_dates)] = ()
    hold_out: Annotated[bool, PlainValidator(as_flag)] = False


Found = tuple[str, RowFault]
"""A column key and what is wrong there."""


def read_task(cells: Mapping[str, Cell]) -> Task | tuple[Found, ...]:
    """The task that a row describes, or all its faults in the order of the columns.

    :param cells: column key -> cell, empty ones left out.
    """
    try:
        row = TaskRow.model_validate(cells)
    except ValidationError as error:
        return tuple(_faults(error))
    broken = tuple((key, RowFault(code, reason)) for key, code, reason, is_broken in _RULES if is_broken(row))
    return broken or _task(row)


def _faults(error: ValidationError) -> Iterator[Found]:
    for line in error.errors(include_url=False, include_input=False):
        key = str(line["loc"][0]) if line["loc"] else ""
        cause = line.get("ctx", {}).get("error")
        if isinstance(cause, RowFault):
            yield key, cause
        elif line["type"] == "missing":
            yield key, RowFault("row.missing", "is required and empty")
        else:
            yield key, RowFault("row.bad_value", "does not fit")


def _is_after(moment: date | None, row: TaskRow) -> bool:
    return moment is not None and moment > row.business_date


#: Column, code, reason, and when a row breaks the rule; these need more than one column.
_RULES: tuple[tuple[str, str, str, Callable[[TaskRow], bool]], ...] = (
    (
        "external_id",
        "row.missing",
        "is required for WeCom; without it the customer cannot be told from others of the same name",
        lambda row: row.channel is Channel.WECOM and not row.external_id,
    ),
    (
        "product_risk",
        "row.missing",
        "is required for a wealth product",
        lambda row: row.product_line is ProductLine.WEALTH and row.product_risk is None,
    ),
    (
        "risk_rated_on",
        "row.missing",
        "is required where the customer has a risk rating",
        lambda row: row.customer_risk is not None and row.risk_rated_on is None,
    ),
    (
        "customer_risk",
        "row.missing",
        "is required where there is a date of the rating",
        lambda row: row.customer_risk is None and row.risk_rated_on is not None,
    ),
    (
        "risk_rated_on",
        "row.out_of_range",
        "is after the business date",
        lambda row: _is_after(row.risk_rated_on, row),
    ),
    (
        "last_contact_on",
        "row.out_of_range",
        "is after the business date",
        lambda row: _is_after(row.last_contact_on, row),
    ),
    (
        "birth_year",
        "row.out_of_range",
        "is after the business date, or more than 130 years before",
        lambda row: (
            row.birth_year is not None and not 0 <= row.business_date.year - row.birth_year <= _OLDEST
        ),
    ),
    (
        "age",
        "row.contradicts",
        "does not fit the year of birth",
        lambda row: (
            row.age is not None
            and row.birth_year is not None
            and row.business_date.year - row.birth_year - row.age not in {0, 1}
        ),
    ),
    (
        "issuer_risk",
        "row.contradicts",
        "is given for a product that is not of wealth",
        lambda row: row.issuer_risk is not None and row.product_line is not ProductLine.WEALTH,
    ),
    (
        "refused_on",
        "row.out_of_range",
        "is after the business date",
        lambda row: any(_is_after(found.on, row) for found in row.refused_on),
    ),
    (
        "purchased_on",
        "row.out_of_range",
        "is after the business date",
        lambda row: any(_is_after(found.on, row) for found in row.purchased_on),
    ),
)


def _task(row: TaskRow) -> Task:
    return Task(
        task_id=row.task_id,
        business_date=row.business_date,
        rm_id=row.rm_id,
        rm_name=row.rm_name,
        branch=row.branch,
        customer=_customer(row),
        channel=row.channel,
        strategy=row.strategy,
        step=row.step,
        product=Product(
            line=row.product_line,
            code=row.product_code,
            name=row.product_name,
            risk=row.product_risk,
            rate=row.product_rate,
            maturing_amount=row.maturing_amount,
            maturity_date=row.maturity_date,
            issuer_risk=row.issuer_risk,
        ),
        talk_track=row.talk_track,
        due_at=row.due_at,
        reasons=row.reasons,
    )


def _customer(row: TaskRow) -> Customer:
    return Customer(
        customer_id=row.customer_id,
        name=row.customer_name,
        title=row.title,
        tier=row.tier,
        aum=row.aum,
        account_masked=row.account_masked,
        recipient=Recipient(
            external_id=row.external_id, name=row.customer_name, remark=row.remark, tag=row.tag
        ),
        risk_tolerance=row.customer_risk,
        risk_rated_on=row.risk_rated_on,
        consents=row.consents,
        opted_out=row.opted_out,
        holdings=row.holdings,
        contact_history=row.contact_history,
        last_contact_on=row.last_contact_on,
        contacts_this_month=row.contacts_this_month,
        contacts_this_week=row.contacts_this_week,
        opt_outs=row.opt_outs,
        age=_age(row),
        investor=row.investor_class,
        zone=row.zone,
        has_complaint=row.complaint,
        has_dispute=row.dispute,
        is_held_out=row.hold_out,
        has_contract=row.has_contract,
        assessments_today=row.assessments_today,
        assessments_12_months=row.assessments_12_months,
        refused_on=row.refused_on,
        purchased_on=row.purchased_on,
    )


def _age(row: TaskRow) -> int | None:
    """The years that the customer reaches in the year, where the day of birth is not known: the older."""
    if row.age is not None or row.birth_year is None:
        return row.age
    return row.business_date.year - row.birth_year
