"""Results on disk, one JSON line an episode: a campaign can be cut into ranges, resumed and merged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from campaign.carry_out import Played
from campaign.judge import Verdict

Record = dict[str, Any]


def record_of(played: Played) -> Record:
    """An episode as a line of the file."""
    episode, trouble = played.episode, played.episode.trouble
    target = played.verdicts[episode.target]
    return {
        "label": episode.label,
        "seed": episode.seed,
        "index": episode.index,
        "site": episode.site,
        "kind": trouble.kind if episode.site == "wecom" else f"{episode.site}: {trouble.kind}",
        "trouble": trouble.name,
        "step": episode.place.step,
        "moment": episode.place.moment,
        "params": episode.params,
        "target": episode.target,
        "has_fired": played.has_fired,
        "recovered_s": played.recovered_s,
        "took_s": played.took_s,
        "restarts": played.restarts,
        "notes": list(played.notes),
        "tasks": [task_record(verdict) for verdict in played.verdicts],
        "is_expected": target.outcome in trouble.endings or target.is_flagged,
        "is_failure": any(verdict.is_failure for verdict in played.verdicts),
    }


def task_record(verdict: Verdict) -> Record:
    """A verdict with all that follows from it."""
    return {
        **asdict(verdict),
        "is_over_halted": verdict.is_over_halted,
        "is_other_ending": verdict.is_other_ending,
        "is_false_abort": verdict.is_false_abort,
    }


def append(path: Path, record: Record) -> None:
    """Add an episode; a line is written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read(paths: Sequence[Path]) -> list[Record]:
    """The episodes of all files in their order, each once; the last line of a killed campaign may be cut."""
    found: dict[str, Record] = {}
    for path in paths:
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    record = json.loads(line)
                except ValueError:
                    continue
                found[record["label"]] = record
    return sorted(found.values(), key=lambda record: (record["site"], record["seed"], record["index"]))
