"""The window over a real journal, read by the real reader's processes: what one writes, the other shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from robot.agent.endpoint import Home
from tests.ui.bench import Bench
from tests.ui.fake_agent import FakeAgent
from tests.ui.log_bench import K, LogBench
from tests.ui.read_log import ReadLogAgent

#: The reader's processes start and the index is made.
_PATIENCE_MS = 30_000


@pytest.fixture
def agent(home: Home) -> Iterator[FakeAgent]:
    made = ReadLogAgent(home)
    made.start()
    yield made
    made.close()


@pytest.fixture
def seat(bench: Bench) -> LogBench:
    seat = LogBench(bench, waits=False)
    log = seat.log

    def is_read() -> bool:
        if log.desk.sources is not None and not log.desk.sources.is_indexing and seat.total < 10:
            log.refresh()
        return log.evidence.record is not None and seat.total >= 10

    bench.until(is_read, timeout=_PATIENCE_MS)
    return seat


def test_a_real_journal_is_read_searched_and_filtered(seat: LogBench) -> None:
    assert seat.total == 10
    record = seat.record
    assert record.proof.is_intact
    assert record.proof.hash != record.proof.prev_hash
    assert seat.row.anomaly in {"words", "identity"}
    told = seat.words(seat.log.evidence.facts)
    assert f"第 {record.row.seq:,} 条" in told
    assert "哈希、记录头与内容相符" in told
    seat.bench.until(lambda: sum(bar.anomalies for bar in seat.log.histogram.bars) == 10)
    seat.log.search.field.setText("保本")
    seat.bench.until(lambda: seat.total == 5)
    seat.bench.until(lambda: seat.log.table.row() is not None and seat.row.rule == "words.guarantee")
    seat.log.search.field.setText("")
    seat.bench.until(lambda: seat.total == 10)
    seat.press_in_table(K.Key_F)
    values = seat.log.filters.values.model()
    seat.bench.until(lambda: values.rowCount() == 2)
    assert {str(values.index(at, 0).data()) for at in range(2)} == {"话术被拦", "身份或内容不符"}
    seat.press(K.Key_Escape)
    seat.view("all")
    seat.bench.until(lambda: seat.total >= 160)
    seat.press_in_table(K.Key_BracketRight)
    seat.bench.until(lambda: seat.log.table.row() is not None and bool(seat.row.anomaly))
    seat.until_shown()
    assert len(seat.record.related) == 4
