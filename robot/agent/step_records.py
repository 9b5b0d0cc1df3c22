"""Every step of the send path as a record of the journal: what a supervisor plays back."""

from __future__ import annotations

from robot.execution.steps import StepLog, StepTaken
from robot.journal.telemetry import Telemetry

#: Type of the records.
STEP = "step"
_LONGEST_DETAIL = 120


def record_steps(steps: StepLog, telemetry: Telemetry) -> Telemetry:
    """From now on what ends in the log of steps is recorded; returns the telemetry."""

    def ended(line: StepTaken, spent_ms: float | None) -> None:
        if line.state == "running":
            return
        facts: dict[str, object] = {
            "task": line.task_id,
            "step": line.step,
            "state": line.state,
            "at_ms": int(line.at.timestamp() * 1000),
        }
        if spent_ms is not None:
            facts["ms"] = round(spent_ms)
        if line.detail:
            facts["detail"] = line.detail[:_LONGEST_DETAIL]
        if line.picture:
            facts["picture"] = line.picture
        if line.click_box is not None:
            facts["click_box"] = [round(each) for each in line.click_box]
        telemetry.record(STEP, facts)

    steps.on_ended = ended
    return telemetry
