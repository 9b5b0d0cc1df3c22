"""Taking rows and evidence out of the log: by whom, with what reason, and what arrives elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from robot.domain.errors import InputRefused, NotPermitted
from robot.domain.log_views import LogExported
from robot.journal.bundle_reading import verify_bundle
from tests.support.builders import task
from tests.unit.agent.test_erasing import Reader
from tests.unit.agent.test_log_verbs import Front
from tests.unit.agent.test_release_in_use import Bank
from tests.unit.agent.test_review_desk import started


async def front_of(folder: Path, role: str) -> Front:
    desk = Reader(Bank(folder), role).desk
    await started(desk)
    return Front(desk)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    made = await front_of(tmp_path, "supervisor")
    await made.desk.take([task(1), task(2, customer={"name": "=欧阳"})])
    await made.desk.engine.tasks.begin(task(2).task_id, {"talk_track": "new-wealth-wecom"})
    try:
        yield made
    finally:
        made.verbs.stop()
        await made.desk.power_off()


async def export(front: Front, path: Path, kind: str, **arguments: Any) -> LogExported:
    await front.row(text=task(2).task_id)
    opened = await front.opened(text=task(2).task_id)
    made: LogExported = await front.ask(
        "log_export", result=opened.result, path=str(path), kind=kind, reason="季度检查", **arguments
    )
    return made


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


async def test_a_csv_holds_the_rows_of_the_view_masked_and_says_who_took_it(
    front: Front, tmp_path: Path
) -> None:
    made = await export(front, tmp_path / "log.csv", "csv")
    found = lines(tmp_path / "log.csv")
    assert made.rows == len(found) - 9
    assert "季度检查" in found[2]
    assert all("欧阳" not in cell for line in found for cell in line)
    (row,) = [line for line in found if "开始任务" in line]
    assert task(2).task_id in row
    # The head that stands in the file is the one that was signed right before.
    assert found[5][1].split(":")[0].isdigit()


async def test_who_takes_it_and_why_stands_in_the_log_and_the_reason_is_sealed(
    front: Front, tmp_path: Path
) -> None:
    await export(front, tmp_path / "log.csv", "csv", limit=7, language="en")
    journal = front.desk.query(
        "SELECT payload, sealed FROM journal"
        " WHERE json_extract(CAST(header AS TEXT), '$.type') = 'log.exported'"
    )
    ((payload, sealed),) = journal
    facts = json.loads(payload)
    assert (facts["kind"], facts["limit"]) == ("csv", 7)
    assert facts["person"]
    assert sealed
    assert "季度检查" not in payload.decode()


async def test_a_bundle_is_verified_by_whoever_gets_it(front: Front, tmp_path: Path) -> None:
    made = await export(front, tmp_path / "evidence.zip", "bundle")
    report, manifest = verify_bundle(tmp_path / "evidence.zip")
    assert report.fault is None
    assert made.rows == sum(last - first + 1 for first, last in manifest.selected)
    assert (manifest.reason, manifest.log_id) == ("季度检查", front.desk.engine.log.log_id)


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
async def test_the_other_formats_are_written(front: Front, tmp_path: Path, kind: str) -> None:
    made = await export(front, tmp_path / f"log.{kind}", kind)
    assert made.size_bytes == (tmp_path / f"log.{kind}").stat().st_size > 1000


async def test_the_limit_holds(front: Front, tmp_path: Path) -> None:
    await front.row(text=task(2).task_id)
    opened = await front.opened()
    assert opened.total > 2
    made = await front.ask(
        "log_export", result=opened.result, path=str(tmp_path / "two.csv"), reason="季度检查", limit=2
    )
    assert made.rows == 2


async def test_a_relative_path_and_a_short_reason_are_refused(front: Front, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="whole path"):
        await export(front, Path("log.csv"), "csv")
    with pytest.raises(ValueError, match="reason"):
        await front.ask("log_export", result=1, path=str(tmp_path / "x"), reason="")


async def test_an_operator_takes_nothing_out(tmp_path: Path) -> None:
    front = await front_of(tmp_path, "operator")
    try:
        with pytest.raises(NotPermitted):
            await front.ask("log_export", result=1, path=str(tmp_path / "log.csv"), reason="季度检查")
        assert not (tmp_path / "log.csv").exists()
        assert "log.exported" not in front.desk.journalled()
    finally:
        front.verbs.stop()
        await front.desk.power_off()
