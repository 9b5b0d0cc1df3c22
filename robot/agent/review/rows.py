"""Two versions of a data file, value by value: which keys of a policy, which rows of a lexicon differ."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from robot.compliance.strict_yaml import YamlUnreadableError, parse
from robot.domain.release_views import FileChange, RowChange, TextRun
from robot.talktracks.words import compare

#: Rows of one file that are shown; a model of numbers has a hundred thousand.
_MOST_ROWS = 300
#: Characters of one value that are shown.
_LONGEST = 1200
#: Shorter values are read faster whole than word by word.
_SHORT = 24
#: Items of a list that are so alike are one item before and after.
_ALIKE = 0.5
#: Pairs of items that are held against each other.
_MOST_PAIRS = 2500
#: What names an item of a list of mappings.
_NAMES = ("id", "name", "account", "line", "key")


def file_change(path: str, before: bytes | None, after: bytes | None) -> FileChange | None:
    """What differs in one file; None if nothing does.

    :param before: None where the file is new; `after` is None where it is gone.
    """
    if before == after:
        return None
    kind = "added" if before is None else "removed" if after is None else "changed"
    rows = list(_rows(_leaves_of(path, before), _leaves_of(path, after))) if kind == "changed" else []
    return FileChange(
        path=path,
        part=path.partition("/")[0],
        kind=kind,
        rows=tuple(rows[:_MOST_ROWS]),
        rows_left_out=max(0, len(rows) - _MOST_ROWS),
    )


_Leaves = list[tuple[str, str]]


def _leaves_of(path: str, content: bytes | None) -> _Leaves:
    """Key and value of everything in a file; its lines where it is no data."""
    if content is None:
        return []
    try:
        if path.endswith(".yaml"):
            return list(_leaves(parse(content), ""))
        if path.endswith(".json"):
            return list(_leaves(json.loads(content), ""))
    except (YamlUnreadableError, ValueError, RecursionError):
        # It is compared line by line then, which tells less and never nothing.
        pass
    if b"\0" in content:
        # No text: nobody reads a row of it, and to compare a million of them takes minutes.
        return [("bytes", str(len(content))), ("sha256", hashlib.sha256(content).hexdigest())]
    text = content.decode("utf-8", "backslashreplace")
    return [("[]", line) for line in text.splitlines() if line.strip()]


def _leaves(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}".lstrip("."))
    elif isinstance(value, list) and value:
        for item in value:
            name = _name_of(item)
            if name:
                yield from _leaves(item, f"{key}[{name}]")
            elif isinstance(item, Mapping | list):
                yield f"{key}[]", json.dumps(item, ensure_ascii=False, default=str)
            else:
                yield f"{key}[]", _shown(item)
    else:
        yield key, _shown(value)


def _name_of(item: object) -> str:
    if not isinstance(item, Mapping):
        return ""
    return next((str(item[name]) for name in _NAMES if item.get(name)), "")


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _rows(before: _Leaves, after: _Leaves) -> Iterator[RowChange]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*old, *new]):
        gone = list((Counter(old.get(key, ())) - Counter(new.get(key, ()))).elements())
        come = list((Counter(new.get(key, ())) - Counter(old.get(key, ()))).elements())
        is_item = key.endswith("[]")
        for was in gone:
            # A file of ten thousand numbers is not matched number by number.
            is_small = len(gone) * len(come) <= _MOST_PAIRS
            now = _nearest(was, come, is_item=is_item) if is_small else ""
            if now:
                come.remove(now)
            yield _row(key, was, now)
        for now in come:
            yield _row(key, "", now)


def _by_key(leaves: _Leaves) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in leaves:
        found.setdefault(key, []).append(value)
    return found


def _nearest(was: str, come: list[str], *, is_item: bool) -> str:
    """What a value became; a single value became whatever stands there now."""
    if not is_item:
        return come[0] if come else ""
    # Most pairs are told apart by their characters alone, which costs next to nothing.
    matchers = ((SequenceMatcher(None, was, now, autojunk=False), now) for now in come)
    alike = [(m.ratio(), now) for m, now in matchers if m.quick_ratio() >= _ALIKE]
    ratio, now = max(alike, default=(0.0, ""))
    return now if ratio >= _ALIKE else ""


def _row(key: str, was: str, now: str) -> RowChange:
    was, now = _cut(was), _cut(now)
    runs: tuple[TextRun, ...] = ()
    if was and now and max(len(was), len(now)) > _SHORT:
        runs = tuple(TextRun(kind=run.kind, text=run.text) for run in compare(was, now))
    return RowChange(key=key, before=was, after=now, runs=runs)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
