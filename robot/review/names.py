"""Customers' names in memory only: found by any run of characters or by pinyin initials, masked when shown.

All names stand in one text, so that a search is one pass over it by the processor's own instructions: 100,000
names take about a megabyte and a search under a millisecond, for one character as for five.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from robot.domain.masking import mask_name
from robot.domain.pinyin import folded, plain_initials
from robot.journal.data_keys import DataKeys, KeyNotHeld
from robot.journal.sealed_fields import SealBroken, is_sealed, open_text
from robot.review.codes import Kind

#: Rows of the task list after a row id: row id, customer's reference, name.
NameSource = Callable[[sqlite3.Connection, int], Iterable[tuple[int, str, str]]]
_END = "\n"
#: Names put in at once.
_PART = 5_000


def plain_names(store: sqlite3.Connection, after: int) -> Iterable[tuple[int, str, str]]:
    """Names from task rows whose payload is readable."""
    return store.execute(
        "SELECT rowid, customer_id, json_extract(payload, '$.customer.name') FROM task"
        " WHERE rowid > ? AND json_valid(payload) ORDER BY rowid",
        (after,),
    )


def sealed_names(keys: Callable[[], DataKeys]) -> NameSource:
    """Names from task rows that are sealed; those whose month's key is not held are left out.

    :param keys: asked each time, because months begin and are erased.
    """

    def read(store: sqlite3.Connection, after: int) -> Iterator[tuple[int, str, str]]:
        held = keys()
        # A customer's newest row says what the customer is called now.
        rows = store.execute(
            "SELECT max(rowid), task_id, customer_id, payload FROM task WHERE rowid > ?"
            " GROUP BY customer_id ORDER BY 1",
            (after,),
        )
        for row, task, customer, payload in rows:
            with suppress(KeyNotHeld, SealBroken, ValueError, KeyError, TypeError):
                text = open_text(held, f"task|payload|{task}", payload) if is_sealed(payload) else payload
                yield row, customer, str(json.loads(text)["customer"]["name"])

    return read


class Names:
    """Names by the number of their customer's code."""

    def __init__(self, read: NameSource = plain_names) -> None:
        """:param read: where names come from; they are kept nowhere but here."""
        self._read = read
        self._lock = threading.Lock()
        self._text, self._initials = _END, _END
        #: Where each name begins in the text, and in the initials.
        self._begins, self._initials_begin = array("I", [1]), array("I", [1])
        self._codes = array("I")
        #: Code number -> 1-based place in `_codes`; 0 for no name.
        self._place = array("I")
        self._after = 0
        #: Names whose customer no record names yet.
        self._early: dict[str, str] = {}

    def refresh(self, store: sqlite3.Connection, index: sqlite3.Connection) -> None:
        """Take in names that came since the last time; for one thread, while others search."""
        fresh, self._early = self._early, {}
        # Opening names takes long, so nobody waits for it; only putting them in locks, a part at a time.
        for after, reference, name in self._read(store, self._after):
            self._after = max(self._after, after)
            if name:
                fresh[reference] = name
        numbers = _numbers(fresh, index) if fresh else {}
        self._early = {reference: name for reference, name in fresh.items() if reference not in numbers}
        known = [(numbers[reference], name) for reference, name in fresh.items() if reference in numbers]
        for at in range(0, len(known), _PART):
            with self._lock:
                self._add(known[at : at + _PART])

    def begin_anew(self) -> None:
        """Look at every row again, because keys came that were not there; known names stay."""
        self._after = 0

    def _add(self, fresh: list[tuple[int, str]]) -> None:
        self._grow(max(number for number, _ in fresh) + 1)
        letters: dict[str, str] = {}
        texts, initials = [], []
        begin, initials_begin = self._begins.pop(), self._initials_begin.pop()
        for number, name in fresh:
            if not self._place[number]:
                text, short = folded(name).replace(_END, " "), plain_initials(name, letters)
                self._begins.append(begin)
                self._initials_begin.append(initials_begin)
                self._codes.append(number)
                self._place[number] = len(self._codes)
                texts.append(text)
                initials.append(short)
                begin += len(text) + 1
                initials_begin += len(short) + 1
        self._begins.append(begin)
        self._initials_begin.append(initials_begin)
        self._text += "".join(text + _END for text in texts)
        self._initials += "".join(short + _END for short in initials)

    def _grow(self, size: int) -> None:
        if size > len(self._place):
            self._place.extend([0] * (size - len(self._place)))

    def find(self, word: str) -> frozenset[int]:
        """Numbers of customers whose name holds the word, or whose initials do if it is letters.

        :param word: folded.
        """
        with self._lock:
            found = self._in(self._text, self._begins, word)
            if word.isascii() and word.isalpha() and len(word) > 1:
                found |= self._in(self._initials, self._initials_begin, word)
            return frozenset(self._codes[place] for place in found)

    @staticmethod
    def _in(text: str, begins: array[int], word: str) -> set[int]:
        found: set[int] = set()
        at = text.find(word) if word and _END not in word else -1
        while at >= 0:
            place = bisect_right(begins, at) - 1
            found.add(place)
            # On with the next name: it is found once however often the word stands in it.
            at = text.find(word, begins[place + 1])
        return found

    def masked(self, number: int) -> str:
        """`张**`; empty if the name is not known."""
        with self._lock:
            place = self._place[number] if number < len(self._place) else 0
            if not place:
                return ""
            return mask_name(self._text[self._begins[place - 1] : self._begins[place] - 1])

    def __len__(self) -> int:
        """How many names are known."""
        return len(self._codes)


def _numbers(fresh: dict[str, str], index: sqlite3.Connection) -> dict[str, int]:
    if len(fresh) < 1000:  # noqa: PLR2004 - a look-up each
        query = "SELECT id FROM code WHERE kind = ? AND text = ?"
        rows = ((text, index.execute(query, (Kind.CUSTOMER, text)).fetchone()) for text in fresh)
        return {text: row[0] for text, row in rows if row is not None}
    found = index.execute("SELECT text, id FROM code WHERE kind = ?", (Kind.CUSTOMER,))
    return {text: number for text, number in found if text in fresh}
