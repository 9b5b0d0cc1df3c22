"""Trouble at every step of a message's way, by seed, and what the bank's own store says became of it."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from campaign import results
from campaign.campaign import run_campaign
from campaign.episode import make_episode
from campaign.figures import is_failure, summary
from campaign.report import show
from campaign.troubles import TABLES
from campaign.worker import play_all
from demoday.programs import ROOT

_SCREEN = Console(stderr=True, highlight=False, width=140)


def main() -> int:
    """Play, print, and exit with 1 if anything happened that must never happen."""
    options = _parse()
    if sys.platform != "linux":
        _SCREEN.print("the fault campaign needs Linux: it freezes, starves and kills processes")
        return 2
    if options.replay:
        return _replay(options.replay, options.seed, options.site)
    if options.merge:
        return _report(results.read(options.merge), as_json=options.json)
    indexes = range(
        options.start, options.end if options.end is not None else options.start + options.episodes
    )
    out = options.resume or options.out or _new_file(options.seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    _SCREEN.print(f"seed {options.seed}, episodes {indexes.start} to {indexes.stop - 1}, results in {out}")
    broken = run_campaign(
        (options.site, options.seed), indexes, out, options.jobs, _Progress(len(indexes)).add
    )
    wanted = {(options.site, options.seed, index) for index in indexes}
    records = [
        record
        for record in results.read([out])
        if (record["site"], record["seed"], record["index"]) in wanted
    ]
    return _report(records, as_json=options.json, broken=broken)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench faults", description=__doc__)
    parser.add_argument("--episodes", type=int, default=100, metavar="N", help="how many (100)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="decides every episode (1)")
    parser.add_argument(
        "--from", dest="start", type=int, default=0, metavar="A", help="number of the first (0)"
    )
    parser.add_argument("--to", dest="end", type=int, metavar="B", help="up to this number, without it")
    parser.add_argument(
        "--site",
        choices=sorted(TABLES),
        default="wecom",
        help="wecom at the demo bank, or Converse.js (wecom)",
    )
    parser.add_argument("--jobs", type=int, default=1, help="workers at once (1)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where results go, one JSON line an episode")
    parser.add_argument(
        "--resume", type=Path, metavar="FILE", help="go on with a file; what it holds is not repeated"
    )
    parser.add_argument(
        "--merge", type=Path, nargs="+", metavar="FILE", help="only print the table over these"
    )
    parser.add_argument(
        "--replay", metavar="SEED/NUMBER", help="play one episode again and tell what happens"
    )
    parser.add_argument("--json", action="store_true", help="end with one line of machine-readable summary")
    return parser.parse_args()


def _new_file(seed: int) -> Path:
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    return ROOT / ".demo" / "campaign" / f"seed-{seed}-{stamp}.jsonl"


def _replay(label: str, seed: int, site: str) -> int:
    before, _, index = label.rpartition("/")
    named, _, number = before.rpartition(":")
    episode = make_episode(int(number or seed), int(index), named or site)
    played: list[dict[str, Any]] = []
    play_all([episode], played.append, print, site=episode.site)
    print(json.dumps(played[0], ensure_ascii=False, indent=1))
    return 1 if played[0]["is_failure"] else 0


def _report(records: list[dict[str, Any]], *, as_json: bool, broken: list[int] | None = None) -> int:
    result = {**summary(records), "broken": broken or []}
    show(records, result, _SCREEN)
    if broken:
        _SCREEN.print(f"could not be played: {broken}")
    if as_json:
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 1 if is_failure(result) or broken else 0


class _Progress:
    """A line now and then."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._told = 0
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        with self._lock:
            self._done += count
            if self._done == self._total or self._done - self._told >= max(1, self._total // 50):
                self._told = self._done
                now = datetime.now().astimezone().strftime("%H:%M:%S")
                _SCREEN.print(f"{now}  {self._done} of {self._total}")


if __name__ == "__main__":
    raise SystemExit(main())
