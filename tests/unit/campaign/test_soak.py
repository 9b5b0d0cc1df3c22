from __future__ import annotations

from campaign.soak import PASSING, Sample, growth


def sample(tasks: int, **sizes: float) -> Sample:
    fields = {"agent_mb": 200.0, "browser_mb": 500.0, "log_bytes": 0, "store_bytes": 0, "evidence_bytes": 0}
    return Sample(tasks=tasks, seconds=float(tasks), **{**fields, **sizes})  # type: ignore[arg-type]


def test_what_stays_flat_once_warm_does_not_grow() -> None:
    warming = [sample(0, agent_mb=50.0), sample(100, agent_mb=150.0)]
    flat = [sample(tasks, agent_mb=200.0 + tasks % 3) for tasks in range(1000, 5001, 100)]
    assert abs(growth([*warming, *flat])["agent_mb_per_1000"]) < 0.1


def test_a_leak_is_seen_in_its_size() -> None:
    leaking = [
        sample(tasks, browser_mb=300.0 + tasks / 10, log_bytes=40 * tasks) for tasks in range(0, 5001, 100)
    ]
    found = growth(leaking)
    assert found["browser_mb_per_1000"] == 100.0
    assert found["log_bytes_per_task"] == 40.0
    assert found["browser_mb_max"] == 800.0


def test_only_trouble_that_passes_is_brought_to_a_soak() -> None:
    assert len(PASSING) > 20
    assert all(trouble.is_possible and trouble.others_possible for trouble in PASSING)
