"""The morning's page as HTML: one file, complete in both languages, and nothing from outside gets into it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from robot.domain.clock import BANK_ZONE
from robot.domain.night_views import CapUse, Digest, DigestNeed, FailureKind, SlowStep, VerdictCause
from robot.reporting import write_page
from robot.reporting.digest import DigestLabels, digest_page
from robot.reporting.words import Language
from tests.unit.reporting.days import TODAY
from tests.unit.reporting.test_day_report import HOSTILE

CJK = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=BANK_ZONE)
CODES = (
    *("journal_broken", "misdirected", "doubled", "unknown", "missed_start"),
    *("needs_you", "failed", "waiting", "unsettled"),
)
DIGEST = Digest(
    run_id="r1",
    verdict="red",
    verdict_why=tuple(VerdictCause(code=code, count=3) for code in CODES),
    business_date=TODAY,
    written_at=NOW,
    time_source="simulated",
    rm_name="",
    started_at=NOW,
    ended_at=NOW,
    planned=20,
    by_outcome={
        "confirmed": 8,
        "refused": 3,
        "platform_refused": 2,
        "halted": 1,
        "needs_person": 2,
        "unknown": 1,
        "cancelled": 1,
    },
    waiting=2,
    by_person=4,
    needs=(
        DigestNeed(task_id="T1", site="wecom", name="", reason="effect.doubled", act="settle"),
        DigestNeed(
            task_id="", site="wecom", name="", reason="effect.not_found_in_time", act="reconcile", behind=3
        ),
        DigestNeed(task_id="", site="wecom", name="", reason="person.login_needed", act="log_in", count=2),
        DigestNeed(task_id="T3", site="crm", name="", reason="x", act="open_task", kind="record"),
    ),
    failures=(
        FailureKind(outcome="halted", reason="page.changed", count=1, seen_in_runs=0),
        FailureKind(outcome="refused", reason="consent.missing", count=3, seen_in_runs=5),
    ),
    compared_runs=7,
    slowest=SlowStep(site="crm", step="record", mean_ms=1234.5),
    caps=(
        CapUse(account="1001", channel="wecom", sent=9, cap=60),
        CapUse(account="1002", channel="wecom", sent=4, cap=None),
    ),
    ledger_unsettled=1,
    ledger_doubled=1,
    ledger_misdirected=1,
    journal_ok=False,
    journal_records=500_000,
    journal_checked=31,
    journal_fault_seq=31,
    journal_fault_layer="chain",
    next_start=NOW,
    next_note="calendar.ends_soon",
    missed=NOW,
    missed_why="machine_asleep",
    path="",
    watched_surfaces=("wecom:sent_list", "converse:chat_login", "crm:records"),
)


def test_everything_is_said_in_chinese() -> None:
    page = digest_page(DIGEST, "zh")
    for said in (
        "红 · 有结果须立即核对",
        "日志校验未通过",
        "计划 11-24 08:00 的运行没有开始：电脑处于睡眠",
        "平台拒绝 2<br>发送前停下 1",
        "待人工 2<br>未开始 2",
        "另有 4 通电话由您拨打",
        '<span class="act">确认结果</span>',
        '<span class="act">核对</span>',
        '<span class="act">登录</span>',
        "3 条在等它",
        "消息已送达，联系记录没有登记",
        '<em class="new">新</em>',
        "前 7 次中有 5 次",
        "9 / 60",
        "未设上限",
        "未核实 1 · 重复 1 · 错投 1",
        "第 31 条有误：与上一条不相接",
        "企业微信：另一登录读取已发送列表",
        "CRM · 登记联系记录 · 平均 1,234 ms",
        "11-24 08:00 · 节假日历即将到期",
        "模拟时间",
    ):
        assert said in page, said


def test_everything_is_said_in_english() -> None:
    page = digest_page(DIGEST, "en")
    # The product's own name is all that stays Chinese.
    assert CJK.findall(page.replace("同行", "").split("</style>")[1]) == []
    for said in ("Red · Something must be checked now", "records page, read by a second login", "Settle"):
        assert said in page, said


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("verdict", ["green", "yellow", "red"])
def test_the_verdict_is_told_by_shape_and_words_too(language: Language, verdict: str) -> None:
    page = digest_page(replace(DIGEST, verdict=verdict), language)
    others = [
        digest_page(replace(DIGEST, verdict=v), language) for v in ("green", "yellow", "red") if v != verdict
    ]

    def sign(html: str) -> str:
        return html.split('<div class="verdict')[1].split("</svg>", maxsplit=1)[0].split("<svg")[1]

    assert sign(page) not in [sign(other) for other in others]
    assert f"<strong>{DigestLabels(language)(verdict)} · " in page


def test_a_whole_journal_says_how_much_of_it_was_read() -> None:
    whole = replace(DIGEST, journal_ok=True, journal_records=447, journal_checked=447)
    assert "447 条首尾相接" in digest_page(whole, "zh")
    part = replace(whole, journal_records=500_000, journal_checked=250_000)
    assert "最近 250,000 条首尾相接，共 500,000 条" in digest_page(part, "zh")


def test_before_any_run_it_says_so() -> None:
    empty = replace(
        DIGEST,
        verdict="green",
        verdict_why=(),
        planned=0,
        by_outcome={},
        waiting=0,
        needs=(),
        failures=(),
        caps=(),
        started_at=None,
        missed=None,
        next_start=None,
        next_note="schedule.off",
    )
    page = digest_page(empty, "zh")
    assert "还没有可以汇报的运行" in page
    assert "没有事情在等您" in page
    assert "定时运行未开启" in page


def test_long_lists_are_counted_not_listed() -> None:
    many = tuple(replace(DIGEST.needs[0], task_id=f"T{n}") for n in range(30))
    page = digest_page(replace(DIGEST, needs=many), "zh")
    assert page.count('class="act"') == 8
    assert "另有 22 件，见窗口" in page


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_text(hostile: str) -> None:
    need = DigestNeed(task_id=hostile, site=hostile, name=hostile, reason=hostile, act="open_task", count=2)
    kind = FailureKind(outcome=hostile, reason=hostile, count=1, seen_in_runs=0)
    page = digest_page(
        replace(
            DIGEST,
            rm_name=hostile,
            needs=(need,),
            failures=(kind,),
            caps=(CapUse(account=hostile, channel=hostile, sent=1, cap=2),),
            missed_why=hostile,
            next_note=hostile,
            journal_fault_layer=hostile,
            slowest=SlowStep(site=hostile, step=hostile, mean_ms=1),
            watched_surfaces=(f"{hostile}:{hostile}", f"{hostile}:records"),
        ),
        "zh",
    )
    seen = _Tags()
    seen.feed(page)
    assert not {"script", "img", "a"} & set(seen.tags)
    assert seen.tags.count("style") == 1
    assert not {name for name in seen.attributes if name.startswith("on") or name in {"style", "src", "href"}}
    assert not set(page) & {"\x1b", "\u202e"}


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else() -> None:
    page = digest_page(DIGEST, "zh")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy[1]
    assert "url(" not in style[1]


def test_it_is_written_whole_and_for_this_account_only(tmp_path: Path) -> None:
    path = write_page(tmp_path / "reports" / "digest.html", digest_page(DIGEST, "en"))
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert path.stat().st_mode & 0o077 == 0
