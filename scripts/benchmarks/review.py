"""The supervisor's review: open, scroll, search, filter and count over millions of records."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from rich.console import Console

from benchmarks._journal_rows import CUSTOMERS, customer_name, write_journal
from robot.agent.log_reader import LogReader
from robot.agent.log_requests import LOG_VERBS
from robot.journal.data_keys import DataKeys
from robot.review.following import index_all, index_path

_SCREEN = Console(stderr=True, highlight=False)
#: Rows that a window asks for at once, and rows of one turn of the wheel.
_PAGE, _WHEEL = 256, 60
_ADAPTERS: dict[str, TypeAdapter[Any]] = {}
#: What a supervisor types, by what it is.
_SEARCHES = {
    "two-character name": "王伟",
    "rule word": "本月给这位客户",
    "frequent word": "查证送达",
    "pinyin initials": "lxy",
    "one character": "王",
}
_FILTERS: dict[str, dict[str, Any]] = {
    "result unknown": {"filters": {"result": ["unknown"]}},
    "site and result": {"filters": {"site": ["crm"], "result": ["failed", "halted"]}},
    "one customer": {"filters": {"customer": ["C0000042"]}},
    "one week of nights": {
        "view": "night",
        "time_from": "2026-03-02T00:00:00+08:00",
        "time_until": "2026-03-09T00:00:00+08:00",
    },
}


def main() -> int:
    """Measure and print; the last line with --json is machine-readable."""
    parser = argparse.ArgumentParser(prog="scripts/bench review", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="records of the journal (1000000)")
    parser.add_argument("--fetches", type=int, default=400, help="pages fetched at random and by wheel (400)")
    parser.add_argument("--repeat", type=int, default=7, help="times that each search is made (7)")
    parser.add_argument("--at", type=Path, help="folder with journal and index from a run before; kept")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with _place(options.at) as home:
        made = _made(home, options.records)
        result = {"records": options.records, "customers": CUSTOMERS, **made}
        result |= _measure(home, options.fetches, options.repeat)
    _print(result)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    return 0


@contextmanager
def _place(at: Path | None) -> Iterator[Path]:
    if at is not None:
        at.mkdir(parents=True, exist_ok=True)
        yield at
        return
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        yield Path(folder)


def _made(home: Path, records: int) -> dict[str, Any]:
    if not (home / "tandem.db").is_file():
        _SCREEN.print(f"writing {records:,} records ...")
        write_journal(home / "tandem.db", records)
    if index_path(home).is_file():
        return {}
    _SCREEN.print("building the index ...")
    spent = index_all(home)
    return {
        "index_rows_per_s": round(records / spent),
        "index_s": round(spent, 1),
        "index_bytes_per_row": round(index_path(home).stat().st_size / records, 1),
        "journal_bytes_per_row": round((home / "tandem.db").stat().st_size / records, 1),
    }


class _Window:
    """Asks as the window does: a JSON answer made into values."""

    def __init__(self, home: Path) -> None:
        self.reader = LogReader(home, DataKeys(), asker="bench")

    def ask(self, verb: str, **arguments: Any) -> Any:  # noqa: ANN401 - each verb has its own view
        entry = LOG_VERBS[verb]
        body = self.reader.ask(verb, entry.request.model_validate(arguments))
        adapter = _ADAPTERS.setdefault(verb, TypeAdapter(entry.answer))
        return adapter.validate_json(body)

    def timed(self, verb: str, **arguments: Any) -> tuple[float, Any]:  # noqa: ANN401 - as above
        began = time.perf_counter()
        answer = self.ask(verb, **arguments)
        return (time.perf_counter() - began) * 1000, answer

    def opened(self, query: dict[str, Any]) -> tuple[float, float, int]:
        """Milliseconds to the first 200 rows, and to all hits, and how many those are."""
        first, found = self.timed("log_open", query=query, asker="window", count=200)
        began = time.perf_counter()
        state = found
        while not state.is_whole:
            time.sleep(0.002)
            state = self.ask("log_state", result=found.result)
        return first, first + (time.perf_counter() - began) * 1000, state.total


def _measure(home: Path, fetches: int, repeat: int) -> dict[str, Any]:
    window = _Window(home)
    cold, _ = window.timed("log_open", query={}, asker="window", count=200)
    _wait_for_names(window)
    opens = {
        view: [window.opened({"view": view}) for _ in range(repeat)] for view in ("anomalies", "all", "night")
    }
    result: dict[str, Any] = {
        "process_start_and_open_ms": round(cold, 1),
        "opens": {view: _middle(one[0] for one in times) for view, times in opens.items()},
        "open_ms_worst": round(max(one[0] for times in opens.values() for one in times), 1),
        "totals": {view: times[-1][2] for view, times in opens.items()},
        "scroll": {
            "all": _scroll(window, {"view": "all"}, fetches),
            "anomalies": _scroll(window, {}, fetches),
            "night": _scroll(window, {"view": "night"}, fetches),
        },
        "search": {name: _search(window, word, repeat) for name, word in _SEARCHES.items()},
        "filter": {name: _filter(window, query, repeat) for name, query in _FILTERS.items()},
        "histogram_ms": _counted(window, "log_histogram", repeat),
        "facets_ms": _counted(window, "log_facets", repeat),
        "while_searching": _scroll_while_searching(window, fetches),
    }
    # The worst of each kind stands for all.
    result["open_ms"] = max(result["opens"].values())
    result["scroll_p95_ms"] = max(one["wheel"]["p95"] for one in result["scroll"].values())
    result["jump_p95_ms"] = max(one["random"]["p95"] for one in result["scroll"].values())
    result["search_ms"] = max(one["first_ms"] for one in result["search"].values())
    result["rss_mb"], result["index_process_rss_mb"] = (_rss(pid) for pid in window.reader.pids)
    window.reader.stop()
    return result


def _wait_for_names(window: _Window) -> None:
    """Names are opened while the first rows are shown already; searches are measured after that."""
    began = time.perf_counter()
    customer = next(n for n in range(CUSTOMERS) if customer_name(n).startswith("王伟"))
    while not window.ask("log_open", query={"view": "all", "text": customer_name(customer)}, count=1).total:
        if time.perf_counter() - began > 60:  # noqa: PLR2004 - seconds
            raise SystemExit("the names were not learnt in a minute")
        time.sleep(0.05)
    _SCREEN.print(f"names known after {time.perf_counter() - began:.1f} s")


def _scroll(window: _Window, query: dict[str, Any], fetches: int) -> dict[str, Any]:
    chance = random.Random(3)  # noqa: S311 - not a secret
    opened = window.ask("log_open", query=query, asker="window", count=0)
    total = opened.total
    while not opened.is_whole:
        time.sleep(0.01)
        opened = window.ask("log_state", result=opened.result)
        total = opened.total
    jumps, turns = [], []
    for _ in range(fetches):
        place = chance.randrange(max(1, total - _PAGE))
        jumps.append(window.timed("log_rows", result=opened.result, first=place, count=_PAGE)[0])
    place = chance.randrange(max(1, total // 2))
    for turn in range(fetches):
        at = (place + turn * _WHEEL) % max(1, total)
        turns.append(window.timed("log_rows", result=opened.result, first=at, count=_WHEEL)[0])
    return {"rows": total, "random": _spread(jumps), "wheel": _spread(turns)}


def _scroll_while_searching(window: _Window, fetches: int) -> dict[str, float]:
    """Pages of the whole log while another view's many hits are looked for."""
    opened = window.ask("log_open", query={"view": "all"}, asker="table", count=0)
    chance = random.Random(4)  # noqa: S311 - not a secret
    spent = []
    for turn in range(fetches):
        if turn % 20 == 0:
            window.ask("log_open", query={"view": "all", "text": "王"}, asker="search", count=0)
        place = chance.randrange(opened.total - _PAGE)
        spent.append(window.timed("log_rows", result=opened.result, first=place, count=_WHEEL)[0])
    return _spread(spent)


def _search(window: _Window, word: str, repeat: int) -> dict[str, Any]:
    times = [window.opened({"view": "all", "text": word}) for _ in range(repeat)]
    return {
        "word": word,
        "hits": times[0][2],
        "first_ms": _middle(one[0] for one in times),
        "all_ms": _middle(one[1] for one in times),
        "first_ms_worst": round(max(one[0] for one in times), 1),
        "n": len(times),
    }


def _filter(window: _Window, query: dict[str, Any], repeat: int) -> dict[str, Any]:
    whole = {"view": "all", **query}
    times = [window.opened(whole) for _ in range(repeat)]
    return {
        "hits": times[0][2],
        "first_ms": _middle(one[0] for one in times),
        "all_ms": _middle(one[1] for one in times),
    }


def _counted(window: _Window, verb: str, repeat: int) -> dict[str, float]:
    queries = {
        "anomalies": {},
        "all": {"view": "all"},
        "filtered": {"view": "all", "filters": {"site": ["crm"]}},
        "searched": {"view": "all", "text": "王伟"},
        "night": {"view": "night"},
    }
    found = {}
    for name, query in queries.items():
        found[name] = _middle(window.timed(verb, query=query)[0] for _ in range(repeat))
    return found


def _middle(times: Any) -> float:  # noqa: ANN401 - any numbers
    return float(round(statistics.median(times), 1))


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "n": len(times),
        "median": round(ordered[len(ordered) // 2], 2),
        "p95": round(ordered[int(len(ordered) * 0.95)], 2),
        "max": round(ordered[-1], 2),
    }


def _rss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def _print(result: dict[str, Any]) -> None:
    for name, value in result.items():
        if isinstance(value, dict):
            _SCREEN.print(f"{name}:")
            for inner, one in value.items():
                _SCREEN.print(f"    {inner:<22} {one}")
        else:
            _SCREEN.print(f"{name:<28} {value}")


if __name__ == "__main__":
    raise SystemExit(main())
