"""The window's intents against a real engine: journalled, sealed, verified, written, taken in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from robot.agent.endpoint import Home
from robot.agent.os_account import os_account
from robot.domain.log_views import LogView
from tests.ui.bench import Bench
from tests.ui.engine_log import EngineAgent
from tests.ui.log_bench import K, LogBench

#: The reader's processes start and the index is made.
_PATIENCE_MS = 30_000
_REASON = "月度抽查复核"


@pytest.fixture
def agent(home: Home, tmp_path: Path) -> Iterator[EngineAgent]:
    made = EngineAgent(home, tmp_path / "bank")
    made.start()
    yield made
    made.close()


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    seat = LogBench(bench, waits=False)
    log = seat.log

    def is_read() -> bool:
        if not log.desk._open.is_under_way and log.evidence.record is None:
            log.refresh()
        return log.evidence.record is not None

    bench.until(is_read, timeout=_PATIENCE_MS)
    return seat


def payloads(agent: EngineAgent, record_type: str) -> list[dict[str, object]]:
    """What the journal holds of a type."""
    query = (
        "SELECT payload FROM journal WHERE json_extract(CAST(header AS TEXT), '$.type') ="
        f" '{record_type}' ORDER BY seq"
    )
    return [json.loads(payload) for (payload,) in agent.desk.query(query)]


def test_marks_unmasking_and_verification_are_the_engine_s_own(seat: LogBench, agent: EngineAgent) -> None:
    row = seat.row
    assert (row.type, row.anomaly) == ("stop.engaged", "stopped")
    seat.press_in_table(K.Key_O)
    dialog = seat.log.intents.unmask
    dialog.reason.setText(_REASON)
    seat.press(K.Key_Return)
    seat.bench.until(dialog.noted.isVisible, timeout=_PATIENCE_MS)
    assert "试一下" in seat.words(dialog.facts)
    (opened,) = payloads(agent, "record.unmasked")
    assert (opened["seq"], opened["by"]) == (row.seq, os_account())
    seat.press(K.Key_Escape)
    seat.log.evidence.bar.comment.setText("请行长看一下")
    seat.press_in_table(K.Key_U)
    seat.bench.until(lambda: "已上报，已记入日志" in seat.words(seat.log.evidence), timeout=_PATIENCE_MS)
    (made,) = payloads(agent, "review.marked")
    assert (made["seq"], made["mark"], made["by"]) == (row.seq, "escalated", os_account())
    assert "请行长看一下" not in json.dumps(made, ensure_ascii=False)
    seat.press_in_table(K.Key_V)
    seat.bench.until(lambda: "校验通过" in seat.log.verified.text(), timeout=_PATIENCE_MS)


def test_a_bundle_is_written_and_another_workstation_s_is_taken_in(
    seat: LogBench, agent: EngineAgent, tmp_path: Path
) -> None:
    dialog = seat.log.intents.export
    seat.log.actions_by_name["export"].trigger()
    dialog.kinds["bundle"].click()
    path = tmp_path / "log.zip"
    dialog.path.setText(str(path))
    dialog.reason.setText(_REASON)
    dialog.confirm.click()
    seat.bench.until(lambda: "已导出" in dialog.said.text(), timeout=_PATIENCE_MS)
    assert zipfile.is_zipfile(path)
    (written,) = payloads(agent, "log.exported")
    assert written["by"] == os_account()
    dialog.dismiss()
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(path.read_bytes()[:-200])
    seat.log.intents.take_in(str(spoilt))
    seat.bench.until(lambda: "没有导入" in seat.words(seat.log.banner), timeout=_PATIENCE_MS)
    assert payloads(agent, "log.imported") == []


def test_what_the_engine_logs_has_words(seat: LogBench) -> None:
    seat.view(LogView.ALL)
    model = seat.log.table.model_
    seat.bench.until(lambda: model.row(0) is not None)
    for at in range(model.rowCount()):
        for column in (3, 5, 7):
            told = str(model.data(model.index(at, column)) or "")
            assert "=" not in told
            assert "_" not in told
