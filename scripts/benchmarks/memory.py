"""Memory of the agent over many messages: flat, or does it grow?"""

from __future__ import annotations

import argparse
import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from demoday.keyring_choice import usable_keyring
from demoday.programs import demo_agent, pretend_bank
from demoday.workstation import store_accounts, write_settings
from robot.agent.client import AgentClient
from robot.agent.endpoint import Home
from robot.domain.clock import BANK_ZONE
from robot.domain.views import AgentStatus

_SCREEN = Console(stderr=True, highlight=False)
#: Samples before this many messages are warming up.
_WARM_UP = 100


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench memory", description=__doc__)
    parser.add_argument("--messages", type=int, default=500, help="messages to send (500)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        samples = _measure(Path(folder), options.messages)
    result = _judge(samples)
    for count, megabytes in samples[:: max(1, len(samples) // 12)]:
        _SCREEN.print(f"{count:5d} messages   {megabytes:6.1f} MB")
    _SCREEN.print(f"growth after the first {_WARM_UP}: {result['growth_mb_per_100']} MB per 100 messages")
    if options.json:
        print(json.dumps(result))
    return 0


def _measure(folder: Path, messages: int) -> list[tuple[int, float]]:
    home = folder / "home"
    # About one task in seven is refused by a rule or the platform.
    today = datetime.now(BANK_ZONE).date().isoformat()
    arguments = ["--tasks", str(int(messages * 1.2) + 10), "--today", today]
    samples: list[tuple[int, float]] = []
    with (
        usable_keyring(folder / "keyring") as (variables, _),
        pretend_bank(folder / "bank", arguments) as bank,
    ):
        write_settings(home, bank, headless=True, with_crm=False)
        with demo_agent(home, bank.today, variables), AgentClient(Home(path=home)) as client:
            store_accounts(home, bank)
            client.call("pull")
            client.call("run")
            pid = int(Home(path=home).lock.read_text(encoding="ascii"))
            since = -1
            while True:
                status: AgentStatus = client.call("watch", since=since, timeout_s=5)
                since = status.revision
                sent = status.by_outcome.get("confirmed", 0)
                samples.append((sent, _resident_mb(pid)))
                if status.run is None or status.run.state == "ended" or sent >= messages:
                    return samples


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _judge(samples: list[tuple[int, float]]) -> dict[str, Any]:
    warm = [sample for sample in samples if sample[0] >= _WARM_UP] or samples
    first, last = warm[0], warm[-1]
    # Least squares, so that one collection of garbage does not decide.
    mean_x = sum(count for count, _ in warm) / len(warm)
    mean_y = sum(size for _, size in warm) / len(warm)
    spread = sum((count - mean_x) ** 2 for count, _ in warm) or 1
    slope = sum((count - mean_x) * (size - mean_y) for count, size in warm) / spread
    return {
        "messages": samples[-1][0],
        "rss_mb_after_100": round(first[1], 1),
        "rss_mb_at_end": round(last[1], 1),
        "rss_mb_max": round(max(size for _, size in samples), 1),
        "growth_mb_per_100": round(slope * 100, 2),
    }


if __name__ == "__main__":
    raise SystemExit(main())
