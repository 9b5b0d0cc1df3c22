"""The day's page: its verdict, its figures, and that nothing from outside gets into its markup."""

from __future__ import annotations

import base64
import hashlib
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from robot.domain.contact import ContactState, Effect
from robot.domain.errors import EnvironmentFault
from robot.domain.outcome import Outcome, Reason
from robot.journal.header import header_hash
from robot.reporting import write_page
from tests.unit.reporting.days import DayMaker, make_picture, make_task


def test_a_settled_day_is_green(make_day: DayMaker) -> None:
    day, task = make_day(), make_task(1)
    day.plan(task)
    day.click(task, Effect.MESSAGE, ContactState.CONFIRMED)
    day.click(task, Effect.RECORD, ContactState.CONFIRMED)
    day.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    page = day.html()
    assert 'class="verdict green"' in page
    assert "绿 · 全部任务已有结论" in page
    assert "已确认 1 · 待确认 0" in page
    assert "模拟时间" not in page
    assert "deposit-maturity-wecom v3" in page
    assert "系统时钟" in page


@pytest.mark.parametrize(
    ("outcome", "reason", "grade"),
    [
        (Outcome.REFUSED, "consent.missing", "green"),
        (Outcome.CANCELLED, Reason.SKIPPED, "green"),
        (Outcome.NEEDS_PERSON, Reason.LOGIN_NEEDED, "amber"),
        (Outcome.HALTED, Reason.PAGE_CHANGED, "amber"),
        (Outcome.PLATFORM_REFUSED, Reason.PLATFORM_QUOTA, "amber"),
        (Outcome.UNKNOWN, Reason.EFFECT_NOT_FOUND_IN_TIME, "red"),
    ],
)
def test_the_grade_follows_the_outcome(make_day: DayMaker, outcome: Outcome, reason: str, grade: str) -> None:
    day, task = make_day(), make_task(1)
    day.plan(task)
    day.end(task, outcome, reason)
    assert f'class="verdict {grade}"' in day.html()


def test_an_unfinished_task_is_amber_and_an_empty_day_says_so(make_day: DayMaker) -> None:
    day = make_day()
    assert "当日没有任务" in day.html()
    day.plan(make_task(1))
    page = day.html()
    assert 'class="verdict amber"' in page
    assert "1 项未完成" in page


def test_many_that_wait_are_gathered_by_their_reason(make_day: DayMaker) -> None:
    day, tasks = make_day(), [make_task(n) for n in range(12)]
    day.plan(*tasks)
    for number, task in enumerate(tasks):
        day.end(task, Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT if number % 4 else Reason.LOGIN_NEEDED)
    page = day.html()
    assert "<b>9</b>会话里有未发出的草稿" in page
    assert "<b>3</b>需要您登录网站" in page
    assert "另 3 项见任务明细" in page


def test_simulated_time_is_said_loudly(make_day: DayMaker) -> None:
    day = make_day("simulated")
    day.plan(make_task(1))
    assert '<p class="simulated"><b>模拟时间</b>' in day.html()
    assert "SIMULATED TIME" in day.html(lang="en")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "陈\u202e静",
    "\x1b[2J王",
    "</style></table>",
    "{n}%s{0.__class__}",
]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_text(make_day: DayMaker, hostile: str) -> None:
    day = make_day()
    tasks = [make_task(n, name=hostile, strategy=hostile, rm_name=hostile) for n in range(3)]
    day.plan(*tasks)
    day.end(tasks[0], Outcome.NEEDS_PERSON, hostile, detail=hostile)
    day.end(tasks[1], Outcome.UNKNOWN, hostile, detail=hostile, evidence="../../etc/passwd")
    day.end(tasks[2], Outcome.REFUSED, hostile, detail=hostile)
    page = day.html(by=hostile)
    seen = _Tags()
    seen.feed(page)
    assert "script" not in seen.tags
    assert seen.tags.count("style") == 1
    assert "img" not in seen.tags
    assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
    assert not set(page) & {"\x1b", "\u202e"}


def test_full_names_never_reach_the_page(make_day: DayMaker) -> None:
    day, task = make_day(), make_task(1, name="欧阳娜娜")
    day.plan(task)
    day.end(task, Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT, detail="card 6217000012343821")
    page = day.html()
    assert "欧阳" not in page
    assert "欧***" in page
    assert "6217000012343821" not in page


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else(make_day: DayMaker) -> None:
    page = make_day().html()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert "url(" not in style[1]


def test_evidence_is_named_and_not_shown(make_day: DayMaker) -> None:
    day, task = make_day(), make_task(1)
    day.plan(task)
    name = day.keep(make_picture())
    day.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK, evidence=name)
    for page in (day.html(), day.html(has_keys=False)):
        assert f'<code title="{name}">{name[:12]}</code>' in page
        assert "证据图片 1 张，与记录相符" in page
        assert "data:image" not in page
        assert "file:" not in page


def test_without_the_keys_nobody_is_named(make_day: DayMaker) -> None:
    day, tasks = make_day(), [make_task(1, name="欧阳娜娜"), make_task(2, name="王芳")]
    day.plan(*tasks)
    day.end(tasks[0], Outcome.NEEDS_PERSON, Reason.DRAFT_PRESENT, detail="她说下周再联系")
    day.end(tasks[1], Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    assert "她说下周再联系" in day.html()
    page = day.html(has_keys=False)
    assert "欧" not in page
    assert "她说" not in page
    assert "T00001" in page
    assert "deposit-maturity-wecom" in page


def test_an_altered_picture_is_red_and_a_missing_one_amber(make_day: DayMaker) -> None:
    day, task = make_day(), make_task(1)
    day.plan(task)
    name = day.keep(make_picture())
    day.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK, evidence=name)
    path = day.evidence / name[:2] / f"{name}.bin"
    path.write_bytes(make_picture("forged"))
    assert 'class="verdict red"' in day.html()
    assert "与记录不符" in day.html()
    path.unlink()
    assert 'class="verdict amber"' in day.html()
    assert "图片缺失" in day.html()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE journal SET payload = x'7b7d' WHERE seq = 2", "第 2 条记录有误（内容与记录头不符）"),
        ("UPDATE journal SET header = x'00ff' WHERE seq = 1", "第 1 条记录有误（记录头与指纹不符）"),
        (
            f"UPDATE journal SET header = x'5b5d', hash = x'{header_hash(b'[]').hex()}' WHERE seq = 1",
            "第 1 条记录有误（记录无法读取）",
        ),
        ("DELETE FROM journal WHERE seq = 1", "第 2 条记录有误（编号不连续）"),
    ],
)
def test_a_damaged_journal_is_red_and_named(make_day: DayMaker, damage: str, said: str) -> None:
    day, task = make_day(), make_task(1)
    day.plan(task)
    day.end(task, Outcome.CONFIRMED, Reason.EFFECT_READ_BACK)
    connection = sqlite3.connect(day.path)
    for trigger in ("journal_no_update", "journal_no_delete"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(damage)
    connection.commit()
    connection.close()
    page = day.html()
    assert 'class="verdict red"' in page
    assert said in page


def test_sends_by_hour_and_refusals_are_counted(make_day: DayMaker) -> None:
    day, tasks = make_day(), [make_task(n) for n in range(4)]
    day.plan(*tasks)
    day.click(tasks[0], Effect.MESSAGE, ContactState.CONFIRMED)
    # Clicked and refused by the site: nothing reached anybody, so it is no send.
    day.click(tasks[3], Effect.MESSAGE, ContactState.ABSENT)
    day.clock.forward(hours=3)
    day.click(tasks[1], Effect.MESSAGE, ContactState.CONFIRMED)
    day.end(tasks[2], Outcome.REFUSED, "suitability.risk_too_high")
    page = day.html(step_totals_ms={"witness": (3000.0, 2), "idle": (0.0, 0)})
    assert 'aria-label="8: 1, 11: 1"' in page
    assert "产品风险高于客户的承受等级" in page
    assert "1,500 ms" in page


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "day.html"
    assert write_page(path, "first") == path
    write_page(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert [entry.name for entry in path.parent.iterdir()] == ["day.html"]
    assert path.stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="an earlier one was kept"):
        write_page(tmp_path / "file" / "day.html", "x")


def test_a_store_that_cannot_be_read_is_one_of_our_errors(make_day: DayMaker) -> None:
    day = make_day()
    connection = sqlite3.connect(day.path)
    connection.execute("DROP TABLE task")
    connection.close()
    with pytest.raises(EnvironmentFault, match="no report was written"):
        day.html()
