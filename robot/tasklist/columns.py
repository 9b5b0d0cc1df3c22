"""The columns of a list: key, Chinese header, and whether a list can do without."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from robot.tasklist.hygiene import harmless
from robot.tasklist.refusals import refused


@dataclass(frozen=True, slots=True)
class Column:
    """One known column."""

    #: As in JSON and in reports.
    key: str
    #: As a Chinese file heads it.
    header: str
    #: A file without it is refused, a row with it empty is set aside.
    is_required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("task_id", "任务编号", is_required=True),
    Column("business_date", "业务日期", is_required=True),
    Column("rm_id", "客户经理工号"),
    Column("rm_name", "客户经理"),
    Column("branch", "网点"),
    Column("customer_id", "客户号", is_required=True),
    Column("customer_name", "客户姓名", is_required=True),
    Column("title", "称谓", is_required=True),
    Column("external_id", "外部联系人ID"),
    Column("remark", "企微备注"),
    Column("tag", "企微标签"),
    Column("tier", "客户层级"),
    Column("aum", "管理资产"),
    Column("account_masked", "账号"),
    Column("channel", "渠道", is_required=True),
    Column("strategy", "策略", is_required=True),
    Column("step", "步骤"),
    Column("product_line", "产品线", is_required=True),
    Column("product_code", "产品代码"),
    Column("product_name", "产品名称"),
    Column("product_risk", "产品风险等级"),
    Column("product_rate", "业绩比较基准"),
    Column("maturing_amount", "到期金额"),
    Column("maturity_date", "到期日"),
    Column("customer_risk", "客户风险等级"),
    Column("risk_rated_on", "评级日期"),
    Column("consents", "授权渠道"),
    Column("opted_out", "退订", is_required=True),
    Column("talk_track", "话术编号"),
    Column("due_at", "截止时间"),
    Column("reasons", "推荐理由"),
    Column("last_contact_on", "最近联系"),
    Column("contacts_this_month", "本月触达"),
    Column("holdings", "持仓"),
    Column("contact_history", "联系记录"),
    Column("contacts_this_week", "本周触达"),
    Column("opt_outs", "拒绝范围"),
    Column("has_contract", "合同依据"),
    Column("complaint", "投诉处理中"),
    Column("dispute", "争议处理中"),
    Column("age", "年龄"),
    Column("birth_year", "出生年份"),
    Column("investor_class", "投资者类别"),
    Column("zone", "客户时区"),
    Column("assessments_today", "当日测评次数"),
    Column("assessments_12_months", "近十二个月测评次数"),
    Column("issuer_risk", "管理人风险等级"),
    Column("refused_on", "拒绝日期"),
    Column("purchased_on", "购买日期"),
    Column("hold_out", "对照组"),
)


#: A longer header is none of ours, and normalising it could take the square of its length.
_LONGEST_NAME = 100


def folded(name: str) -> str:
    """A header as it is compared: NFKC, stripped, without case."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


_KEY_OF: Mapping[str, str] = {
    **{folded(column.key): column.key for column in COLUMNS},
    **{folded(column.header): column.key for column in COLUMNS},
}
_HEADER_OF: Mapping[str, str] = {column.key: column.header for column in COLUMNS}


def key_of(name: str) -> str | None:
    """The key of a header in either language, or None for a column that is not known."""
    if len(name) > _LONGEST_NAME:
        return None
    return _KEY_OF.get(folded(name))


def known_count(names: Iterable[str]) -> int:
    """How many of the headers are known."""
    return sum(key_of(name) is not None for name in names)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: what each position means."""

    #: Key by position; None where the column is not known.
    keys: tuple[str | None, ...]
    ignored: tuple[str, ...]


def read_header(names: list[str], max_columns: int) -> Header:
    """Bind a header line.

    :raises InputRefused: a column is missing or stands twice, or there are too many.
    """
    while names and not names[-1].strip():
        names = names[:-1]
    if len(names) > max_columns:
        raise refused(
            "list.too_many_columns",
            f"The list has {len(names)} columns; the limit is {max_columns}.",
            "Delete the columns that are not needed.",
            limit=max_columns,
        )
    keys = tuple(key_of(name) for name in names)
    twice = sorted({key for key in keys if key is not None and keys.count(key) > 1})
    if twice:
        raise refused(
            "list.duplicate_column",
            f"A column stands twice in the header: {spelled(twice)}.",
            "Delete one of the two.",
            columns=twice,
        )
    require_columns({key for key in keys if key is not None})
    ignored = tuple(
        shown_name(name) for name, key in zip(names, keys, strict=True) if key is None and name.strip()
    )
    return Header(keys, ignored)


def require_columns(present: set[str]) -> None:
    """Refuse a table that lacks a required column.

    :raises InputRefused: `list.missing_column`.
    """
    missing = [column.key for column in COLUMNS if column.is_required and column.key not in present]
    if missing:
        raise refused(
            "list.missing_column",
            f"The list lacks required columns: {spelled(missing)}.",
            "Add them to the header line, in English or Chinese, and drop the file again.",
            columns=missing,
        )


def spelled(keys: Iterable[str]) -> str:
    """Keys with their Chinese headers, for people."""
    return ", ".join(f"{key} ({_HEADER_OF[key]})" for key in keys)


def shown_name(name: str) -> str:
    """A header of unknown origin, harmless to show and not longer than 60 characters."""
    return harmless(unicodedata.normalize("NFC", name[:200]).strip())[:60]
